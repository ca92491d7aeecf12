using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Makes the victim's record. The announcement that it names is a look of its own, with a line of its own.</summary>
internal sealed class RegisterVictim(Acts acts, Looks looks, Disclosure disclosure, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Status = new HashSet<DomainClass> { DomainClass.Status };

    public async Task<RegisterVictimResponse> Answer(RegisterVictimRequest request, Call call)
    {
        var person = acts.NewSubject(call, request.RequestId);
        var fields = PersonFields.Of(request.Person, disclosure, law);
        var announcement = Wire.OptionalId(request.AnnouncementId);
        var announced = announcement is { } id ? await Announced(call, id) : null;
        var command = new Domain.Victims.RegisterVictim(
            call.Caller.Actor, Wire.On(call, request.OccurredOn),
            request.EntryPoint.Length > 0 ? request.EntryPoint : announced?.Announcement?.Gate ?? "",
            request.Channel != ReturnChannel.Unspecified ? (Channel)request.Channel : announced?.Announcement?.Channel ?? Channel.Unspecified,
            announcement,
            request.Route == V1.Route.Unspecified ? Domain.Verification.Route.Repatriated : (Domain.Verification.Route)request.Route)
        {
            ReportedBy = Wire.SpokenBy(request.ReportedBy),
        };
        var warnings = Particulars.Of(request.Person, law, call.Today, "person.");
        var answer = await acts.Do(call, request, request.RequestId, new Act<RegisterVictimResponse>
        {
            Subject = person,
            CreatesAs = RelationKind.Registrar,
            StreamType = StreamTypes.Person,
            Expected = 0,
            Decide = state => PersonRules.IsUnborn(request.Person, command.On)
                ? law.Refuse(RefusalReason.DateBeforeBirth, command.On)
                : Victim.Register(law, state, announced, command),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = written => new RegisterVictimResponse { PersonId = person.ToString(), Version = written.Version, Warnings = { warnings } },
        });
        Particulars.Explain(answer.Warnings, law);
        return answer;
    }

    private async Task<SubjectState> Announced(Call call, Guid announcement)
    {
        using var look = await looks.At(call, announcement, Status);
        call.OnTheWay();
        return look.State;
    }
}
