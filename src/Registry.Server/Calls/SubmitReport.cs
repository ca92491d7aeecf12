using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Registry.Server.Reports;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Submits the report (Art. 15.1, 15.2). Its figures are made under a line about the report first, which the trailers name, then sealed with the event: what is recorded later
/// never changes them.
/// </summary>
internal sealed class SubmitReport(Acts acts, ReportDrafts drafts, ReportIds ids, StatisticsRuns runs, Disclosure disclosure, LawTables law)
{
    public async Task<SubmitReportResponse> Answer(SubmitReportRequest request, Call call)
    {
        // A day before today would make a late report timely.
        if (Wire.On(call, request.OccurredOn) != call.Today)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("occurred_on", Expected.TodayForReports));
        var period = Wire.Period(request.Period);
        var (sheet, _) = await drafts.Make(call, period, request.Demand, asOf: null);
        var report = await ids.Find(call.Caller.Agency, period, request.Demand, call.Cancel)
            ?? throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("demand", Expected.AtMostDemands(ReportIds.MostDemands)));

        var figures = sheet.ToMessage(runs.Threshold);
        var hash = figures.Hash();
        var fields = disclosure.Split(new ReportContent { Figures = figures, LateReason = request.LateReason, Demand = request.Demand }).ToList();
        var command = new Domain.Reports.SubmitReport(
            call.Caller.Actor, call.Today, period, ids.TagOf(request.Demand), request.LateReason.Length > 0, sheet.AsOf, hash);
        return await acts.Do(call, request, request.RequestId, new Act<SubmitReportResponse>
        {
            Subject = report,
            CreatesAs = RelationKind.Reporter,
            StreamType = StreamTypes.Report,
            Expected = null,
            Decide = state => Reporting.Submit(law, state.Report, command),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = written => new SubmitReportResponse { ReportId = report.ToString(), Version = written.Version, FiguresSha256 = hash, Period = Wire.Period(period) },
        });
    }
}
