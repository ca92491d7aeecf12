using Registry.AccessLog;

namespace Registry.Server.Audit;

/// <summary>The log as static files, as the publisher keeps them: what proofs are made from and what is served. Never the database.</summary>
/// <param name="directory">Folder of the publisher.</param>
internal sealed class PublishedLog(string directory)
{
    /// <summary>Its tiles.</summary>
    public TileDirectory Tiles { get; } = new(directory);

    /// <summary>Full path of a file in it.</summary>
    public string PathOf(string file) => Path.Combine(directory, file);

    /// <summary>The newest signed checkpoint, or null before the first. Everything that it speaks of is in the folder.</summary>
    public async Task<SignedNote?> Checkpoint(CancellationToken cancel) =>
        await Read(ExportLayout.Checkpoint, cancel) is { } note ? SignedNote.Parse(note) : null;

    /// <summary>A whole file, or null where there is none. Files are at most some kilobytes and are replaced by renaming.</summary>
    public async Task<byte[]?> Read(string file, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(PathOf(file), cancel);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
