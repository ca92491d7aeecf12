namespace Marten.Exceptions;

/// <summary>Root of what the store throws on its own account.</summary>
public class MartenException : Exception
{
    public MartenException()
    {
    }

    public MartenException(string message) : base(message)
    {
    }

    public MartenException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
