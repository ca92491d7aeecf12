using Npgsql;
using Registry.Domain.Secrecy;

namespace Registry.Store.Log;

/// <summary>
/// Where the service leaves a new audit epoch key, wrapped to the inspectorate, before the first line under it. The log refuses lines of
/// an epoch that is not here: nobody could ever read them.
/// </summary>
/// <param name="app">Data source of the service's login; not owned.</param>
public sealed class AuditEpochs(NpgsqlDataSource app) : IAuditEpochs
{
    /// <summary>Commits the wrapped key. Never replaces one.</summary>
    /// <exception cref="InvalidOperationException">There is an epoch of this id already.</exception>
    public async Task AddEpoch(Guid epoch, byte[] wrapped, CancellationToken cancel)
    {
        await using var command = app.CreateCommand("select access_log.add_audit_epoch($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = epoch });
        command.Parameters.Add(new NpgsqlParameter { Value = wrapped });
        try
        {
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException taken) when (taken.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new InvalidOperationException("there is an audit epoch of this id already", taken);
        }
    }
}
