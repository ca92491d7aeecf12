using System.Text;
using Registry.Verify.Evidence;
using Registry.Verify.Records;

namespace Registry.Verify.Exports;

/// <summary>Writes lines with their proofs into a file of one format. Memory for a few bundles.</summary>
internal sealed class LineFile : ILineSink
{
    private readonly RecordProofs proofs;
    private readonly ILineFormat format;
    private readonly NewFile file;
    private long count;

    private LineFile(RecordProofs proofs, ILineFormat format, NewFile file)
    {
        this.proofs = proofs;
        this.format = format;
        this.file = file;
    }

    /// <param name="proofs">Makes the lines provable.</param>
    /// <param name="format">Form of the file.</param>
    /// <param name="target">File or folder.</param>
    /// <param name="size">Size of the log, for a file's name.</param>
    internal static async Task<LineFile> Open(RecordProofs proofs, ILineFormat format, string target, long size)
    {
        var written = new LineFile(proofs, format, NewFile.Open(target, FormattableString.Invariant($"access-lines-{size}.{format.Extension}")));
        if (format.Marked)
            await written.file.Stream.WriteAsync(Encoding.UTF8.Preamble.ToArray());
        await written.file.Stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(format.Head.Select(line => line + format.LineEnd))));
        return written;
    }

    public async Task<Func<Task>> Prepare(IReadOnlyList<OpenLine> lines, CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Count == 0 ? [] : await proofs.Of(lines, cancel))
            text.Append(format.Write(line)).Append(format.LineEnd);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return async () =>
        {
            await file.Stream.WriteAsync(bytes, cancel);
            count += lines.Count;
        };
    }

    public async Task<string?> Complete() =>
        $"WRITTEN: {count} lines to '{await file.Keep()}'. Whoever has the policy checks each with: registry-verify export FILE --policy FILE";

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
