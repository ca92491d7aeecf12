using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>One witness as the log sees it: where it stands, and what is wrong with it. One request at a time.</summary>
/// <remarks>
/// A witness is believed in nothing but its cosignature. What it says of sizes costs at most a pass over the leaves and, after a failure, a
/// pause. It can stop the log only by showing a checkpoint that the log's own keys have signed and that is not of this log.
/// </remarks>
internal sealed class WitnessSeat(NpgsqlDataSource database, LogPolicy policy, PolicyWitness witness, WitnessClient client)
{
    private RightEdge? edge;

    public PolicyWitness Witness => witness;

    /// <summary>The request at work.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Timestamp before which it is not asked again.</summary>
    public long NotBefore { get; set; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>What is wrong, as a sentence; null while it cosigns.</summary>
    public string? Trouble { get; private set; }

    /// <summary>What the witness keeps of this log, if it says so and every key of the log and its own have signed that.</summary>
    public async Task<RememberedHead?> Remembered(CancellationToken cancel)
    {
        var (note, why) = await client.Newest(policy, cancel);
        if (why is not null)
            Failed(why);
        return note is null ? null : new RememberedHead(Checkpoint.Parse(note.Text).Head, $"The witness {witness.Name}");
    }

    /// <summary>Asks for one cosignature; a size that is not the witness's own is answered by the right proof, once.</summary>
    /// <returns>The line, verified; null where there is none, and <see cref="Trouble"/> says why.</returns>
    /// <exception cref="LogRolledBackException">The witness holds evidence, signed with the log's keys, against the log.</exception>
    public async Task<NoteSignature?> Ask(WitnessRound round, CancellationToken cancel)
    {
        if (edge is null)
        {
            var before = Failures;
            edge = await Stand(cancel);
            // A witness that cannot be reached is not worth a pass over the leaves.
            if (edge is null && Failures > before)
                return null;
            edge ??= new RightEdge();
        }

        for (var last = false; ; last = true)
        {
            // What it keeps is ours and larger: another process of this registry asked for a newer checkpoint.
            if (edge.Size > round.Head.Size)
                return null;
            var (proof, grown) = await GrowthProof.MakeAsync(edge, round.Head.Size, LogLeaves.Read(database, edge.Size, round.Head.Size, cancel), cancel);
            if (grown.Head != round.Head)
                throw new LogRolledBackException(LogRefusals.Changed(round.Head, round.Head.Size));
            switch (await client.Submit(new AddCheckpoint(edge.Size, proof, round.Note), cancel))
            {
                case WitnessReply.Cosigned cosigned:
                    (edge, Trouble, Failures) = (grown, null, 0);
                    return cosigned.Line;
                case WitnessReply.OtherSize other when !last:
                    edge = await Stand(cancel) ?? (other.Size <= round.Head.Size ? await LogLeaves.Grow(database, new RightEdge(), other.Size, cancel) : null);
                    if (edge is not null)
                        break;
                    Failed("it says that it cosigned a larger log than this one and shows no checkpoint of it");
                    return null;
                case WitnessReply.OtherSize:
                    edge = null;
                    Failed("it refused the proof from the size that it named itself");
                    return null;
                case WitnessReply.Refused refused:
                    // The edge stays: after a lost answer the witness is at most one step further, and says so with its size.
                    if (refused.Verdict == WitnessVerdict.NotConsistent)
                        edge = await Stand(cancel);
                    Failed(refused.Why);
                    return null;
            }
        }
    }

    private void Failed(string why)
    {
        Failures++;
        Trouble = $"{witness.Name}: {why}";
    }

    /// <summary>The edge at what the witness shows, computed from the leaves here; null where it shows nothing.</summary>
    private async Task<RightEdge?> Stand(CancellationToken cancel)
    {
        if (await Remembered(cancel) is not { } kept)
            return null;
        var here = await LogLeaves.TakeCheckpoint(database, cancel);
        if (kept.Head.Size > here.Size)
            throw new LogRolledBackException(LogRefusals.Behind(kept, here));
        var at = await LogLeaves.Grow(database, new RightEdge(), kept.Head.Size, cancel);
        return at.Head == kept.Head ? at : throw new LogRolledBackException(LogRefusals.Forked(kept));
    }
}
