namespace Registry.AccessLog;

/// <summary>Writes a log as static files: tiles, bundles, earlier checkpoints, policy, and last of all the checkpoint.</summary>
/// <remarks>
/// <para>MUST: what a checkpoint speaks of is on disk (fsync) before the checkpoint file is renamed into place. MUST NOT: publish a smaller
/// size, an older time at the same size, another root than the lines give, or a checkpoint that lacks a signature of the log.</para>
/// <para>One process at a time (a lock file says so). After an exception the object is spent: open the directory again, it resumes at
/// the published checkpoint, and files that are already there are left alone.</para>
/// </remarks>
public sealed class TileDirectoryWriter : IDisposable
{
    private const int MaxEarlierInMemory = 1024;

    private readonly string root;
    private readonly LogPolicy policy;
    private readonly FileStream writerLock;
    private readonly DurableFiles files;
    private readonly TileStack stack;
    private readonly List<TilePath> completed = [];
    private readonly List<SignedNote> earlier = [];
    private SignedNote? published;
    private long recordedSize = -1;
    private bool spent;

    private TileDirectoryWriter(string root, LogPolicy policy, FileStream writerLock, bool withRecords)
    {
        this.root = root;
        this.policy = policy;
        this.writerLock = writerLock;
        files = new DurableFiles(root);
        DemandSameLog();
        var checkpoint = Path.Combine(root, ExportLayout.Checkpoint);
        published = File.Exists(checkpoint) ? SignedNote.Load(checkpoint) : null;
        Published = published is null ? TreeHead.Empty : policy.VerifyLogKeys(published).Head;
        stack = TileStack.Restore(new TileDirectory(root), Published, withRecords);
        RecoverHistory();
    }

    /// <summary>What the directory holds. The next line to pass in is the one with the index <c>Published.Size</c>.</summary>
    public TreeHead Published { get; private set; }

    /// <summary>When the published checkpoint was signed (<see cref="LogPolicy.SignedAt"/>); null where there is none, or it does not say.</summary>
    public DateTimeOffset? SignedAt => published is null ? null : policy.SignedAt(published);

    /// <summary>Opens or creates a directory.</summary>
    /// <param name="directory">Folder of the export; its parent exists.</param>
    /// <param name="policy">Its keys must be the same ever after; its witnesses may change, and the file with them.</param>
    /// <param name="withRecords">Whether the encrypted records are exported too; must be the same ever after.</param>
    /// <exception cref="IOException">Another process writes there, or the disk fails.</exception>
    /// <exception cref="VerificationFailedException">The directory does not fit its own checkpoint, or the policy differs.</exception>
    /// <exception cref="FormatException">A file of the directory is damaged.</exception>
    public static TileDirectoryWriter Open(string directory, LogPolicy policy, bool withRecords)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        Directory.CreateDirectory(root);
        var writerLock = new FileStream(
            Path.Combine(root, ExportLayout.WriterLock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            return new TileDirectoryWriter(root, policy, writerLock, withRecords);
        }
        catch
        {
            writerLock.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Takes signed checkpoints oldest first, and from the lines as many as each needs; publishes the last one and files the others as
    /// earlier ones. Lines beyond the last checkpoint are not touched.
    /// </summary>
    /// <returns>What is published now.</returns>
    /// <exception cref="VerificationFailedException">A checkpoint is smaller, not signed, or not of these lines.</exception>
    /// <exception cref="InvalidOperationException">The lines end before a checkpoint, or the object is spent.</exception>
    public async Task<TreeHead> WriteAsync(
        IAsyncEnumerable<ExportLine> lines, IAsyncEnumerable<SignedNote> checkpoints, CancellationToken cancel = default)
    {
        if (spent)
            throw new InvalidOperationException("An earlier write failed: open the directory again.");
        spent = true;
        await using var line = lines.GetAsyncEnumerator(cancel);
        (SignedNote Note, TreeHead Head)? newest = null;
        await foreach (var note in checkpoints.WithCancellation(cancel))
        {
            var head = policy.VerifyLogKeys(note).Head;
            if (head.Size < stack.Head.Size)
                throw new VerificationFailedException($"A checkpoint of {head.Size} entries cannot follow one of {stack.Head.Size}.");
            while (stack.Head.Size < head.Size)
            {
                if (!await line.MoveNextAsync())
                    throw new InvalidOperationException($"The lines end at {stack.Head.Size}, the checkpoint has {head.Size} entries.");
                stack.Append(line.Current, Emit);
            }
            if (stack.Head.Root != head.Root)
                throw new VerificationFailedException(
                    $"The lines do not give the root that was signed for {head.Size} entries: one of the entries {newest?.Head.Size ?? Published.Size} to {head.Size - 1} is not what was logged.");

            if (newest is { } before && before.Head.Size < head.Size && before.Head.Size > recordedSize)
                earlier.Add(before.Note);
            newest = (note, head);
            if (earlier.Count >= MaxEarlierInMemory)
                Publish(note, head);
        }
        // What is out already stays where somebody brings an older note of the same tree.
        if (newest is { } last && !(last.Head == Published && policy.SignedAt(last.Note) < SignedAt))
            Publish(last.Note, last.Head);
        spent = false;
        return Published;
    }

    /// <inheritdoc/>
    public void Dispose() => writerLock.Dispose();

    private void Emit(TilePath path, ReadOnlySpan<byte> bytes)
    {
        files.Write(path.ToString(), bytes);
        if (!path.IsPartial)
            completed.Add(path);
    }

    private void Publish(SignedNote note, TreeHead head)
    {
        if (head.Size < recordedSize)
            throw new VerificationFailedException($"The directory already knows a signed checkpoint of {recordedSize} entries.");
        stack.EmitPartial(Emit);
        files.SyncFolders();
        if (published is not null && Published.Size < head.Size)
            earlier.Insert(0, published);
        AppendHistory();
        files.Write(ExportLayout.Checkpoint, note.ToBytes());
        files.SyncFolders();
        (published, Published) = (note, head);

        // Readers fall back to the full tile, so its partial forms may go once the checkpoint that completed it is out.
        foreach (var path in completed)
            if (Path.Combine(root, path + ".p") is var partials && Directory.Exists(partials))
                Directory.Delete(partials, recursive: true);
        completed.Clear();
    }

    private void AppendHistory()
    {
        using var history = new FileStream(Path.Combine(root, ExportLayout.Checkpoints), FileMode.Append, FileAccess.Write, FileShare.Read);
        foreach (var note in earlier)
            if (Checkpoint.Parse(note.Text).Head.Size is var size && size > recordedSize)
            {
                history.Write(CheckpointHistory.Frame(note));
                recordedSize = size;
            }
        history.Flush(flushToDisk: true);
        earlier.Clear();
    }

    /// <summary>Finds the newest note on file and cuts a note that a crash tore. A note that is whole is evidence and is never cut.</summary>
    private void RecoverHistory()
    {
        using var history = new FileStream(
            Path.Combine(root, ExportLayout.Checkpoints), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        DurableFiles.CutZeros(history);
        long end = 0;
        try
        {
            foreach (var (note, noteEnd) in CheckpointHistory.Read(history))
            {
                recordedSize = policy.VerifyLogKeys(note).Head.Size;
                end = noteEnd;
            }
        }
        catch (EndOfStreamException)
        {
            history.SetLength(end);
            history.Flush(flushToDisk: true);
        }
    }

    /// <summary>The keys of a log never change; its witnesses may.</summary>
    private void DemandSameLog()
    {
        var path = Path.Combine(root, ExportLayout.Policy);
        if (File.Exists(path) && !LogPolicy.Parse(File.ReadAllBytes(path)).LogKeys.ToHashSet().SetEquals(policy.LogKeys))
            throw new VerificationFailedException("The directory was written under other keys of the log.");
        files.Write(ExportLayout.Policy, StrictText.Bytes(policy.Text));
    }
}
