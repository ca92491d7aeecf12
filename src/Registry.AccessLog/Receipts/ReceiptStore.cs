namespace Registry.AccessLog;

/// <summary>Appends to a receipt file. On return of <see cref="Append"/> the receipt is on disk; only then should the answer be used.</summary>
/// <remarks>
/// One process at a time. Whoever can write the file can remove receipts from it, and then its owner shows less; nobody can add one that
/// the log did not sign. It tells times and methods of its owner's calls and nothing about persons.
/// </remarks>
public sealed class ReceiptStore : IDisposable
{
    private readonly FileStream file;
    private readonly Lock gate = new();

    private ReceiptStore(FileStream file) => this.file = file;

    /// <summary>Opens or creates a file; cuts a line that a crash tore.</summary>
    /// <exception cref="FormatException">Something else than a receipt file, or a damaged one.</exception>
    /// <exception cref="IOException">Another process has it open, or the disk fails.</exception>
    public static ReceiptStore Open(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full) || new FileInfo(full).Length <= ReceiptFile.Title.Length)
            Create(full);
        var file = new FileStream(full, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            DurableFiles.CutZeros(file);
            var first = true;
            long end = 0;
            foreach (var (line, after) in ReceiptFile.Lines(file))
            {
                if (first && line != ReceiptFile.Title)
                    throw new FormatException("receipt file: something else is in this file.");
                (first, end) = (false, after);
            }

            if (first)
                throw new FormatException("receipt file: something else is in this file.");
            if (end != file.Length)
                file.SetLength(end);
            file.Position = end;
            return new ReceiptStore(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Keeps one receipt.</summary>
    /// <exception cref="FormatException">The label is not one.</exception>
    /// <exception cref="IOException">It may not be kept: do not use the answer.</exception>
    public void Append(KeptReceipt kept)
    {
        var line = StrictText.Bytes(kept.ToLine());
        lock (gate)
        {
            file.Write(line);
            file.Flush(flushToDisk: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // A first line that a crash tore is shorter than the title: then nothing was kept yet.
    private static void Create(string full)
    {
        var title = StrictText.Bytes(ReceiptFile.Title + "\n");
        if (File.Exists(full) && !title.AsSpan().StartsWith(File.ReadAllBytes(full)))
            throw new FormatException("receipt file: something else is in this file.");
        var files = new DurableFiles(Path.GetDirectoryName(full)!);
        files.Write(Path.GetFileName(full), title);
        files.SyncFolders();
    }
}
