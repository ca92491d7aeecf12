using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainKinship = Registry.Domain.Victims.Kinship;

namespace Registry.Server.Calls;

/// <summary>Makes the record of a minor who came with the victim, kin or not (Decision 22/2015 Art. 1.2).</summary>
internal sealed class AddAccompanyingMinor(NewRelative relatives, LawTables law)
{
    public async Task<AddAccompanyingMinorResponse> Answer(AddAccompanyingMinorRequest request, Call call)
    {
        IReadOnlyList<Warning> warnings = [.. Particulars.Of(request.Person, law, call.Today, "person."), .. Particulars.OfMinor(request.Person, Wire.On(call, request.OccurredOn), "person.")];
        var answer = await relatives.Add<AddAccompanyingMinorResponse>(
            call, request, request.RequestId, new Kin(
                Wire.Id(request.VictimId), request.ExpectedVersion, Wire.On(call, request.OccurredOn),
                request.Kinship == Kinship.Unspecified ? null : (DomainKinship)request.Kinship, accompanies: true, saidMinor: true, request.Person),
            (person, version, victimVersion) =>
                new AddAccompanyingMinorResponse { PersonId = person.ToString(), Version = version, VictimVersion = victimVersion, Warnings = { warnings } });
        Particulars.Explain(answer.Warnings, law);
        return answer;
    }
}
