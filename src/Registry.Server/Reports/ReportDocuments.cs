using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Domain.Reports.Pages;
using Registry.Server.Pipeline;
using Registry.V1;
using ReportPeriod = Registry.Domain.Reports.ReportPeriod;

namespace Registry.Server.Reports;

/// <summary>
/// Files for a spreadsheet and for the printer, in the answer itself: a tool that wrote them would be a door of its own, with a line to leave and
/// a token to check.
/// </summary>
internal sealed class ReportDocuments(LawTables law)
{
    /// <summary>The file, or null where none is asked.</summary>
    public static ReportDocument? Of(ReportFormat format, ReportHead head, Sheet sheet) => format switch
    {
        ReportFormat.Csv => File("csv", "text/csv; charset=utf-8", head, CsvPage.Of(head, sheet)),
        ReportFormat.Print => File("html", "text/html; charset=utf-8", head, PrintPage.Of(head, sheet)),
        _ => null,
    };

    /// <summary>What stands around the figures of a call that submits nothing.</summary>
    public ReportHead Draft(Call call, ReportingRow? row, ReportPeriod period, Sheet sheet, int threshold)
    {
        row ??= law.ReportingRows.First(one => one.WholeProvince && one.Standing.ValidOn(call.Today));
        var to = law.Reporting(call.Caller.Kind, call.Today) is { } owed ? law.Agencies.On(call.Today).FirstOrDefault(agency => agency.Kind == owed.To) : null;
        return Head(call.Caller.Agency, call.Today, to?.Vi ?? "", row.Vi, row.Standing.Source, period, sheet, threshold) with { LawVersion = law.Version };
    }

    /// <summary>What stands around the figures of a submitted report.</summary>
    public ReportHead Submitted(ReportSubmitted report, Sheet sheet, int threshold)
    {
        var on = report.OccurredOn;
        var title = law.ReportingRows.FirstOrDefault(row => row.WholeProvince == report.WholeProvince && row.Standing.ValidOn(on))?.Vi ?? "";
        return Head(report.By, on, ReportHead.NameOf(law, report.To, on), title, report.Basis, new ReportPeriod(report.Year, report.Span), sheet, threshold) with
        {
            SignedOn = on,
            LawVersion = report.LawVersion,
            Hash = report.Hash,
        };
    }

    private ReportHead Head(AgencyCode from, DateOnly on, string to, string title, string basis, ReportPeriod period, Sheet sheet, int threshold) => new(
        ReportHead.NameOf(law, from, on), PlaceOf(law.Agencies.Find(from, on), on), to, title, law.Basis(basis)?.Vi ?? "", period, sheet.AsOf, SignedOn: null, "", "", threshold);

    private string PlaceOf(Agency? agency, DateOnly on) => agency is null ? "" : law.Agencies.Areas.Find(agency.Area, on)?.Vi ?? "";

    private static ReportDocument File(string ending, string type, ReportHead head, byte[] content) => new()
    {
        FileName = $"bao-cao-{head.Period.Year}-{head.Period.Span.ToString().ToLowerInvariant()}.{ending}",
        MediaType = type,
        Content = ByteString.CopyFrom(content),
    };
}
