namespace Marten.Storage;

/// <summary>The database of the store.</summary>
public interface IMartenDatabase
{
    /// <summary>Compares the database with the configuration and changes nothing.</summary>
    /// <exception cref="Weasel.Core.Migrations.DatabaseValidationException">Something is missing; the message carries the DDL for it.</exception>
    Task AssertDatabaseMatchesConfigurationAsync(CancellationToken ct = default);
}
