using Npgsql;
using NpgsqlTypes;
using Registry.Domain.Secrecy;

namespace Registry.Store.Keys;

/// <summary>The key table on cluster two. Whoever reads it without the custodian has noise.</summary>
/// <param name="keys">Data source of the login <c>registry_keys</c>, database <c>registry_keys</c>; not owned.</param>
public sealed class WrappedKeys(NpgsqlDataSource keys) : IWrappedKeys
{
    /// <inheritdoc/>
    public Task<WrappedKey?> FindSubject(Guid subject, CancellationToken cancel) =>
        Find("select epoch, wrapped, commitment from keys.subject_key where subject = $1", subject, cancel);

    /// <inheritdoc/>
    public async Task AddSubject(Guid subject, WrappedKey key, CancellationToken cancel)
    {
        await using var command = keys.CreateCommand(
            "insert into keys.subject_key (subject, epoch, wrapped, commitment) values ($1, $2, $3, $4) on conflict do nothing");
        if (await Execute(command, subject, key, cancel) != 1)
            throw new InvalidOperationException("the subject has a key already");
    }

    /// <inheritdoc/>
    public Task<WrappedKey?> FindService(string name, CancellationToken cancel) =>
        Find("select epoch, wrapped, commitment from keys.service_key where name = $1 order by epoch desc limit 1", name, cancel);

    /// <inheritdoc/>
    public async Task<WrappedKey> AddService(string name, WrappedKey key, CancellationToken cancel)
    {
        await using var command = keys.CreateCommand(
            "insert into keys.service_key (name, epoch, wrapped, commitment) values ($1, $2, $3, $4) on conflict do nothing");
        await Execute(command, name, key, cancel);
        return await FindService(name, cancel) ?? throw new InvalidOperationException("the service key that was just added is gone");
    }

    /// <summary>Destroys the wrapped key of a subject: nothing sealed under it opens again, once its backups are gone too.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> DestroySubject(Guid subject, CancellationToken cancel)
    {
        await using var command = keys.CreateCommand("delete from keys.subject_key where subject = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject });
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static Task<int> Execute<T>(NpgsqlCommand command, T id, WrappedKey key, CancellationToken cancel)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key.Epoch });
        command.Parameters.Add(new NpgsqlParameter { Value = key.Wrapped, NpgsqlDbType = NpgsqlDbType.Bytea });
        command.Parameters.Add(new NpgsqlParameter { Value = key.Commitment, NpgsqlDbType = NpgsqlDbType.Bytea });
        return command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<WrappedKey?> Find<T>(string sql, T id, CancellationToken cancel)
    {
        await using var command = keys.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? new WrappedKey(reader.GetInt32(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<byte[]>(2))
            : null;
    }
}
