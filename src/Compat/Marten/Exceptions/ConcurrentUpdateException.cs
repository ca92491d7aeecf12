namespace Marten.Exceptions;

/// <summary>PostgreSQL could not serialise the transaction; nothing was written.</summary>
public class ConcurrentUpdateException(Exception innerException)
    : MartenException("Write collision detected while committing the transaction.", innerException);
