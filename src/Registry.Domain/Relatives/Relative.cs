using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Relatives;

/// <summary>Command: create the record of a relative or an accompanying minor.</summary>
/// <param name="By">Must have registered or received the victim, or care for her.</param>
/// <param name="On">Law date.</param>
/// <param name="Victim">The victim.</param>
/// <param name="Kinship">Of the closed list, or null.</param>
/// <param name="Accompanies">Came along.</param>
/// <param name="Minor">Under age on the day.</param>
public sealed record RegisterRelative(Actor By, DateOnly On, Guid Victim, Kinship? Kinship, bool Accompanies, bool Minor)
{
    /// <summary>Said to be a minor, whatever follows from the date of birth: a mistake in it turns nobody away.</summary>
    public bool SaidMinor { get; init; } = Minor;
}

/// <summary>Decisions about a relative's record: a person at risk in her own right, with a stream and a key of her own.</summary>
public static class Relative
{
    /// <summary>
    /// Who came along is offered for reception to the agencies of the victim's reception; for who did not, they are parties of
    /// the case: they may see that there is one and ask for protection (Art. 5.5, second half), and no more. The house where she lives names none of
    /// them: who registered a relative would tell them where she is.
    /// </summary>
    /// <param name="law">Tables.</param>
    /// <param name="state">State of the new person: must be empty.</param>
    /// <param name="victim">State of the victim.</param>
    /// <param name="command">What is asked.</param>
    public static Decided Register(LawTables law, SubjectState state, SubjectState victim, RegisterRelative command)
    {
        if (state.Person is not null) return law.Refuse(RefusalReason.AlreadyRegistered, command.On);
        if (victim.Subject != command.Victim || AddsAs(law, victim, command.By.Agency, command.On) is not { } relation)
            return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (victim.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (command.Kinship is null && !(command.Accompanies && command.SaidMinor)) return law.Refuse(RefusalReason.NotARelative, command.On);

        var others = relation == RelationKind.Carer
            ? []
            : law.Holders(victim.Relations, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.ProposedReceiver).Remove(command.By.Agency);
        return new RelativeRegistered(
            command.On,
            command.By.Agency,
            command.Victim,
            command.Kinship,
            command.Accompanies,
            command.Minor,
            Parties: command.Accompanies ? [] : others,
            ProposedReceivers: command.Accompanies ? others : [])
        {
            InCare = relation == RelationKind.Carer,
        };
    }

    /// <summary>What an agency will hold of a relative whom it adds to the victim; null where it may not add one.</summary>
    public static RelationKind? AddsAs(LawTables law, SubjectState victim, AgencyCode by, DateOnly on) =>
        law.Holds(victim.Relations, by, on, RelationKind.Carer) ? RelationKind.Carer
        : law.Holds(victim.Relations, by, on, RelationKind.Registrar, RelationKind.Receiver) ? RelationKind.Registrar
        : null;

    /// <summary>True when the agency may know of the link: what a house added while it cared for her is told to it and to who cares for her.</summary>
    public static bool IsTold(LawTables law, SubjectState victim, RelativeLink link, AgencyCode agency, DateOnly on) =>
        link.House is not { } house || law.Agencies.StandsFor(agency, house, on) || law.Holds(victim.Relations, agency, on, RelationKind.Carer);
}
