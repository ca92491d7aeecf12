using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.People;

/// <summary>Command: correct fields of a person, or make them unknown. The values are sealed by the caller of the decision.</summary>
public sealed record AmendIdentity(
    Actor By, DateOnly On, Guid Amendment, ImmutableArray<string> Fields, ImmutableArray<FieldClass> Classes)
{
    /// <summary>Whether she was a minor when her record began, by the new date of birth; null where none was sent or no year is known.</summary>
    public bool? Minor { get; init; }
}

/// <summary>Corrections of who a person is.</summary>
public static class Amendments
{
    /// <summary>What a carer puts right: what it sees with its own eyes.</summary>
    private static readonly FieldClass[] OfCarers = [FieldClass.CurrentPlace, FieldClass.Health];

    /// <summary>
    /// Who registered, received or verified a person corrects any field that it may see; who only cares for her or decided about her, where
    /// she is and what she needs. That it may see the fields was decided before, by need to know: nobody overwrites what is hidden from it.
    /// </summary>
    public static Decided Amend(LawTables law, SubjectState state, AmendIdentity command)
    {
        if (Standing.Refused(law, state, command.By, command.On, state.Person?.People.Amendments.Length ?? 0) is { } refusal) return refusal;
        if (!law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Registrar, RelationKind.Receiver, RelationKind.Verifier)
            && command.Classes.Any(c => !OfCarers.Contains(c)))
            return law.Refuse(RefusalReason.AmendmentNotYours, command.On);

        return new IdentityAmended(
            command.On,
            command.By.Agency,
            command.Amendment,
            [.. command.Fields.Distinct().Order(StringComparer.Ordinal)],
            [.. command.Classes.Distinct().Order()],
            state.Person is { Kind: PersonKind.Relative } person && person.Minor != command.Minor ? command.Minor : null);
    }
}
