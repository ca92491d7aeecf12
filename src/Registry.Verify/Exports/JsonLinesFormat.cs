using System.Text.Encodings.Web;
using System.Text.Json;
using Registry.Verify.Evidence;

namespace Registry.Verify.Exports;

/// <summary>One JSON object a line, for machines: everything that was sealed, in the codes of the log, with the opened record.</summary>
internal sealed class JsonLinesFormat : ILineFormat
{
    // Everything beyond ASCII is escaped: a line stays one line for every reader.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Default, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Extension => "jsonl";

    public bool Marked => false;

    public string LineEnd => "\n";

    public IReadOnlyList<string> Head => [];

    public string Write(ProvenLine line) => JsonSerializer.Serialize(
        new
        {
            kind = "line",
            log = line.Origin,
            line.Line.Index,
            line.Line.Record,
            person = line.Line.Subject == Guid.Empty ? (Guid?)null : line.Line.Subject,
            said = line.Line.Actor,
            justification = line.Line switch { { Justification: not null } => "here", { Shredded: true } => "elsewhere", _ => "none" },
            words = line.Line.Justification,
            leaf_hash = Convert.ToHexStringLower(line.Record.LeafHash.Bytes),
            opened_record = line.Record.ToString(),
        },
        Json);

    public string? RecordIn(string line)
    {
        try
        {
            using var parsed = JsonDocument.Parse(line);
            return parsed.RootElement.ValueKind == JsonValueKind.Object && parsed.RootElement.TryGetProperty("opened_record", out var record) && record.ValueKind == JsonValueKind.String
                ? record.GetString()
                : null;
        }
        // Half a surrogate pair is JSON and no text.
        catch (Exception other) when (other is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
