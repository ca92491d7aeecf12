using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.V1;
using Decisions = Registry.Domain.Agencies.DirectoryActs;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Open proposals, and who may act for one agency, for administrators and inspectors.</summary>
internal sealed class GetDirectory(Looks looks, LawTables law, IssuerOptions issuer)
{
    /// <summary>What only those see who administer or inspect.</summary>
    internal static readonly IReadOnlySet<DomainClass> Inside = new HashSet<DomainClass> { DomainClass.Directory };

    public async Task<GetDirectoryResponse> Answer(GetDirectoryRequest request, Call call)
    {
        using var look = await looks.At(call, DirectoryState.Subject, Inside);
        var state = look.State.Directory ?? DirectoryState.Empty;
        var day = Wire.On(call, request.On);
        var enrolment = DirectoryEnrolment.Of(law.AgenciesOfTables, state, day);
        var answer = new GetDirectoryResponse { Version = look.Record.Head(DirectoryState.Subject, StreamTypes.Agency).Told };
        answer.Proposals.AddRange(state.Open.Where(proposal => proposal.On <= day).Select(proposal => new OpenProposal
        {
            ProposalId = proposal.Id.ToString(),
            ProposedOn = Wire.Date(proposal.On),
            ProposedBy = proposal.By.Officer,
            Change = DirectoryWire.Write(proposal.Change),
            InspectorApproves = Decisions.IsGrave(enrolment, proposal.Change, day),
        }));
        answer.SuspendedAgencies.AddRange(enrolment.Agencies.On(day).Where(agency => enrolment.IsSuspended(agency.Code)).Select(agency => agency.Code.Value));
        if (enrolment.Agencies.Find(new AgencyCode(request.Agency), day) is { } of)
            Show(answer, enrolment, of, day);
        return answer;
    }

    private void Show(GetDirectoryResponse answer, DirectoryEnrolment enrolment, Agency agency, DateOnly day)
    {
        answer.EnrolledOnly = enrolment.EnrolledOnly(agency.Code, agency.Kind) ?? issuer.EnrolledOfficersOnly;
        answer.Officers.AddRange(enrolment.Officers.Where(one => one.Key.Agency == agency.Code).OrderBy(one => one.Key.Officer, StringComparer.Ordinal)
            .Select(one => new EnrolledOfficer
            {
                Officer = one.Key.Officer,
                Suspended = !one.Value,
                ActsFor = enrolment.ActsFor(agency.Code, one.Key.Officer, day)?.Value ?? "",
            }));
        answer.Mandates.AddRange(enrolment.Mandates.Values.Where(mandate => mandate.Given.Agency == agency.Code).OrderBy(mandate => mandate.On).Select(mandate => new GivenMandate
        {
            MandateId = mandate.Id.ToString(),
            Agency = mandate.Given.Agency.Value,
            Mandate = DirectoryWire.Write(mandate.Given),
            GivenOn = Wire.Date(mandate.On),
            Ended = mandate.EndedOn is not null,
        }));
        answer.Keys.AddRange(enrolment.Keys.Values.Where(key => key.Key.Agency == agency.Code).OrderBy(key => key.Key.KeyId, StringComparer.Ordinal)
            .Select(key => new AuthorityKey { Key = key.Key.KeyId, Issuer = key.Key.Issuer, Suspended = key.Suspended }));
    }
}
