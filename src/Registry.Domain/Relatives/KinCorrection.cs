using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Relatives;

/// <summary>Somebody put right how a relative belongs to the victim (stream <c>person</c> of the relative). What was written before stays in its event.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who corrects.</param>
/// <param name="Amendment">Random id; its reason is a sealed field.</param>
/// <param name="Kinship">Of the closed list, or null.</param>
/// <param name="Accompanies">Came along with the victim.</param>
/// <param name="Minor">Was under age.</param>
public sealed record KinCorrected(DateOnly OccurredOn, AgencyCode By, Guid Amendment, Kinship? Kinship, bool Accompanies, bool Minor) : DomainEvent(OccurredOn);

/// <summary>The same in the victim's record: whether the relative came along.</summary>
public sealed record RelativeLinkCorrected(DateOnly OccurredOn, AgencyCode By, Guid Relative, bool Accompanies) : DomainEvent(OccurredOn);

/// <summary>Command: put right how a relative belongs to the victim; all three are said anew.</summary>
public sealed record CorrectKinship(Actor By, DateOnly On, Guid Amendment, Kinship? Kinship, bool Accompanies, bool Minor);

/// <summary>Corrections of kinship, of having come along and of being a minor, in one act. Protection, support and statistics follow from then on.</summary>
public static class KinCorrection
{
    private static readonly ImmutableArray<string> Fields = ["accompanies", "kinship", "minor"];

    /// <summary>By who registered, received or verified the person, as every correction of who she is.</summary>
    public static Decided Correct(LawTables law, SubjectState state, CorrectKinship command)
    {
        if (People.Standing.Refused(law, state, command.By, command.On, state.Person?.People.Amendments.Length ?? 0) is { } refusal) return refusal;
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.Verifier))
            return law.Refuse(RefusalReason.AmendmentNotYours, command.On);
        if (state.Person is not { Kind: PersonKind.Relative } person || (command.Kinship is null && !(command.Accompanies && command.Minor)))
            return law.Refuse(RefusalReason.NotARelative, command.On);
        if ((person.Kinship, person.Accompanies, person.Minor) == (command.Kinship, command.Accompanies, command.Minor))
            return law.Refuse(RefusalReason.KinshipUnchanged, command.On);

        return new KinCorrected(command.On, command.By.Agency, command.Amendment, command.Kinship, command.Accompanies, command.Minor);
    }

    /// <summary>The part of the victim's record. Its author holds there what it holds of the relative.</summary>
    public static Decided Mirror(CorrectKinship command, Guid relative) =>
        new RelativeLinkCorrected(command.On, command.By.Agency, relative, command.Accompanies);

    /// <summary>Whoever came along is offered for reception to the parties of the case; who did not, is known to them as there and no more.</summary>
    internal static PersonState Apply(PersonState person, KinCorrected e, Guid id)
    {
        if (person.Kind != PersonKind.Relative) return person;
        var (ended, opened) = e.Accompanies ? (RelationKind.CaseParty, RelationKind.ProposedReceiver) : (RelationKind.ProposedReceiver, RelationKind.CaseParty);
        ImmutableArray<AgencyCode> parties = e.Accompanies == person.Accompanies
            ? []
            : [.. person.Relations.Where(r => r.Kind == ended && r.Until is null).Select(r => r.Agency).Distinct()];
        return person with
        {
            Kinship = e.Kinship,
            Accompanies = e.Accompanies,
            Minor = e.Minor,
            People = person.People with { Amendments = person.People.Amendments.Add(new(e.Amendment, e.By, e.OccurredOn, Fields, [FieldClass.Relatives])) },
            Relations = parties.Aggregate(person.Relations, (all, one) => all.Close(one, e.OccurredOn, ended)).Open(parties, opened, e.OccurredOn, id),
        };
    }
}
