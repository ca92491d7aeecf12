namespace JasperFx;

/// <summary>Somebody else changed what this unit of work was based on; nothing of it was written.</summary>
public class ConcurrencyException : Exception
{
    public ConcurrencyException(string? message) : base(message)
    {
    }

    public ConcurrencyException(string message, Exception innerException) : base(message, innerException)
    {
    }

    public ConcurrencyException(string message, Type? docType, object id) : base(message)
    {
        DocType = docType?.FullName;
        Id = id;
    }

    /// <summary>Full name of the aggregate type, where it is known.</summary>
    public string? DocType { get; set; }

    /// <summary>Stream id, where it is known.</summary>
    public object? Id { get; set; }
}
