using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>Writes files so that a crash leaves the old one or the new one: temporary file, fsync, rename, fsync of the folders.</summary>
internal sealed partial class DurableFiles(string root)
{
    private readonly HashSet<string> changed = new(StringComparer.Ordinal);

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
            SyncFolder(folder);
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

    private static void SyncFolder(string folder)
    {
        // .NET does not open folders; without their fsync a rename may be lost although the file's bytes are not.
        const int readOnlyCloseOnExec = 0x80000;
        var descriptor = OpenFile(folder, readOnlyCloseOnExec);
        if (descriptor < 0)
            throw new IOException($"A folder of the export cannot be opened for fsync: error {Marshal.GetLastPInvokeError()}.");
        var synced = Sync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (synced != 0)
            throw new IOException($"fsync of a folder of the export failed: error {error}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
