using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Reports;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// The reports for a period that the caller's agency sent or was sent, periodic ones and those that were demanded. Their ids follow from the agencies of the tables, so nothing lists
/// reports but this; it opens none.
/// </summary>
internal sealed class ListReports(Looks looks, ReportIds ids, LawTables law)
{
    public async Task<ListReportsResponse> Answer(ListReportsRequest request, Call call)
    {
        var period = Wire.Period(request.Period);
        using var look = await looks.ToReport(call, ids.Of(call.Caller.Agency, period));
        var answer = new ListReportsResponse();
        foreach (var agency in law.Agencies.All.Select(agency => agency.Code).Distinct().Order())
        {
            await foreach (var record in ids.All(agency, period, call.Cancel))
            {
                if (record.State.Report is { } report
                    && law.Agencies.Held(report.Relations, call.Caller.Agency, call.Today).Any(
                        relation => relation.InForceOn(call.Today) && relation.Kind is RelationKind.Reporter or RelationKind.ReportAddressee))
                    answer.Reports.Add(GetReport.SummaryOf(record, report));
            }
        }

        return answer;
    }
}
