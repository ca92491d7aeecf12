using Registry.Server.Pipeline;
using Registry.V1;
using DomainKinship = Registry.Domain.Victims.Kinship;

namespace Registry.Server.Calls;

/// <summary>Makes the record of a minor who came with the victim, kin or not (Decision 22/2015 Art. 1.2).</summary>
internal sealed class AddAccompanyingMinor(NewRelative relatives)
{
    public Task<AddAccompanyingMinorResponse> Answer(AddAccompanyingMinorRequest request, Call call) =>
        relatives.Add<AddAccompanyingMinorResponse>(
            call, request, request.RequestId, new Kin(
                Wire.Id(request.VictimId), request.ExpectedVersion, Wire.On(call, request.OccurredOn),
                request.Kinship == Kinship.Unspecified ? null : (DomainKinship)request.Kinship, accompanies: true, minor: true, request.Person),
            (person, version, victimVersion) =>
                new AddAccompanyingMinorResponse { PersonId = person.ToString(), Version = version, VictimVersion = victimVersion });
}
