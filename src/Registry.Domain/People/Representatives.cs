using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>Command: write down who represents a person. Guardians of accompanying minors, kin or not, are such.</summary>
/// <param name="By">Must answer for the person.</param>
/// <param name="On">Law date.</param>
/// <param name="Representative">New random id.</param>
/// <param name="Kind">On what ground.</param>
/// <param name="Record">The representative's own record, which the caller may see; null for a contact.</param>
/// <param name="Contact">A contact of the person; null for somebody with a record.</param>
/// <param name="From">First day.</param>
/// <param name="Until">First day on which it is over, after <paramref name="From"/>; null while open.</param>
/// <param name="Replaces">An earlier representation that ends with it; null for none.</param>
public sealed record RecordRepresentative(
    Actor By, DateOnly On, Guid Representative, RepresentativeKind Kind, Guid? Record, Guid? Contact, DateOnly From, DateOnly? Until, Guid? Replaces);

/// <summary>Command: a representation is over.</summary>
public sealed record EndRepresentation(Actor By, DateOnly On, Guid Representative);

/// <summary>Decisions about lawful representatives (Law 66/2011 Art. 24.1, 31.2).</summary>
public static class Representatives
{
    public static Decided Record(LawTables law, SubjectState state, RecordRepresentative command)
    {
        if (Standing.Refused(law, state, command.By, command.On, state.Person?.People.Representations.Length ?? 0) is { } refusal) return refusal;
        var people = state.Person!.People;
        var known = command.Contact is { } contact ? people.FindContact(contact) is not null : command.Record is { } record && record != state.Subject;
        if (!known) return law.Refuse(RefusalReason.ContactNotKnown, command.On);
        if (people.IsBarred(command.Record, command.Contact)) return law.Refuse(RefusalReason.RepresentativeIsBlocked, command.On);
        if (command.Until <= command.From) return law.Refuse(RefusalReason.PeriodNotValid, command.On);
        if (command.Replaces is { } earlier && !(people.FindRepresentation(earlier) is { } replaced && IsOpen(replaced, command.From)))
            return law.Refuse(RefusalReason.RepresentativeNotKnown, command.On);

        return new RepresentativeRecorded(
            command.On, command.By.Agency, command.Representative, command.Kind, command.Record, command.Contact, command.From, command.Until, command.Replaces);
    }

    public static Decided End(LawTables law, SubjectState state, EndRepresentation command)
    {
        if (Standing.Refused(law, state, command.By, command.On) is { } refusal) return refusal;
        return state.Person!.People.FindRepresentation(command.Representative) is { } one && IsOpen(one, command.On)
            ? new RepresentationEnded(command.On, command.By.Agency, command.Representative)
            : law.Refuse(RefusalReason.RepresentativeNotKnown, command.On);
    }

    /// <summary>
    /// True when somebody may speak for the person on the day. Where nobody was ever written down the papers of the case say who it is; where
    /// somebody was, one of them must stand.
    /// </summary>
    internal static bool MaySpeak(PeopleState people, DateOnly day) =>
        people.Representations.IsEmpty || people.Representations.Any(r => people.HasStanding(r, day));

    private static bool IsOpen(Representation one, DateOnly day) => one.Until is null || one.Until > day;
}
