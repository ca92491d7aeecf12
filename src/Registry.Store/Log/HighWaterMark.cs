using System.Runtime.InteropServices;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// The last state of the log that this signer put its name to, in a file beside its key and outside the database: what a restored or
/// rewritten database is measured against.
/// </summary>
/// <remarks>
/// Trust: whoever can write this file and the database can make the signer sign a rewritten log; witnesses catch that. Lines:
/// <c>registry log high-water mark v1</c>, base64 of the right edge (<see cref="RightEdge.ToBytes"/>).
/// </remarks>
internal sealed partial class HighWaterMark(string path)
{
    private const string Title = "registry log high-water mark v1";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The edge as it was last signed, or null where there is no file.</summary>
    /// <exception cref="LogRolledBackException">The file is damaged.</exception>
    public RightEdge? Read()
    {
        if (!File.Exists(Path))
            return null;
        try
        {
            var lines = File.ReadAllText(Path).Split('\n');
            if (lines is [Title, var edge, ""])
                return RightEdge.Parse(Convert.FromBase64String(edge));
        }
        catch (FormatException)
        {
            // Told below: half a file and a wrong file are the same to the operator.
        }

        throw new LogRolledBackException(LogRefusals.BadMark(Path));
    }

    /// <summary>Replaces the file; on return it is on disk.</summary>
    public void Write(RightEdge edge)
    {
        var fresh = Path + ".new";
        using (var file = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes($"{Title}\n{Convert.ToBase64String(edge.ToBytes())}\n"));
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, Path, overwrite: true);
        SyncFolder(System.IO.Path.GetDirectoryName(Path)!);
    }

    // A rename lasts only when the folder is synced too, and .NET opens no folders.
    private static void SyncFolder(string folder)
    {
        const int readOnlyCloseOnExec = 0x80000;
        var descriptor = OpenFile(folder, readOnlyCloseOnExec);
        var failed = descriptor < 0 || Sync(descriptor) != 0;
        var error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
            _ = Close(descriptor);
        if (failed)
            throw new IOException($"the folder of the high-water mark cannot be synced: error {error}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
