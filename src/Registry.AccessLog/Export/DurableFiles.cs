namespace Registry.AccessLog;

/// <summary>Writes files so that a crash leaves the old one or the new one: temporary file, fsync, rename, fsync of the folders.</summary>
public sealed class DurableFiles
{
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);
    private readonly string root;

    internal DurableFiles(string root) => this.root = root;

    /// <summary>Replaces one file, or makes it; on return it is on disk under its name.</summary>
    /// <param name="path">Its folder exists.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="mode">Who may read and write it, from its first byte on.</param>
    /// <exception cref="IOException">The disk fails; the old file is there as it was.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var whole = Path.GetFullPath(path);
        var temporary = whole + ".tmp";
        File.Delete(temporary);
        Fill(temporary, bytes, mode);
        File.Move(temporary, whole, overwrite: true);
        FolderSync.Of(Path.GetDirectoryName(whole)!);
    }

    /// <summary>Makes a file that is not there yet; on return it is on disk under its name.</summary>
    /// <exception cref="IOException">It is there already, or the disk fails.</exception>
    public static void Create(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var whole = Path.GetFullPath(path);
        Fill(whole, bytes, mode);
        FolderSync.Of(Path.GetDirectoryName(whole)!);
    }

    private static void Fill(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = mode });
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Durable only after <see cref="SyncFolders"/>. A file that is there with the same bytes is left alone.</summary>
    internal void Write(string relative, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(root, relative);
        var folder = Path.GetDirectoryName(path)!;
        Touch(folder);
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            return;

        Directory.CreateDirectory(folder);
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Makes the names of all files written so far durable.</summary>
    internal void SyncFolders()
    {
        foreach (var folder in changed)
            FolderSync.Of(folder);
        changed.Clear();
    }

    /// <summary>Takes zeros off the end of a file of text. When power fails, a file system may have made the file longer before its bytes came.</summary>
    internal static void CutZeros(FileStream text)
    {
        var end = text.Length;
        for (; end > 0; end--)
        {
            text.Position = end - 1;
            if (text.ReadByte() != 0)
                break;
        }

        if (end < text.Length)
        {
            text.SetLength(end);
            text.Flush(flushToDisk: true);
        }

        text.Position = 0;
    }

    private void Touch(string folder)
    {
        for (var at = folder; changed.Add(at) && at.Length > root.Length;)
            at = Path.GetDirectoryName(at)!;
    }
}
