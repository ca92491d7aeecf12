using Npgsql;
using Registry.Domain.Secrecy;

namespace Registry.Store.Log;

/// <summary>
/// Shreds old lines by destroying the wrapped keys of whole audit epochs. Three steps, each committed before the next: the plan with the sealed line,
/// the line in the log, the keys. Whoever dies in between finds the plan in <see cref="Unfinished"/> and goes on with the same line.
/// </summary>
/// <remarks>The database refuses a key that goes without its line, whoever asks; and an epoch younger than a day.</remarks>
/// <param name="eraser">Data source of the login <c>registry_log_eraser</c>; not owned.</param>
public sealed class LogErasures(NpgsqlDataSource eraser)
{
    /// <summary>Most epochs of one erasure: its line names each.</summary>
    public const int MostEpochs = 128;

    /// <summary>Epochs whose key is there still and that no erasure was planned for, oldest first.</summary>
    public async Task<IReadOnlyList<StoredAuditEpoch>> Standing(CancellationToken cancel)
    {
        await using var command = eraser.CreateCommand(
            "select id, wrapped, created from access_log.audit_epoch a where wrapped is not null and not exists (select from log_erasure.erased_epoch e where e.epoch = a.id) order by created, id");
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<StoredAuditEpoch>();
        while (await rows.ReadAsync(cancel))
            found.Add(new StoredAuditEpoch(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1), rows.GetFieldValue<DateTimeOffset>(2)));
        return found;
    }

    /// <summary>Commits to an erasure.</summary>
    /// <param name="line">Id of the line that will say so.</param>
    /// <param name="parts">That line, sealed.</param>
    /// <param name="opening">Key of its actor part, 32 bytes: from now on everybody may read it.</param>
    /// <param name="epochs">1 to <see cref="MostEpochs"/> epochs.</param>
    /// <exception cref="PostgresException">An epoch is unknown, planned already or younger than a day; nothing was planned.</exception>
    public async Task Plan(Guid line, SealedRecord parts, byte[] opening, IReadOnlyList<Guid> epochs, CancellationToken cancel)
    {
        await using var command = eraser.CreateCommand("select log_erasure.plan($1, $2, $3, $4, $5, $6)");
        foreach (var value in (object[])[line, parts.AuditEpoch, parts.Actor, parts.Subject, opening, epochs.ToArray()])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Erasures that are planned and whose keys are not all gone, oldest first.</summary>
    public async Task<IReadOnlyList<PlannedErasure>> Unfinished(CancellationToken cancel)
    {
        await using var command = eraser.CreateCommand(
            """
            select e.record_id, e.audit_epoch, e.actor, e.subject, e.actor_key, array_agg(a.id), max(a.created)
              from log_erasure.erasure e join log_erasure.erased_epoch x on x.erasure = e.record_id join access_log.audit_epoch a on a.id = x.epoch
             group by e.record_id having bool_or(a.wrapped is not null)
             order by e.planned, e.record_id
            """);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var found = new List<PlannedErasure>();
        while (await rows.ReadAsync(cancel))
            found.Add(new PlannedErasure(rows.GetGuid(0), new SealedRecord(rows.GetFieldValue<byte[]>(2), [], rows.GetFieldValue<byte[]>(3), rows.GetGuid(1)))
            {
                Opening = rows.GetFieldValue<byte[]>(4),
                Epochs = rows.GetFieldValue<Guid[]>(5),
                Youngest = rows.GetFieldValue<DateTimeOffset>(6),
            });
        return found;
    }

    /// <summary>Destroys the keys of an erasure whose line stands and is signed; again is no harm.</summary>
    /// <returns>Keys that were there still.</returns>
    /// <exception cref="PostgresException">The line does not stand, or is not signed.</exception>
    public async Task<int> CarryOut(Guid line, CancellationToken cancel)
    {
        await using var command = eraser.CreateCommand("select log_erasure.carry_out($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = line });
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}

/// <summary>An erasure that is not finished.</summary>
/// <param name="Line">Id of the line that says so.</param>
/// <param name="Parts">That line, sealed.</param>
public sealed record PlannedErasure(Guid Line, SealedRecord Parts)
{
    /// <summary>Key of the line's actor part, 32 bytes, as the table has it.</summary>
    public byte[] Opening { get; init; } = [];

    /// <summary>Epochs whose keys go, as the table has them; the line may say otherwise.</summary>
    public IReadOnlyList<Guid> Epochs { get; init; } = [];

    /// <summary>When the youngest of them was made, UTC.</summary>
    public DateTimeOffset Youngest { get; init; }
}
