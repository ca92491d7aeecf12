using System.Globalization;

namespace Registry.Verify.Records;

/// <summary>What the registry committed to about one person in a line, when it told her who looked at her record.</summary>
/// <param name="Line">Index of that line.</param>
/// <param name="Record">Its record id.</param>
/// <param name="Agency">Whom it was told to.</param>
/// <param name="Person">One of her records.</param>
/// <param name="From">Index of the first entry that was looked through.</param>
/// <param name="Size">Index after the last one.</param>
/// <param name="Committed">Lines about her in between, as the registry counted them.</param>
/// <param name="Told">Looks that were told of.</param>
/// <param name="Digest">SHA-256 of what was told, hex.</param>
internal sealed record ReportLine(long Line, Guid Record, string Agency, Guid Person, long From, long Size, long Committed, long Told, string Digest);

/// <summary>A report against the lines that were opened here.</summary>
/// <param name="Report">What was committed.</param>
/// <param name="Opened">Lines about her in that part, opened here.</param>
/// <param name="Closed">Entries of that part that did not open.</param>
internal sealed record ReportVerdict(ReportLine Report, long Opened, long Closed)
{
    internal bool Agrees => Report.Size <= Report.Line && Opened == Report.Committed;

    /// <summary>True when entries that do not open can make up for what is missing: no verdict then.</summary>
    internal bool Open => Report.Size <= Report.Line && Opened < Report.Committed && Report.Committed - Opened <= Closed;

    internal string Words => LineOutput.Printable(string.Create(CultureInfo.InvariantCulture,
        $"{(Agrees ? "REPORT AGREES" : Open ? "REPORT CANNOT BE COMPARED" : "REPORT DIFFERS")}: entry {Report.Line}, record {Report.Record}, told to {Report.Agency}: it commits to {Report.Committed} lines about person {Report.Person} in entries {Report.From} to {Report.Size}; {Opened} were opened here{(Closed == 0 ? "" : $", and {Closed} entries there do not open")}. {Report.Told} looks were told, sha256 {Report.Digest}."));

    internal string Json => LineOutput.AsJson(new
    {
        kind = "report",
        index = Report.Line,
        Report.Record,
        Report.Agency,
        Report.Person,
        Report.From,
        Report.Size,
        Report.Committed,
        Opened,
        Closed,
        verdict = Agrees ? "agrees" : Open ? "not comparable" : "differs",
        Report.Told,
        Report.Digest,
    });
}

/// <summary>
/// Counts the lines about one person again and holds the registry's own reports to her against them. Whatever the registry told her from, it told her how many
/// lines that were before it could know that anybody would count.
/// </summary>
internal sealed class ReportCheck
{
    /// <summary>Records of one person; the registry joins no more.</summary>
    private const int MostRecords = 64;

    private readonly List<long> closed = [];
    private readonly List<ReportLine> reports = [];
    private readonly Dictionary<Guid, List<long>> lines = [];

    internal ReportCheck(Guid person) => lines[person] = [];

    /// <summary>Records that reports count as hers too and that were not gone through yet.</summary>
    internal IReadOnlyList<Guid> Uncounted => [.. reports.Select(report => report.Person).Distinct().Where(person => !lines.ContainsKey(person)).Take(MostRecords)];

    /// <summary>Takes a bundle of the pass over everything about the person.</summary>
    /// <exception cref="FormatException">A line says that it is a report and is none.</exception>
    internal void Take(Guid person, OpenBundle bundle)
    {
        lines[person].AddRange(bundle.Lines.Select(line => line.Index));
        closed.AddRange(bundle.Unreadable.Select(one => one.Index).Concat(bundle.Shredded.Select(one => one.Index)));
        reports.AddRange(bundle.Lines.SelectMany(ReportsOf));
    }

    /// <summary>Takes a bundle of the pass over another record of hers.</summary>
    internal void TakeOther(Guid person, OpenBundle bundle)
    {
        if (!lines.TryGetValue(person, out var indexes))
            lines[person] = indexes = [];
        indexes.AddRange(bundle.Lines.Select(line => line.Index));
    }

    internal IEnumerable<ReportVerdict> Verdicts() => reports.Where(report => lines.ContainsKey(report.Person)).Select(report => new ReportVerdict(
        report, lines[report.Person].Count(index => report.From <= index && index < report.Size), closed.Count(index => report.From <= index && index < report.Size)));

    private static IEnumerable<ReportLine> ReportsOf(OpenLine line)
    {
        if (!line.Actor.TryGetProperty("reported", out var said))
            return [];
        try
        {
            return
            [
                .. said.GetProperty("records").EnumerateArray().Select(one => new ReportLine(
                    line.Index, line.Record, line.Actor.GetProperty("agency").GetString()!, one.GetProperty("record").GetGuid(), said.GetProperty("from").GetInt64(),
                    said.GetProperty("size").GetInt64(), one.GetProperty("lines").GetInt64(), said.GetProperty("looks").GetInt64(), said.GetProperty("digest").GetString()!)),
            ];
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"Entry {line.Index} says that it is a report to a person, and has not the form of one.", e);
        }
    }
}
