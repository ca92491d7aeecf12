using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>
/// fsync of a folder. .NET does not open folders; without this a new name or a rename may be lost although the file's bytes are not.
/// Compiled into Registry.Sealing too, whose key files need it: neither room knows the other.
/// </summary>
internal static partial class FolderSync
{
    /// <exception cref="IOException">The folder cannot be opened, or the disk fails.</exception>
    internal static void Of(string folder)
    {
        const int readOnlyCloseOnExec = 0x80000;
        var descriptor = OpenFile(folder, readOnlyCloseOnExec);
        if (descriptor < 0)
            throw new IOException($"The folder cannot be opened for fsync: error {Marshal.GetLastPInvokeError()}.");
        var synced = Sync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (synced != 0)
            throw new IOException($"fsync of the folder failed: error {error}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
