using System.Runtime.CompilerServices;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Reports;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;

namespace Registry.Server.Reports;

/// <summary>
/// The id of a report follows from agency and period, and of one that was demanded from its number among them: there is one report for each, whoever sends it
/// twice, and whoever may list them finds them. Keyed, so nobody tells from an id whose it is.
/// </summary>
internal sealed class ReportIds(RequestSeal requests, SubjectRecords records)
{
    /// <summary>So many demands about one period of one agency at the most: what a list reads is bounded.</summary>
    public const int MostDemands = 24;

    /// <summary>The id of a periodic report; of the first that was demanded where there is a demand.</summary>
    public Guid Of(AgencyCode agency, ReportPeriod period, string demand = "") => IdOf(agency, period, demand.Length == 0 ? "" : "demand 1");

    /// <summary>The id under which the report is or will be kept; null when there are too many demands already. Reads facts of the agency's own reports alone.</summary>
    /// <param name="agency">Who reports.</param>
    /// <param name="period">What about.</param>
    /// <param name="demand">The paper that demands it; empty for a periodic report.</param>
    /// <param name="cancel">Of the call.</param>
    public async Task<Guid?> Find(AgencyCode agency, ReportPeriod period, string demand, CancellationToken cancel)
    {
        if (TagOf(demand) is not { } tag)
            return Of(agency, period);
        foreach (var id in Demanded(agency, period))
        {
            if ((await records.Load(id, cancel)).State.Report is not { } report || report.Submitted.Demand == tag)
                return id;
        }

        return null;
    }

    /// <summary>Every report of these agencies about the period, by agency: the periodic one if there is one, then those that were demanded. Four round trips at most.</summary>
    public async IAsyncEnumerable<SubjectRecord> All(IEnumerable<AgencyCode> agencies, ReportPeriod period, [EnumeratorCancellation] CancellationToken cancel)
    {
        var asked = agencies.Select(agency => (Periodic: Of(agency, period), Demanded: Demanded(agency, period).ToArray())).ToArray();
        var first = await records.Load([.. asked.SelectMany(one => new[] { one.Periodic, one.Demanded[0] })], cancel);
        var more = await records.Load([.. asked.Where(one => first.ContainsKey(one.Demanded[0])).SelectMany(one => one.Demanded.Skip(1))], cancel);
        foreach (var id in asked.SelectMany(one => one.Demanded.Prepend(one.Periodic)))
        {
            if ((first.GetValueOrDefault(id) ?? more.GetValueOrDefault(id)) is { State.Report: not null } record)
                yield return record;
        }
    }

    /// <summary>A keyed tag of the paper, by which it is known again; null for none.</summary>
    public string? TagOf(string demand) => demand.Length == 0 ? null : Convert.ToHexStringLower(requests.Body("demand"u8, Encoding.UTF8.GetBytes(demand))[..16]);

    private IEnumerable<Guid> Demanded(AgencyCode agency, ReportPeriod period) => Enumerable.Range(1, MostDemands).Select(number => IdOf(agency, period, $"demand {number}"));

    private Guid IdOf(AgencyCode agency, ReportPeriod period, string which) =>
        HashedId.LikeRandom(requests.Body("report"u8, Encoding.UTF8.GetBytes($"{agency.Value}|{period.Year}|{period.Span}|{which}")));
}
