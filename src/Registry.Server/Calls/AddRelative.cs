using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainKinship = Registry.Domain.Victims.Kinship;

namespace Registry.Server.Calls;

/// <summary>Makes the record of a relative (Decree 62/2012 Art. 6), at home or come along.</summary>
internal sealed class AddRelative(NewRelative relatives, LawTables law)
{
    public async Task<AddRelativeResponse> Answer(AddRelativeRequest request, Call call)
    {
        var warnings = Particulars.Of(request.Person, law, call.Today, "person.");
        var answer = await relatives.Add<AddRelativeResponse>(
            call, request, request.RequestId, new Kin(
                Wire.Id(request.VictimId), request.ExpectedVersion, Wire.On(call, request.OccurredOn), (DomainKinship)request.Kinship,
                request.Accompanies, saidMinor: false, request.Person),
            (person, version, victimVersion) => new AddRelativeResponse { PersonId = person.ToString(), Version = version, VictimVersion = victimVersion, Warnings = { warnings } });
        Particulars.Explain(answer.Warnings, law);
        return answer;
    }
}
