using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.People;

/// <summary>Command: write down somebody who is no protected person.</summary>
public sealed record AddContact(Actor By, DateOnly On, Guid Contact, ContactRole Role);

/// <summary>Command: a contact counts no more.</summary>
public sealed record RemoveContact(Actor By, DateOnly On, Guid Contact);

/// <summary>Command: keep a person and somebody who may be an offender apart.</summary>
/// <param name="By">Must answer for the person.</param>
/// <param name="On">Law date.</param>
/// <param name="Block">New random id.</param>
/// <param name="Other">Record that is linked with this one; null for a contact.</param>
/// <param name="Contact">Contact of this person; null for somebody with a record.</param>
/// <param name="ActingForOther">Agencies that act for the other; of no effect for one that is bound to this person (<see cref="NeedToKnow"/>).</param>
public sealed record BlockContact(Actor By, DateOnly On, Guid Block, Guid? Other, Guid? Contact, ImmutableArray<AgencyCode> ActingForOther);

/// <summary>Command: lift a block. The reason is a sealed field.</summary>
public sealed record UnblockContact(Actor By, DateOnly On, Guid Block);

/// <summary>People around a person, and those who must not reach her (law.md 10.5 clause 4: they get "no record").</summary>
public static class Contacts
{
    public static Decided Add(LawTables law, SubjectState state, AddContact command) =>
        Standing.Refused(law, state, command.By, command.On, state.Person?.People.Contacts.Length ?? 0) is { } refusal
            ? refusal
            : new ContactAdded(command.On, command.By.Agency, command.Contact, command.Role);

    public static Decided Remove(LawTables law, SubjectState state, RemoveContact command)
    {
        if (Standing.Refused(law, state, command.By, command.On) is { } refusal) return refusal;
        return state.Person!.People.FindContact(command.Contact) is null
            ? law.Refuse(RefusalReason.ContactNotKnown, command.On)
            : new ContactRemoved(command.On, command.By.Agency, command.Contact);
    }

    /// <summary>
    /// Whoever answers for a person may block: a block only protects. It shuts out no agency that is bound to her; naming one is no error, or whoever
    /// names them all would learn who they are. A record that does not exist and one that is not linked are refused alike.
    /// </summary>
    public static Decided Block(LawTables law, SubjectState state, BlockContact command)
    {
        if (Standing.Refused(law, state, command.By, command.On, state.Person?.People.Blocks.Length ?? 0) is { } refusal) return refusal;
        var people = state.Person!.People;
        var known = command.Contact is { } contact ? people.FindContact(contact) is not null : command.Other is { } other && IsLinked(state.Person, other);
        if (!known) return law.Refuse(RefusalReason.ContactNotKnown, command.On);
        // Of several agencies each may have its own, so none is lifted by another's, and nobody learns of another's by this answer.
        if (people.Standing.Any(b => !b.Mirror && b.Other == command.Other && b.Contact == command.Contact && law.Agencies.StandsFor(command.By.Agency, b.By, command.On)))
            return law.Refuse(RefusalReason.AlreadyBlocked, command.On);
        if (command.ActingForOther.Any(a => law.Agencies.Find(a, command.On) is null)) return law.Refuse(RefusalReason.UnknownAgency, command.On);

        return new ContactBlocked(
            command.On, command.By.Agency, command.Block, command.Other, command.Contact, Sorted(command.ActingForOther), Mirror: false);
    }

    /// <summary>
    /// The same block in the record of the blocked one: to who acts for this person he is nobody either. Decided on this person's record;
    /// here nothing is refused, so nothing is told of him.
    /// </summary>
    public static Decided Mirror(BlockContact command, Guid person) =>
        new ContactBlocked(command.On, command.By.Agency, command.Block, person, null, [], Mirror: true);

    /// <summary>
    /// Who put it lifts a block, or a decider of measures for the person, whether there are measures or not: the answer tells nobody of one. Never from
    /// the record of the blocked one.
    /// </summary>
    public static Decided Unblock(LawTables law, SubjectState state, UnblockContact command)
    {
        if (Standing.Refused(law, state, command.By, command.On) is { } refusal) return refusal;
        if (state.Person!.People.FindBlock(command.Block) is not { } block) return law.Refuse(RefusalReason.BlockNotKnown, command.On);
        var may = law.Agencies.StandsFor(command.By.Agency, block.By, command.On) || law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Decider);
        return may ? new ContactUnblocked(command.On, command.By.Agency, command.Block, Mirror: false) : law.Refuse(RefusalReason.UnblockNotInAuthority, command.On);
    }

    /// <summary>The same in the record of the other.</summary>
    public static Decided MirrorLifted(UnblockContact command) => new ContactUnblocked(command.On, command.By.Agency, command.Block, Mirror: true);

    /// <summary>True for a relative of the victim, for the victim of a relative, and for who was ever written down to represent her, kin or not.</summary>
    internal static bool IsLinked(PersonState person, Guid other) =>
        person.Victim == other || person.Relatives.Any(r => r.Relative == other) || person.People.Representations.Any(r => r.Record == other);

    private static ImmutableArray<AgencyCode> Sorted(ImmutableArray<AgencyCode> agencies) => [.. agencies.Distinct().Order()];
}
