using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Reports;
using Registry.Sealing;

namespace Registry.Server.Reports;

/// <summary>
/// The id of a report follows from agency, period and demand: there is one report for each, whoever sends it twice. Keyed, so nobody tells from an id
/// whose it is.
/// </summary>
internal sealed class ReportIds(RequestSeal requests)
{
    /// <summary>The id.</summary>
    /// <param name="agency">Who reports.</param>
    /// <param name="period">What about.</param>
    /// <param name="demand">The paper that demands it; empty for a periodic report.</param>
    public Guid Of(AgencyCode agency, ReportPeriod period, string demand)
    {
        var bytes = requests.Body("report"u8, Encoding.UTF8.GetBytes($"{agency.Value}|{period.Year}|{period.Span}|{demand}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
