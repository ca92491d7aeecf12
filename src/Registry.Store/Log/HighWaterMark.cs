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
internal sealed class HighWaterMark(string path)
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
            // What would be written otherwise was not written here: white space inside is damage, too.
            if (lines is [Title, var edge, ""] && Convert.FromBase64String(edge) is var bytes && Convert.ToBase64String(bytes) == edge)
                return RightEdge.Parse(bytes);
        }
        catch (FormatException)
        {
            // Told below: half a file and a wrong file are the same to the operator.
        }

        throw new LogRolledBackException(LogRefusals.BadMark(Path));
    }

    /// <summary>Replaces the file; on return it is on disk. Two processes that write take turns, and none writes less than stands there.</summary>
    /// <exception cref="IOException">The disk fails, another process is writing, or it signed more already: try again later.</exception>
    /// <exception cref="LogRolledBackException">Another tree of this size was signed, or the file is damaged.</exception>
    public void Write(RightEdge edge)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var alone = new FileStream(
            Path + ".lock", new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, UnixCreateMode = Owner });
        if (Read() is { } known && known.Size >= edge.Size && known.Head != edge.Head)
            throw known.Size > edge.Size
                ? new IOException($"The high-water mark stands at {known.Size} already.")
                : new LogRolledBackException(LogRefusals.Changed(edge.Head, known.Size));
        DurableFiles.Replace(Path, System.Text.Encoding.ASCII.GetBytes($"{Title}\n{Convert.ToBase64String(edge.ToBytes())}\n"), Owner);
    }
}
