namespace Registry.Verify.Exports;

/// <summary>
/// A file that is there whole or not at all: written beside its place, synced, renamed. Read by its owner alone: it says who looked at whom. Never
/// replaces a file.
/// </summary>
internal sealed class NewFile : IAsyncDisposable
{
    private readonly string path;

    private NewFile(string path)
    {
        this.path = path;
        // What a crash left; made anew, so that it is nobody else's file and nobody else's link.
        File.Delete(Partial);
        Stream = new FileStream(Partial, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 1 << 16,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    internal FileStream Stream { get; }

    private string Partial => path + ".partial";

    /// <param name="path">A file that is not there, or a folder.</param>
    /// <param name="name">Name of the file in a folder.</param>
    /// <exception cref="UnusableException">There is such a file, or no such folder.</exception>
    internal static NewFile Open(string path, string name)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, name) : path;
        if (File.Exists(file))
            throw new UnusableException($"--out: there is a file '{Path.GetFileName(file)}' already; name another one.");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is not { } folder || !Directory.Exists(folder))
            throw new UnusableException("--out: the folder of the file does not exist.");
        return new NewFile(file);
    }

    /// <summary>Puts it in its place. The name it has now.</summary>
    internal async Task<string> Keep()
    {
        await Stream.FlushAsync();
        Stream.Flush(flushToDisk: true);
        await Stream.DisposeAsync();
        File.Move(Partial, path, overwrite: false);
        return Path.GetFileName(path);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(Partial);
    }
}
