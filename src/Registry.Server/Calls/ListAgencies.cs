using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using AgencyKind = Registry.V1.AgencyKind;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>The agencies that stand on a day, for everyone.</summary>
internal sealed class ListAgencies(Looks looks, LawTables law)
{
    /// <summary>What everyone may look up. The line is about the directory, which is about no person.</summary>
    internal static readonly IReadOnlySet<DomainClass> Open = new HashSet<DomainClass> { DomainClass.Reference };

    public async Task<ListAgenciesResponse> Answer(ListAgenciesRequest request, Call call)
    {
        using var look = await looks.At(call, DirectoryState.Subject, Open);
        var day = Wire.On(call, request.On);
        // A day to come is told as it is decided today.
        var enrolment = DirectoryEnrolment.Of(law.AgenciesOfTables, look.State.Directory, day > call.Today ? null : day);
        var answer = new ListAgenciesResponse();
        answer.Agencies.AddRange(enrolment.Agencies.On(day).OrderBy(agency => agency.Code).Select(agency => new ListedAgency
        {
            Code = agency.Code.Value,
            Kind = (AgencyKind)agency.Kind,
            Under = agency.Under?.Value ?? "",
            Area = agency.Area,
            Name = call.Tongue.Name(agency.Vi, agency.En),
            From = Wire.Date(agency.From),
            Until = agency.Until is { } until ? Wire.Date(until) : null,
            Suspended = enrolment.IsSuspended(agency.Code),
        }));
        return answer;
    }
}
