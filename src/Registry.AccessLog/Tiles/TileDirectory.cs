using System.Buffers;
using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>Reads the tiles of an exported log. A partial tile that was dropped is cut from the full one.</summary>
/// <remarks>Reading checks lengths only; whether the content is genuine is for LogVerifier or a proof to say.</remarks>
/// <param name="root">Folder of the export.</param>
public sealed class TileDirectory(string root)
{
    /// <summary>The hashes of one tile.</summary>
    /// <exception cref="VerificationFailedException">Missing, or not exactly as long as its name says.</exception>
    public TreeHash[] Hashes(TilePath path)
    {
        using var file = Open(path);
        return MemoryMarshal.Cast<byte, TreeHash>(file.Bytes)[..path.Width].ToArray();
    }

    /// <summary>The entries of one bundle.</summary>
    /// <exception cref="VerificationFailedException">Missing or too large.</exception>
    /// <exception cref="FormatException">Not as many entries as its name says.</exception>
    public IReadOnlyList<byte[]> Entries(TilePath path)
    {
        using var file = Open(path);
        return [.. EntryBundle.Parse(file.Bytes, file.Width).Take(path.Width)];
    }

    /// <summary>The records of one bundle.</summary>
    /// <exception cref="VerificationFailedException">Missing or too large.</exception>
    /// <exception cref="FormatException">Not as many records as its name says.</exception>
    public IReadOnlyList<StoredRecord> Records(TilePath path)
    {
        using var file = Open(path);
        return [.. RecordBundle.Parse(file.Bytes, file.Width).Take(path.Width)];
    }

    internal TileFile Open(TilePath path) =>
        TryOpen(path) ?? (path.IsPartial ? TryOpen(path.Full) : null) ?? throw new VerificationFailedException($"{path} is missing.");

    private TileFile? TryOpen(TilePath path)
    {
        try
        {
            using var handle = File.OpenHandle(Path.Combine(root, path.ToString()), options: FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(handle);
            var max = path.Kind switch
            {
                TileKind.Entries => EntryBundle.MaxBytes,
                TileKind.Records => RecordBundle.MaxBytes,
                _ => TreeHash.Length * path.Width,
            };
            if (length > max || (path.Kind == TileKind.Hashes && length != max))
                throw new VerificationFailedException($"{path} has the wrong length: {length} bytes.");

            var buffer = ArrayPool<byte>.Shared.Rent((int)length);
            var read = 0;
            while (read < length && RandomAccess.Read(handle, buffer.AsSpan(read, (int)length - read), read) is > 0 and var more)
                read += more;
            return new TileFile(buffer, read, path.Width);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>The bytes of one file in a rented buffer.</summary>
/// <param name="Buffer">Rented; may be longer than the file.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="Width">Hashes, entries or records in it: 256 if the full tile stood in for a partial one.</param>
internal sealed record TileFile(byte[] Buffer, int Length, int Width) : IDisposable
{
    internal ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Buffer);
}
