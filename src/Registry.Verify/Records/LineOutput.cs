using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Registry.Verify.Records;

/// <summary>One line of the log as one line of text or of JSON.</summary>
internal static class LineOutput
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal static string AsJson(OpenLine line) => JsonSerializer.Serialize(
        new { kind = "line", line.Index, line.Record, person = line.Subject == Guid.Empty ? (Guid?)null : line.Subject, said = line.Actor, line.Justification, line.Shredded }, Json);

    internal static string AsJson(UnreadableRecord record) => JsonSerializer.Serialize(new { kind = "unreadable", record.Index, record.Record, record.Why }, Json);

    internal static string AsJson(ShreddedRecord record) => JsonSerializer.Serialize(
        new { kind = "shredded", record.Index, record.Record, record.By.Policy, record.By.PolicyHash, by = record.By.Index }, Json);

    internal static string AsText(ShreddedRecord record) =>
        Printable(string.Create(CultureInfo.InvariantCulture, $"SHREDDED: entry {record.Index}, record {record.Record}: {record.By.Words}."));

    internal static string AsJson(object summary) => JsonSerializer.Serialize(summary, Json);

    internal static string AsText(OpenLine line)
    {
        var said = line.Actor;
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{line.Index,9}  {Of(said, "at"),-33} {Of(said, "kind"),-7} {Of(said, "agency")} {Of(said, "officer")}  {Of(said, "method")}  {Of(said, "purpose")}  {Of(said, "outcome")}  {(line.Subject == Guid.Empty ? "-" : line.Subject)}  record {line.Record}");
        return Printable(text + (line.Justification is { } words ? $"  \"{words}\"" : line.Shredded ? "  (justification shredded)" : ""));
    }

    internal static string AsText(UnreadableRecord record) =>
        Printable(string.Create(CultureInfo.InvariantCulture, $"UNREADABLE: entry {record.Index}, record {record.Record}: {record.Why}."));

    /// <summary>A text of the line, or a dash.</summary>
    private static string Of(JsonElement said, string name) =>
        said.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "-";

    /// <summary>What callers wrote must not steer the inspector's terminal, nor break a line of a file.</summary>
    internal static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            printable.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? "\uFFFD" : rune.ToString());
        return printable.ToString();
    }
}
