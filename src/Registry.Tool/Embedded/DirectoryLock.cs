using System.Globalization;

namespace Registry.Tool.Embedded;

/// <summary>
/// One process at a time starts and stops the clusters of a data directory. The lock is the kernel's and goes with the process, however
/// it ends; the file stays and says nothing.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>The lock, or null while another process holds it.</summary>
    public static DirectoryLock? TryTake(DataDirectory directory)
    {
        FileStream file;
        try
        {
            file = new FileStream(directory.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(directory.LockFile))
        {
            return null;
        }

        File.WriteAllText(HolderFile(directory), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new DirectoryLock(file);
    }

    /// <summary>Who holds the lock, for a message.</summary>
    public static string Holder(DataDirectory directory)
    {
        try
        {
            return $"another registryctl (process {int.Parse(File.ReadAllText(HolderFile(directory)), CultureInfo.InvariantCulture)})";
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException or FormatException)
        {
            return "another registryctl";
        }
    }

    public void Dispose() => file.Dispose();

    // Beside the lock: the kernel lets nobody else read a file that is locked for one.
    private static string HolderFile(DataDirectory directory) => directory.LockFile + ".pid";
}
