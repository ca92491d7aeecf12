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
        await foreach (var record in ids.All(Reporters(call), period, call.Cancel))
        {
            if (record.State.Report is { } report
                && law.Agencies.HeldOn(report.Relations, call.Caller.Agency, call.Today).Any(relation => relation.Kind is RelationKind.Reporter or RelationKind.ReportAddressee))
                answer.Reports.Add(GetReport.SummaryOf(record, report));
        }

        return answer;
    }

    /// <summary>Whose reports the caller may have sent or been sent: its own, and those of all where reports go to it or went to whose place it has taken.</summary>
    private IEnumerable<AgencyCode> Reporters(Call call)
    {
        var names = law.Agencies.NamesOf(call.Caller.Agency, call.Today).ToHashSet();
        var told = law.Agencies.All.Where(agency => names.Contains(agency.Code)).Any(agency => law.ReportingRows.Any(row => row.To == agency.Kind));
        return (told ? law.Agencies.All.Select(agency => agency.Code).Distinct() : names).Order();
    }
}
