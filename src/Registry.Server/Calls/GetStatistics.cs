using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Registry.Server.Reports;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Figures of the whole province, for those to whom the law gives counts over many people (Art. 15.1).</summary>
internal sealed class GetStatistics(Looks looks, StatisticsRuns runs, ReportDocuments documents, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Counts = new HashSet<DomainClass> { DomainClass.Aggregates };

    public async Task<GetStatisticsResponse> Answer(GetStatisticsRequest request, Call call)
    {
        var period = Wire.Period(request.Period);
        var moment = StatisticsRuns.MomentFor(period, request.AsOf is null ? null : Wire.Day(request.AsOf), call.Today);
        call.Counted = Wire.Counted(null, period, moment);
        using var look = await looks.At(call, Guid.Empty, Counts);
        if ((Reporting.MayTell(law, period, call.Today) ?? (moment is null ? law.Refuse(RefusalReason.ReportPeriodNotClosed, call.Today) : null)) is { } refusal)
            throw Failures.Of(refusal);

        var sheet = await runs.Run(call, scope: null, period, moment!.Value);
        return new GetStatisticsResponse
        {
            Period = Wire.Period(period),
            Figures = sheet.ToMessage(runs.Threshold),
            Document = ReportDocuments.Of(request.Format, documents.Draft(call, row: null, period, sheet, runs.Threshold), sheet),
        };
    }
}
