using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Relatives;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainKinship = Registry.Domain.Victims.Kinship;

namespace Registry.Server.Calls;

/// <summary>
/// A relative is a person at risk in her own right: own stream, own key, own line, and a transaction of her own, so that the database
/// does not tell who belongs to whom. The victim's link follows in the next transaction; a repeated request finds the first one done.
/// </summary>
internal sealed class NewRelative(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<TResponse> Add<TResponse>(
        Call call, IMessage request, string requestId, Kin kin, Func<Guid, long, long, TResponse> answer)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var relative = acts.NewSubject(call, requestId, kin.Victim);
        var fields = PersonFields.Of(kin.Person, disclosure, law);
        long version = 0;

        async Task Register(Look victim)
        {
            var command = new RegisterRelative(call.Caller.Actor, kin.On, kin.Victim, kin.Kinship, kin.Accompanies, kin.Minor) { SaidMinor = kin.SaidMinor || kin.Minor };
            var made = await acts.DoPart(call, request, requestId + "/relative", new Act<RegisterVictimResponse>
            {
                Subject = relative,
                CreatesAs = Relative.AddsAs(law, victim.State, call.Caller.Agency, kin.On) ?? RelationKind.Registrar,
                StreamType = StreamTypes.Person,
                Expected = 0,
                Decide = state => Relative.Register(law, state, victim.State, command),
                Fields = (_, _) => fields,
                Seals = fields.Classes(),
                Answer = written => new RegisterVictimResponse { PersonId = relative.ToString(), Version = written.Version },
            });
            version = made.Version;
        }

        return acts.Do(call, request, requestId, new Act<TResponse>
        {
            Subject = kin.Victim,
            StreamType = StreamTypes.Person,
            Expected = kin.VictimVersion,
            Decide = state => PersonRules.IsUnborn(kin.Person, kin.On)
                ? law.Refuse(RefusalReason.DateBeforeBirth, kin.On)
                : Victim.AddRelative(law, state, new(call.Caller.Actor, kin.On, relative, kin.Accompanies)),
            Before = Register,
            Answer = written => answer(relative, version, written.Version),
        });
    }
}

/// <summary>What the two calls that add a person to a victim have in common. Prints nothing.</summary>
internal sealed class Kin(Guid victim, long victimVersion, DateOnly on, DomainKinship? kinship, bool accompanies, bool saidMinor, Person person)
{
    public Guid Victim { get; } = victim;

    public long VictimVersion { get; } = victimVersion;

    public DateOnly On { get; } = on;

    public DomainKinship? Kinship { get; } = kinship;

    public bool Accompanies { get; } = accompanies;

    public bool SaidMinor { get; } = saidMinor;

    /// <summary>By the date of birth where that is known, whatever the call is named after: the same child is the same through both doors.</summary>
    public bool Minor { get; } = PersonRules.IsMinor(person, on) ?? saidMinor;

    public Person Person { get; } = person;
}
