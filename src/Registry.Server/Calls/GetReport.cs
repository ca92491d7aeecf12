using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Registry.Server.Reports;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using ReportPeriod = Registry.V1.ReportPeriod;

namespace Registry.Server.Calls;

/// <summary>A submitted report: the figures that were sealed with it, whatever was recorded since.</summary>
internal sealed class GetReport(Looks looks, ReportDocuments documents)
{
    private static readonly IReadOnlySet<DomainClass> Counts = new HashSet<DomainClass> { DomainClass.Aggregates };

    public async Task<GetReportResponse> Answer(GetReportRequest request, Call call)
    {
        using var look = await looks.At(call, Wire.Id(request.ReportId), Counts);
        if (look.State.Report is not { } report)
            throw Failures.Of("NOT_FOUND");
        var content = new ReportContent();
        foreach (var field in ReportContent.Descriptor.Fields.InDeclarationOrder())
            look.Merge(content, field.Name);

        var sheet = content.Figures.ToSheet();
        return new GetReportResponse
        {
            Summary = SummaryOf(look.Record, report),
            Content = content,
            Document = ReportDocuments.Of(request.Format, documents.Submitted(report.Submitted, sheet, content.Figures.Threshold), sheet),
        };
    }

    /// <summary>What a list says of a report.</summary>
    internal static ReportSummary SummaryOf(SubjectRecord record, ReportState report)
    {
        var submitted = report.Submitted;
        return new ReportSummary
        {
            ReportId = record.State.Subject.ToString(),
            Version = record.Head(record.State.Subject, "").Told,
            FromAgency = submitted.By.Value,
            ToAgency = submitted.To.Value,
            Period = new ReportPeriod { Year = submitted.Year, Span = (V1.ReportSpan)submitted.Span },
            OnDemand = submitted.OnDemand,
            Late = submitted.Late,
            SubmittedOn = Wire.Date(submitted.OccurredOn),
            AcknowledgedOn = report.AcknowledgedOn is { } on ? Wire.Date(on) : null,
            AsOf = Wire.Date(submitted.AsOf),
            LawVersion = submitted.LawVersion,
            FiguresSha256 = submitted.Hash,
            LegalBasis = submitted.Basis,
        };
    }
}
