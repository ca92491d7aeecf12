using Registry.AccessLog;

namespace Registry.Sealing;

/// <summary>
/// A directory (0700) and files (0600) that only one user can read. Anything wider is refused, not repaired: a key that others
/// could read has to be thought of as read.
/// </summary>
internal sealed class OwnerOnlyDirectory
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerDirectory = OwnerFile | UnixFileMode.UserExecute;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string directory;

    /// <summary>Makes the directory where there is none.</summary>
    /// <exception cref="InvalidOperationException">Others than the owner can enter it.</exception>
    internal OwnerOnlyDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("Local keys need Unix file modes.");
        this.directory = directory;
        Directory.CreateDirectory(directory, OwnerDirectory);
        if ((File.GetUnixFileMode(directory) & Others) != 0)
            throw new InvalidOperationException("The key directory must have mode 0700: it is open to group or others.");
    }

    internal IEnumerable<string> Names() => Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path));

    /// <summary>The bytes of a file, or null where there is none.</summary>
    /// <exception cref="InvalidOperationException">Others than the owner can read or write it, or it is a link.</exception>
    internal byte[]? Read(string name)
    {
        var path = Path.Combine(directory, name);
        if (new FileInfo(path).LinkTarget is not null)
            throw new InvalidOperationException($"The key file {name} is a link.");
        if (!File.Exists(path) || OperatingSystem.IsWindows())
            return null;

        using var file = File.OpenHandle(path);
        if ((File.GetUnixFileMode(file) & Others) != 0)
            throw new InvalidOperationException($"The key file {name} must have mode 0600: it is open to group or others.");
        var bytes = new byte[RandomAccess.GetLength(file)];
        return RandomAccess.Read(file, bytes, 0) == bytes.Length ? bytes : throw new IOException($"The key file {name} was cut short.");
    }

    /// <summary>Writes a new file and makes it durable; one that stands already is kept. True when ours is the one that stands.</summary>
    internal bool CreateOnce(string name, byte[] bytes)
    {
        var path = Path.Combine(directory, name);
        var unfinished = Path.Combine(directory, $".{Guid.NewGuid():N}.new");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerFile;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
            FolderSync.Of(directory);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
            return false;
        }
    }
}
