using Registry.Verify.Evidence;

namespace Registry.Verify.Exports;

/// <summary>
/// One line of the log as one line of a file. Whoever checks the file takes the opened record out of the line, opens it, writes the line again and
/// compares: a format has no reader of its own that could disagree with its writer.
/// </summary>
internal interface ILineFormat
{
    /// <summary>Of a file's name, without the dot.</summary>
    string Extension { get; }

    /// <summary>Begins with the mark of UTF-8, which spreadsheets need.</summary>
    bool Marked { get; }

    string LineEnd { get; }

    /// <summary>Lines before the first one; known before any.</summary>
    IReadOnlyList<string> Head { get; }

    /// <summary>The line, without its end. Has no line break in it.</summary>
    string Write(ProvenLine line);

    /// <summary>The opened record that a line carries, as text; null where there is none.</summary>
    string? RecordIn(string line);
}

/// <summary>The formats by the names of the command line, and by the first line of a file.</summary>
internal static class LineFormats
{
    internal static readonly IReadOnlyList<string> Names = ["csv", "jsonl", "fhir"];

    internal static ILineFormat Of(string name, Tongue tongue) => name switch
    {
        "csv" => new CsvFormat(tongue),
        "jsonl" => new JsonLinesFormat(),
        _ => new FhirFormat(),
    };

    /// <summary>The format whose file begins so, or null.</summary>
    internal static ILineFormat? Recognise(string firstLine) =>
        firstLine.StartsWith("{\"resourceType\":\"AuditEvent\"", StringComparison.Ordinal) ? new FhirFormat()
        : firstLine.StartsWith("{\"kind\":\"line\"", StringComparison.Ordinal) ? new JsonLinesFormat()
        : firstLine == CsvFormat.HeadOf(Tongue.English)[0] ? new CsvFormat(Tongue.English)
        // One row of headings or two: the second line says which.
        : firstLine == CsvFormat.HeadOf(Tongue.Vietnamese)[0] ? new CsvFormat(Tongue.Vietnamese)
        : null;
}
