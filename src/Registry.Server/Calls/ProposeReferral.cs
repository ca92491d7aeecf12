using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainPurpose = Registry.Domain.Access.Purpose;

namespace Registry.Server.Calls;

/// <summary>Proposes care in a centre (Art. 7.3) or treatment (Art. 9), naming what the receiver gets to see: nothing that a measure hides from who names it.</summary>
internal sealed class ProposeReferral(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<ProposeReferralResponse> Answer(ProposeReferralRequest request, Call call)
    {
        var referral = acts.NewSubject(call, request.RequestId);
        var command = new Domain.Victims.ProposeReferral(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), referral, new AgencyCode(request.ToAgency), (DomainPurpose)request.Purpose,
            [.. request.FieldClasses.Select(one => (DomainClass)one)], request.Need, request.Wish, call.LegalBasis)
        {
            AnswerBy = request.AnswerBy is null ? null : Wire.Day(request.AnswerBy),
            EndsOn = request.EndsOn is null ? null : Wire.Day(request.EndsOn),
            SpokenBy = Wire.SpokenBy(request.SpokenBy),
            RecordedOn = call.Today,
        };
        return acts.Do(call, request, request.RequestId, new Act<ProposeReferralResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.ProposeReferral(law, state, command),
            Fields = (_, _) => disclosure.Split(new V1.Referral { Words = request.Words }, PathOf(referral)),
            Seals = new HashSet<DomainClass> { DomainClass.CurrentPlace },
            Answer = written => new ProposeReferralResponse { ReferralId = referral.ToString(), Version = written.Version },
        });
    }

    /// <summary>Where a referral's words lie among a person's fields.</summary>
    internal static string PathOf(Guid referral) => $"referral/{referral:n}/";
}
