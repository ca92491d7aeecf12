using Npgsql;
using Registry.AccessLog;
using Registry.Sealing;
using Registry.Server.Hosting;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Erasing;

/// <summary>
/// Shreds old lines of the log under a written policy. The line that says so is in the log and under a checkpoint before a key goes, so nothing is
/// ever gone in silence; run again after a crash it goes on with the same line.
/// </summary>
internal sealed class Erasure : IAsyncDisposable
{
    /// <summary>An epoch lives an hour; a second one for a clock that was set.</summary>
    private static readonly TimeSpan EpochEnd = 2 * RecordSealer.EpochLife;

    /// <summary>Checkpoints that are looked at, from the first that covers a line: a quarter of an hour of a busy log, in which a quorum of witnesses has cosigned one.</summary>
    private const int MostCheckpoints = 1000;

    private readonly ServerOptions options;
    private readonly LogPolicy log;
    private readonly TimeProvider time;
    private readonly NpgsqlDataSource eraserSource, readerSource;
    private readonly LogErasures erasures;
    private readonly LogReader reader;

    /// <param name="options">Of the registry, running or not.</param>
    /// <param name="eraser">Connection string of the login <c>registry_log_eraser</c>.</param>
    /// <param name="time">Null for the system's clock.</param>
    public Erasure(ServerOptions options, string eraser, TimeProvider? time = null)
    {
        this.options = options;
        this.time = time ?? TimeProvider.System;
        using (var signer = LogSigner.Of(options))
            log = signer.Policy;
        (eraserSource, readerSource) = (NpgsqlDataSource.Create(eraser), NpgsqlDataSource.Create(options.LogReader));
        (erasures, reader) = (new LogErasures(eraserSource), new LogReader(readerSource));
    }

    /// <summary>What would be shredded now.</summary>
    /// <param name="policy">The written policy.</param>
    /// <param name="before">Only epochs that ended before; null for all that the policy lets go.</param>
    /// <exception cref="FormatException">That day is inside the retention, or no checkpoint of that time covers the lines.</exception>
    public async Task<ErasureScope> Scope(RetentionPolicy policy, DateTimeOffset? before, CancellationToken cancel)
    {
        var due = policy.Due(time.GetUtcNow());
        if (before > due)
            throw new FormatException($"lines of {before.Value:yyyy-MM-dd} are inside the retention of policy {policy.Id}: it lets go what is older than {due:yyyy-MM-dd}");
        var until = before ?? due;
        var epochs = (await erasures.Standing(cancel)).Where(epoch => epoch.Created + EpochEnd <= until).Select(epoch => epoch.Id).ToList();
        var (lines, first, last) = await reader.LinesOf(epochs, cancel);
        if (lines > 0 && !await WasSigned(last, until, cancel))
            throw new FormatException(
                $"the database says that the line at index {last} is of before {until:yyyy-MM-dd}, and no checkpoint that was signed before that day covers it: its epochs were dated back, or nothing was signed then. Nothing is shredded: see deploy/runbooks/log-shred.md");
        return new ErasureScope(until, epochs, lines, first, last);
    }

    /// <summary>
    /// True when a checkpoint that was signed before the moment covers the line. How old an epoch is says the database, which somebody may have changed; when a checkpoint was
    /// signed says the log's timestamping key, or its witnesses.
    /// </summary>
    private async Task<bool> WasSigned(long line, DateTimeOffset before, CancellationToken cancel)
    {
        var tries = 0;
        await foreach (var checkpoint in reader.Checkpoints(line + 1, cancel))
        {
            if (Believed(checkpoint) && log.SignedAt(SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(checkpoint.Note))) <= before)
                return true;
            if (++tries == MostCheckpoints)
                break;
        }

        return false;
    }

    /// <summary>Finishes what was begun, then shreds what is due, in steps of a bounded number of epochs.</summary>
    /// <returns>What was destroyed, and the plans that were not carried out.</returns>
    /// <exception cref="FormatException">As <see cref="Scope"/>.</exception>
    /// <exception cref="LogUnavailableException">The line stands and no checkpoint covers it yet; run again while a registry signs.</exception>
    public async Task<Shredded> Run(RetentionPolicy policy, DateTimeOffset? before, CancellationToken cancel)
    {
        var scope = await Scope(policy, before, cancel);
        var done = await Finish(policy, cancel);
        foreach (var some in scope.Epochs.Chunk(LogErasures.MostEpochs))
        {
            await Plan(policy, scope.Before, some, cancel);
            var more = await Finish(policy, cancel);
            done = more with { Keys = done.Keys + more.Keys };
        }

        return done;
    }

    /// <summary>
    /// Carries out the plans that stand. Each is asked everything again: it may be of a day before the policy was changed, or of somebody who has the
    /// eraser's login and no policy.
    /// </summary>
    public async Task<Shredded> Finish(RetentionPolicy policy, CancellationToken cancel)
    {
        var (keys, held) = (0, new List<string>());
        foreach (var planned in await erasures.Unfinished(cancel))
        {
            if (await Objection(planned, policy, cancel) is { } why)
            {
                held.Add($"The erasure that was planned with the line {planned.Line} is not carried out and its keys stay: {why}. See deploy/runbooks/log-shred.md");
                continue;
            }

            await Write(planned, cancel);
            await Covered(planned.Line, cancel);
            keys += await erasures.CarryOut(planned.Line, cancel);
        }

        return new Shredded(keys, held);
    }

    /// <summary>Why a plan may not be carried out today; null where it may.</summary>
    private async Task<string?> Objection(PlannedErasure planned, RetentionPolicy policy, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        RetentionPolicy stated;
        ErasedRecord said;
        try
        {
            said = AccessRecord.Parse(RecordOpener.OpenForEverybody(planned.Line, planned.Parts.Actor, planned.Opening)).Erased is { PolicyText: not null, Epochs.IsDefault: false } erased
                ? erased
                : throw new FormatException();
            stated = RetentionPolicy.Parse(System.Text.Encoding.UTF8.GetBytes(said.PolicyText), DateOnly.FromDateTime(now.UtcDateTime));
        }
        catch (Exception unread) when (unread is OpenFailedException or FormatException or System.Text.Json.JsonException)
        {
            return "its line does not open for everybody, or states no policy";
        }

        if (!said.Epochs.ToHashSet().SetEquals(planned.Epochs) || (said.Policy, said.PolicyHash) != (stated.Id, stated.Hash))
            return "its line says other epochs than it reaches, or another policy than its text";
        var due = new[] { policy.Due(now), stated.Due(now) }.Min();
        if (planned.Youngest + EpochEnd > due || said.Before > due)
            return $"it reaches lines inside the retention: policy {policy.Id}, and the one that it was planned under, let go what is older than {due:yyyy-MM-dd}";
        var lines = await reader.LinesOf(planned.Epochs, cancel);
        if (lines != (said.Lines, said.First, said.Last))
            return "its line says other lines than it reaches";
        return lines.Lines == 0 || await WasSigned(lines.Last, due, cancel) ? null : $"no checkpoint that was signed before {due:yyyy-MM-dd} covers the lines that it reaches";
    }

    /// <summary>Commits to an erasure and its line.</summary>
    /// <returns>Id of that line.</returns>
    internal async Task<Guid> Plan(RetentionPolicy policy, DateTimeOffset before, IReadOnlyList<Guid> epochs, CancellationToken cancel)
    {
        var (lines, first, last) = await reader.LinesOf(epochs, cancel);
        var record = new AccessRecord
        {
            At = time.GetUtcNow(),
            Kind = RecordKind.Erasure,
            Method = "Erase/" + Build.Version,
            Erased = new ErasedRecord(policy.Id, policy.Hash, policy.Text, before, [.. epochs], first, last, lines),
        };
        await using var app = NpgsqlDataSource.Create(options.App);
        var inspectorate = new LocalAuditKey(options.AuditKeyDirectory, options.Environment);
        using var sealer = await RecordSealer.Start(inspectorate.PublicKey, new AuditEpochs(app), time, cancel);
        var id = Guid.NewGuid();
        var (parts, opening) = sealer.SealForEverybody(id, record.ToBytes());
        await erasures.Plan(id, parts, opening, epochs, cancel);
        return id;
    }

    /// <summary>Writes the planned line; one that stands already is recognised by its id and bytes.</summary>
    internal async Task Write(PlannedErasure planned, CancellationToken cancel)
    {
        await using var writer = new LogWriter(options.App);
        var line = new Line(planned.Line, planned.Parts, FactSubject: null, FactVersion: 0, Guid.Empty, new HashSet<Domain.Access.FieldClass>(), IsGrant: false);
        await Resources.WithoutHaste(() => writer.Write(line, cancel), cancel);
    }

    /// <summary>Waits for a checkpoint of the policy over the line: an export of that moment tells what is gone, and why.</summary>
    private async Task Covered(Guid line, CancellationToken cancel)
    {
        var index = (await reader.Find(line, cancel))!.Index;
        for (var tries = 0; tries < 60; tries++)
        {
            await foreach (var checkpoint in reader.CheckpointsDown(cancel))
            {
                if (checkpoint.Head.Size <= index)
                    break;
                if (Believed(checkpoint))
                    return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancel);
        }

        throw new LogUnavailableException(
            $"The line of the erasure stands at index {index}, and no checkpoint that the log's policy believes covers it yet. No key was destroyed for it. Run the command again while a registry signs.");
    }

    private bool Believed(StoredCheckpoint checkpoint)
    {
        try
        {
            return log.Verify(SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(checkpoint.Note))).Head == checkpoint.Head;
        }
        catch (Exception e) when (e is FormatException or VerificationFailedException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await eraserSource.DisposeAsync();
        await readerSource.DisposeAsync();
    }
}

/// <summary>What was shredded.</summary>
/// <param name="Keys">Keys that were destroyed.</param>
/// <param name="Held">Plans that stand and were not carried out, each with the reason, in the operator's words.</param>
internal sealed record Shredded(int Keys, IReadOnlyList<string> Held);

/// <summary>What an erasure reaches.</summary>
/// <param name="Before">All of its lines are older.</param>
/// <param name="Epochs">Audit epochs, oldest first.</param>
/// <param name="Lines">Lines sealed under them.</param>
/// <param name="First">Index of the first.</param>
/// <param name="Last">Index of the last.</param>
internal sealed record ErasureScope(DateTimeOffset Before, IReadOnlyList<Guid> Epochs, long Lines, long First, long Last);
