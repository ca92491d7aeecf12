using System.Text.Json;
using Npgsql;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Subjects;
using Registry.Store.Subjects;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;

namespace Registry.Server.Enrolment;

/// <summary>
/// Who may act, as every process sees it. No call is judged by a directory that was read longer than <see cref="Bound"/> before it: then
/// one small query asks for the version, for all calls that wait, and the directory is opened again only when it moved. An idle process
/// asks nothing. What cannot be read refuses.
/// </summary>
/// <remarks>
/// So a suspension holds in the process that approved it with its answer, and in every other one within the bound. Nothing is told or done on an older one even so: the
/// log takes no line that grants, about anybody, of a caller who was proven by another version than the one that stands (<see cref="Pipeline.Deciding.Again"/>). What no line
/// about somebody stands behind (code lists, law) is told within the bound.
/// </remarks>
internal sealed class DirectoryWatch(SubjectRows rows, SubjectRecords records, LawTables law, TimeProvider clock) : IDisposable
{
    /// <summary>Longest time after which an act on the directory holds in another process.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);

    /// <summary>No call waits longer for the directory than for the log.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim reading = new(1);

    private volatile Seen? seen;

    /// <summary>What was read before this moment may lack an act of this process.</summary>
    private long notBefore;

    /// <summary>As last read: for a call that has asked for <see cref="Current"/> before.</summary>
    public DirectoryEnrolment Latest => seen?.Enrolment ?? throw new DirectoryUnreadException(null);

    /// <summary>Events of the directory's stream as last read; what a line keeps.</summary>
    public long Version => seen?.Version ?? 0;

    /// <summary>The directory, read at most <see cref="Bound"/> ago.</summary>
    /// <param name="atOnce">True reads it in any case: for calls that rest on it alone.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="DirectoryUnreadException">It cannot be read; nobody may act.</exception>
    public async Task<DirectoryEnrolment> Current(CancellationToken cancel, bool atOnce = false) => (await Standing(cancel, atOnce)).Enrolment;

    /// <summary>The same with the version of its row.</summary>
    public async Task<(DirectoryEnrolment Enrolment, long Row)> Standing(CancellationToken cancel, bool atOnce = false)
    {
        var asked = clock.GetTimestamp();
        if (!atOnce && seen is { } fresh && fresh.ReadAt >= Interlocked.Read(ref notBefore) && clock.GetElapsedTime(fresh.ReadAt, asked) < Bound)
            return (fresh.Enrolment, fresh.Row);

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        bound.CancelAfter(Within);
        try
        {
            await reading.WaitAsync(bound.Token);
            try
            {
                // Whoever waited for another's reading takes it, when that began after this call asked.
                if (seen is not { } now || now.ReadAt < asked)
                    seen = await Read(bound.Token);
                return (seen.Enrolment, seen.Row);
            }
            finally
            {
                reading.Release();
            }
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested
            && failed is NpgsqlException or OperationCanceledException or TimeoutException or OpenFailedException or RecordTamperedException or JsonException)
        {
            throw new DirectoryUnreadException(failed);
        }
    }

    /// <summary>Says that this process has just changed it.</summary>
    public void Forget() => Interlocked.Exchange(ref notBefore, clock.GetTimestamp());

    public void Dispose() => reading.Dispose();

    private async Task<Seen> Read(CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var row = await rows.VersionOf(DirectoryState.Subject, cancel);
        if (seen is { } known && known.Row == row)
            return known with { ReadAt = began };

        var record = await records.Load(DirectoryState.Subject, cancel);
        // Acts are only ever added: fewer than were seen before is a row that somebody took away.
        if (seen is { } before && record.State.Version < before.Version)
            throw new RecordTamperedException();
        var enrolment = DirectoryEnrolment.Of(law.AgenciesOfTables, record.State.Directory);
        law.Follow(enrolment.Agencies);
        return new Seen(record.Row, record.State.Version, enrolment, began);
    }

    private sealed record Seen(long Row, long Version, DirectoryEnrolment Enrolment, long ReadAt);
}

/// <summary>Nobody can say who may act: every call is refused.</summary>
internal sealed class DirectoryUnreadException(Exception? why) : Exception("The directory of who may act cannot be read.", why);
