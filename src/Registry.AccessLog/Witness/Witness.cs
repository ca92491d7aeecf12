using System.Security.Cryptography;

namespace Registry.AccessLog;

/// <summary>
/// A C2SP tlog-witness: cosigns checkpoints of the logs it follows, each only if it continues the one before. It remembers one checkpoint
/// a log, in a folder: <c>&lt;hex of SHA-256(origin)&gt;/checkpoint</c>, the layout of the monitoring prefix.
/// </summary>
/// <remarks>
/// <para>MUST: what is cosigned is on disk (fsync, rename, fsync of the folders) before the cosignature is handed out; decision and update are
/// one step for each log. MUST NOT: forget. A folder that is older than the last answer can be made to cosign a second history, so it is
/// never restored from a backup.</para>
/// <para>Who can write the folder can only make it forget: each file carries this witness's own cosignature, which is verified when it is read.</para>
/// </remarks>
public sealed class Witness : IDisposable
{
    private const string Marker = "witness";
    private const string Lock = ".lock";

    private readonly string folder;
    private readonly CosignatureSigner signer;
    private readonly FileStream ownership;
    private readonly Dictionary<string, Followed> byOrigin = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Followed> byHash = new(StringComparer.Ordinal);

    private Witness(string folder, CosignatureSigner signer, WitnessedLogs logs, FileStream ownership)
    {
        this.folder = folder;
        this.signer = signer;
        this.ownership = ownership;
        foreach (var origin in logs.Origins)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(StrictText.Bytes(origin)));
            var log = new Followed(logs.Find(origin)!, Path.Combine(hash, ExportLayout.Checkpoint));
            log.Newest = Read(log, origin);
            byOrigin.Add(origin, log);
            byHash.Add(hash, log);
        }
    }

    /// <summary>Makes the folder of a new witness.</summary>
    /// <exception cref="IOException">There is one already, or the disk fails.</exception>
    public static void Create(string folder, VerifierKey key)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
            throw new IOException($"The folder {root} is not empty: a new witness needs one of its own.");
        // Written from the parent, so that the folder's own name is durable too.
        var files = new DurableFiles(Path.GetDirectoryName(root)!);
        files.Write(Path.Combine(Path.GetFileName(root), Marker), StrictText.Bytes($"{key}\n"));
        files.SyncFolders();
    }

    /// <summary>Takes up the folder of a witness; holds it until disposed.</summary>
    /// <exception cref="IOException">Another process holds it, or it cannot be read.</exception>
    /// <exception cref="VerificationFailedException">It belongs to another key, was never made, or holds what this key did not cosign.</exception>
    public static Witness Open(string folder, CosignatureSigner signer, WitnessedLogs logs)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var marker = Path.Combine(root, Marker);
        if (!File.Exists(marker))
            throw new VerificationFailedException(
                $"The folder {root} is not this witness's memory: the file '{Marker}' is missing. A witness that has forgotten cosigns a rewritten log; begin a new one, with a new key.");
        if (File.ReadAllText(marker) != $"{signer.Key}\n")
            throw new VerificationFailedException($"The folder {root} is the memory of another witness key.");
        var ownership = new FileStream(Path.Combine(root, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new Witness(root, signer, logs, ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Decides about one request; a cosignature is on disk before it is returned.</summary>
    /// <exception cref="IOException">The disk failed: nothing was cosigned, as far as anybody outside knows.</exception>
    public async Task<WitnessAnswer> AddCheckpoint(ReadOnlyMemory<byte> body, CancellationToken cancel = default)
    {
        AddCheckpoint request;
        try
        {
            request = AccessLog.AddCheckpoint.Parse(body.Span);
        }
        catch (FormatException malformed)
        {
            return new WitnessAnswer(WitnessVerdict.Malformed, malformed.Message + "\n");
        }

        if (!byOrigin.TryGetValue(request.Checkpoint.Origin, out var log))
            return WitnessAnswer.Refusal(WitnessVerdict.UnknownLog, TreeHead.Empty);
        await log.Turn.WaitAsync(cancel);
        try
        {
            var verdict = WitnessRule.Decide(request, log.Keys, log.Cosigned);
            return verdict == WitnessVerdict.Cosign ? await Cosign(log, request.Note) : WitnessAnswer.Refusal(verdict, log.Cosigned);
        }
        finally
        {
            log.Turn.Release();
        }
    }

    /// <summary>The newest checkpoint that was cosigned for a log, or null.</summary>
    /// <param name="originHash">Lower-case hex of SHA-256 of the origin, as in the monitoring prefix.</param>
    public SignedNote? Newest(string originHash) => byHash.GetValueOrDefault(originHash)?.Newest;

    /// <inheritdoc/>
    public void Dispose()
    {
        ownership.Dispose();
        foreach (var log in byOrigin.Values)
            log.Turn.Dispose();
    }

    private async Task<WitnessAnswer> Cosign(Followed log, SignedNote note)
    {
        // Lines of unknown keys are not carried on: they would make the file grow at a stranger's will.
        var known = log.Keys.LogKeys.Select(key => (key.Name, key.KeyId)).ToHashSet();
        var ours = note with { Signatures = [.. note.Signatures.Where(line => known.Contains((line.Name, line.KeyId))).DistinctBy(line => (line.Name, line.KeyId))] };
        var cosigned = await ours.AddAsync([signer]);
        // A log that stands still gives nothing new to remember: whoever has its newest checkpoint cannot keep the disk busy with it.
        if (log.Newest is null || Checkpoint.Parse(note.Text).Head != log.Cosigned)
        {
            var files = new DurableFiles(folder);
            files.Write(log.File, cosigned.ToBytes());
            files.SyncFolders();
        }
        log.Newest = cosigned;
        return new WitnessAnswer(WitnessVerdict.Cosign, cosigned.Signatures[^1].ToLine());
    }

    private SignedNote? Read(Followed log, string origin)
    {
        var path = Path.Combine(folder, log.File);
        if (!File.Exists(path))
            return null;
        try
        {
            var note = SignedNote.Load(path);
            note.Verify([signer.Key]);
            if (Checkpoint.Parse(note.Text).Origin == origin)
                return note;
        }
        catch (Exception damaged) when (damaged is FormatException or VerificationFailedException)
        {
            // Told below: half a file and a forged one are the same to whoever starts the witness.
        }
        throw new VerificationFailedException($"The file {path} is not what this witness cosigned. Bring it back; without it a rewritten log would be cosigned.");
    }

    private sealed class Followed(LogPolicy keys, string file)
    {
        internal LogPolicy Keys => keys;

        internal string File => file;

        internal SemaphoreSlim Turn { get; } = new(1, 1);

        internal SignedNote? Newest { get; set; }

        internal TreeHead Cosigned => Newest is null ? TreeHead.Empty : Checkpoint.Parse(Newest.Text).Head;
    }
}
