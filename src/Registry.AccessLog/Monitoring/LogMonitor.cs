using System.Globalization;
using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>
/// Follows a log from outside: each look must show a tree that continues the one kept, signed by every key of the log, cosigned by the
/// policy's quorum, not long ago. Keeps the newest believed checkpoint, and both sides of every contradiction, in a folder.
/// </summary>
/// <remarks>What was kept never goes back; a folder that is lost or older only sees less of the past. One process at a time.</remarks>
public sealed class LogMonitor : IDisposable
{
    /// <summary>How far a log's clock may run ahead of ours.</summary>
    private static readonly TimeSpan ClocksMayDiffer = TimeSpan.FromMinutes(10);

    private const string KeptFile = "kept";
    private const string Evidence = "evidence";
    private const int MostEvidence = 200;

    private readonly string folder;
    private readonly LogPolicy policy;
    private readonly TimeSpan maxAge;
    private readonly TimeProvider clock;
    private readonly FileStream ownership;
    private SignedNote? kept;

    private LogMonitor(string folder, LogPolicy policy, TimeSpan maxAge, TimeProvider clock, FileStream ownership)
    {
        this.folder = folder;
        this.policy = policy;
        this.maxAge = maxAge;
        this.clock = clock;
        this.ownership = ownership;
        var path = Path.Combine(folder, KeptFile);
        if (!File.Exists(path))
            return;
        kept = SignedNote.Load(path);
        policy.VerifyLogKeys(kept);
    }

    /// <summary>Takes up or makes a folder.</summary>
    /// <exception cref="IOException">Another process holds it.</exception>
    /// <exception cref="FormatException">What was kept is damaged.</exception>
    /// <exception cref="VerificationFailedException">What was kept is of another log than the policy.</exception>
    public static LogMonitor Open(string folder, LogPolicy policy, TimeSpan maxAge, TimeProvider clock)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        Directory.CreateDirectory(root);
        var ownership = new FileStream(Path.Combine(root, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new LogMonitor(root, policy, maxAge, clock, ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Looks once. A log that is withheld for as long as its newest signature may be old is <see cref="MonitorFinding.Old"/>: silence is no way out.</summary>
    public async Task<MonitorReport> Look(LogSite site, CancellationToken cancel = default)
    {
        var report = await Learn(site, cancel);
        return report.Finding == MonitorFinding.Unreachable && kept is not null && TooOld(kept, Checkpoint.Parse(kept.Text).Head) is { } old
            ? old with { Message = $"{old.Message} Nothing newer is shown. {report.Message}" }
            : report;
    }

    private async Task<MonitorReport> Learn(LogSite site, CancellationToken cancel)
    {
        SignedNote note;
        TreeHead head;
        try
        {
            note = SignedNote.Parse(await site.Checkpoint(cancel));
            head = policy.VerifyLogKeys(note).Head;
        }
        catch (Exception refused) when (refused is FormatException or VerificationFailedException)
        {
            return new MonitorReport(MonitorFinding.NotGenuine, $"The checkpoint is not genuine: {refused.Message}", null);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return new MonitorReport(MonitorFinding.Unreachable, $"Nothing was learnt: {away.Message}", null);
        }

        // First what is signed with the log's own keys against what was kept: that is evidence, whoever else has signed.
        if (kept is not null && await Contradiction(site, Checkpoint.Parse(kept.Text).Head, head, cancel) is { } found)
        {
            if (found.Finding is MonitorFinding.Fork or MonitorFinding.RolledBack)
                KeepEvidence(note);
            return found;
        }
        if (!policy.IsWitnessed(note))
            return new MonitorReport(MonitorFinding.TooFewWitnesses, $"The checkpoint of {head.Size} entries has not got the policy's quorum of witnesses.", head);
        Keep(note);
        return TooOld(note, head) ?? new MonitorReport(MonitorFinding.Consistent, $"The log has {head.Size} entries and continues what was kept.", head);
    }

    /// <inheritdoc/>
    public void Dispose() => ownership.Dispose();

    private static async Task<MonitorReport?> Contradiction(LogSite site, TreeHead before, TreeHead now, CancellationToken cancel)
    {
        if (now.Size < before.Size)
            return new MonitorReport(MonitorFinding.RolledBack, $"The log shows {now.Size} entries, but a checkpoint of {before.Size} was signed before: it was rolled back, or an old copy is shown.", now);
        if (now.Size == before.Size)
            return now.Root == before.Root ? null : Fork(before, now);
        try
        {
            var source = new TileHashSource(site.Hashes, now.Size);
            var proof = await ConsistencyProof.MakeAsync(source, before.Size, now.Size, cancel);
            if (ConsistencyProof.Verify(before, now, proof))
                return null;
            // Damaged files are no evidence. Tiles are, that provably belong to what was signed now and give another root for what was kept.
            var shown = new TreeHead(before.Size, (await RightEdge.OfAsync(source, before.Size, cancel)).Root());
            return ConsistencyProof.Verify(shown, now, proof)
                ? Fork(before, now)
                : new MonitorReport(MonitorFinding.NotGenuine, $"The tiles do not give the root that was signed for {now.Size} entries.", now);
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            return new MonitorReport(MonitorFinding.Unreachable, $"A checkpoint of {now.Size} entries was shown that cannot be proven to continue the {before.Size} kept: {away.Message}", now);
        }
    }

    private static MonitorReport Fork(TreeHead before, TreeHead now) => new(
        MonitorFinding.Fork, $"Two histories were signed: the checkpoint of {now.Size} entries does not continue the one of {before.Size} that was kept.", now);

    private MonitorReport? TooOld(SignedNote note, TreeHead head)
    {
        if (policy.SignedAt(note) is not { } at)
            return null;
        var age = clock.GetUtcNow() - at;
        return age <= maxAge && age >= -ClocksMayDiffer
            ? null
            : new MonitorReport(
                MonitorFinding.Old,
                string.Create(CultureInfo.InvariantCulture, $"The newest checkpoint ({head.Size} entries) was signed at {at:yyyy-MM-dd HH:mm:ss} UTC: the log is frozen, or a clock is wrong."),
                head);
    }

    private void Keep(SignedNote note)
    {
        var files = new DurableFiles(folder);
        files.Write(KeptFile, note.ToBytes());
        files.SyncFolders();
        kept = note;
    }

    // Both sides, by a hash of what was shown: the same contradiction shown again adds nothing.
    private void KeepEvidence(SignedNote shown)
    {
        var into = Path.Combine(folder, Evidence);
        var name = Convert.ToHexStringLower(SHA256.HashData(StrictText.Bytes(shown.Text)))[..16];
        if (Directory.Exists(into) && Directory.EnumerateFiles(into).Count() >= MostEvidence)
            return;
        var files = new DurableFiles(folder);
        files.Write(Path.Combine(Evidence, name + ".shown"), shown.ToBytes());
        files.Write(Path.Combine(Evidence, name + ".kept"), kept!.ToBytes());
        files.SyncFolders();
    }
}
