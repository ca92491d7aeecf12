using System.Text;
using Registry.AccessLog;

namespace Registry.Verify;

/// <summary>Reads the files named on the command line: whatever is wrong with their form is a problem of the question, not a verdict.</summary>
internal static class InputFiles
{
    private const int MaxRetention = 64 * 1024;

    internal static LogPolicy Policy(string path) => Read(path, LogPolicy.MaxBytes, bytes => LogPolicy.Parse(bytes));

    /// <summary>A written retention policy, of which the hash alone counts.</summary>
    internal static byte[] Retention(string path) => Read(path, MaxRetention, bytes => bytes);

    internal static TlogProof Proof(string path) => Read(path, TlogProof.MaxBytes, bytes => TlogProof.Parse(bytes));

    /// <summary>A kept checkpoint is a signed note, alone or at the end of a proof file.</summary>
    internal static KeptCheckpoint Kept(string path) => new(Path.GetFileName(path), Read(path, TlogProof.MaxBytes, bytes =>
        bytes.AsSpan().StartsWith("c2sp.org/tlog-proof@"u8) ? TlogProof.Parse(bytes).Checkpoint : SignedNote.Parse(bytes)));

    /// <summary>Receipts of a file, one at a time.</summary>
    internal static IEnumerable<KeptReceipt> Receipts(string path)
    {
        var name = Path.GetFileName(path);
        if (!File.Exists(path))
            throw new UnusableException($"The file '{name}' does not exist.");
        return Walk();

        IEnumerable<KeptReceipt> Walk()
        {
            using var file = File.OpenRead(path);
            using var receipts = ReceiptFile.Read(file).GetEnumerator();
            while (Next(receipts, name))
                yield return receipts.Current;
        }
    }

    /// <summary>Lines of a text file, one at a time: a file without line ends must not fill the memory.</summary>
    /// <param name="path">An existing file.</param>
    /// <param name="most">Longest line, in characters.</param>
    /// <exception cref="UnusableException">A line is longer.</exception>
    internal static IEnumerable<string> Lines(string path, int most)
    {
        using var reader = new StreamReader(path);
        var line = new StringBuilder();
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (c == '\n')
            {
                yield return line.ToString();
                line.Clear();
            }
            else if (line.Length == most)
                throw new UnusableException($"The file '{Path.GetFileName(path)}' is damaged: a line is longer than any of its kind.");
            else
                line.Append((char)c);
        }

        if (line.Length > 0)
            yield return line.ToString();
    }

    private static bool Next(IEnumerator<KeptReceipt> receipts, string name)
    {
        try
        {
            return receipts.MoveNext();
        }
        catch (FormatException e)
        {
            throw new UnusableException($"The file '{name}' cannot be used: {e.Message}", e);
        }
    }

    private static T Read<T>(string path, int maxBytes, Func<byte[], T> parse)
    {
        var name = Path.GetFileName(path);
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new UnusableException($"The file '{name}' does not exist.");
        if (file.Length > maxBytes)
            throw new UnusableException($"The file '{name}' is too large to be one of this kind.");
        try
        {
            return parse(File.ReadAllBytes(path));
        }
        catch (FormatException e)
        {
            throw new UnusableException($"The file '{name}' cannot be used: {e.Message}", e);
        }
    }
}
