using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Reports;
using Registry.V1;
using ReportPeriod = Registry.Domain.Reports.ReportPeriod;

namespace Registry.Server.Calls;

/// <summary>The report that the caller's agency owes, as it would be submitted now: its own figures, or the province's for who reports upward.</summary>
internal sealed class PrepareReport(ReportDrafts drafts, ReportDocuments documents, StatisticsRuns runs)
{
    public async Task<PrepareReportResponse> Answer(PrepareReportRequest request, Call call)
    {
        var (sheet, row) = await drafts.Make(call, Wire.Period(request.Period), request.Demand, request.AsOf is null ? null : Wire.Day(request.AsOf));
        return new PrepareReportResponse
        {
            Period = Wire.Period(Wire.Period(request.Period)),
            Figures = sheet.ToMessage(runs.Threshold),
            Document = ReportDocuments.Of(request.Format, documents.Draft(call, row, Wire.Period(request.Period), sheet, runs.Threshold), sheet),
        };
    }
}

/// <summary>Makes the figures of a report under a line about that report, for who prepares and for who submits.</summary>
internal sealed class ReportDrafts(Looks looks, AccessRecorder recorder, StatisticsRuns runs, ReportIds ids, LawTables law)
{
    /// <summary>The figures and the row that owes them.</summary>
    /// <exception cref="CallFailedException">The law refuses it; an outcome line says so.</exception>
    public async Task<(Sheet Sheet, ReportingRow Row)> Make(Call call, ReportPeriod period, string demand, DateOnly? asOf)
    {
        var moment = StatisticsRuns.MomentFor(period, asOf, call.Today);
        var row = law.Reporting(call.Caller.Kind, call.Today);
        var scope = row is { WholeProvince: true } ? (Domain.Access.AgencyCode?)null : call.Caller.Agency;
        call.Counted = Wire.Counted(scope, period, moment);
        var report = ids.Of(call.Caller.Agency, period, demand);
        using var look = await looks.ToReport(call, report);

        var refusal = Reporting.MayPrepare(law, call.Caller.Actor, period, demand.Length > 0, call.Today)
            ?? (moment is null ? law.Refuse(RefusalReason.ReportPeriodNotClosed, call.Today) : null);
        if (refusal is not null)
        {
            await recorder.Outcome(call, report, look.Receipt.RecordId, refusal.Reason);
            throw Failures.Of(refusal);
        }

        return (await runs.Run(call, scope, period, moment!.Value), row!);
    }
}
