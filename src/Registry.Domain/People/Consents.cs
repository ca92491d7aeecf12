using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>Command: write down that the person, or who represents her, consents to a disclosure.</summary>
/// <param name="By">Must answer for the person; never the agency that it opens something to.</param>
/// <param name="On">Law date; first day of the consent.</param>
/// <param name="Consent">New random id.</param>
/// <param name="Representative">The representation by which it was given; null when she gave it herself.</param>
/// <param name="Classes">What.</param>
/// <param name="Purposes">What for.</param>
/// <param name="To">To whom.</param>
/// <param name="Until">First day on which it is over; null until it is withdrawn.</param>
public sealed record RecordConsent(
    Actor By,
    DateOnly On,
    Guid Consent,
    Guid? Representative,
    ImmutableArray<FieldClass> Classes,
    ImmutableArray<Purpose> Purposes,
    AgencyCode To,
    DateOnly? Until);

/// <summary>Command: withdraw a consent.</summary>
public sealed record WithdrawConsent(Actor By, DateOnly On, Guid Consent);

/// <summary>
/// Consents (Law 53/2024 Art. 3.10). A consent opens what a row of the need-to-know tables lets rest on one, for that agency, those purposes
/// and those classes, and nothing that a measure hides.
/// </summary>
public static class Consents
{
    public static Decided Record(LawTables law, SubjectState state, RecordConsent command)
    {
        if (Standing.Refused(law, state, command.By, command.On, state.Person?.People.Consents.Length ?? 0) is { } refusal) return refusal;
        if (law.Agencies.Find(command.To, command.On) is not { } to) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (law.Agencies.IsOneselfTo(command.By.Agency, command.To, command.On) || law.Agencies.StandsFor(command.To, command.By.Agency, command.On))
            return law.Refuse(RefusalReason.ConsentToYourself, command.On);
        if (command.Until <= command.On) return law.Refuse(RefusalReason.PeriodNotValid, command.On);
        var people = state.Person!.People;
        if (command.Representative is { } given
            && !(people.FindRepresentation(given) is { } one && people.HasStanding(one, command.On)))
            return law.Refuse(RefusalReason.RepresentativeWithoutStanding, command.On);
        if (command.Classes.IsDefaultOrEmpty || command.Purposes.IsDefaultOrEmpty
            || command.Purposes.Any(p => command.Classes.Any(c => !law.RestsOnConsent(to.Kind, p, c, command.On))))
            return law.Refuse(RefusalReason.ConsentNotForAgency, command.On);

        return new ConsentRecorded(
            command.On,
            command.By.Agency,
            command.Consent,
            command.Representative,
            [.. command.Classes.Distinct().Order()],
            [.. command.Purposes.Distinct().Order()],
            command.To,
            command.Until);
    }

    public static Decided Withdraw(LawTables law, SubjectState state, WithdrawConsent command)
    {
        if (Standing.Refused(law, state, command.By, command.On) is { } refusal) return refusal;
        if (state.Person!.People.FindConsent(command.Consent) is not { } consent) return law.Refuse(RefusalReason.ConsentNotKnown, command.On);
        return consent.Withdrawn
            ? law.Refuse(RefusalReason.ConsentAlreadyWithdrawn, command.On)
            : new ConsentWithdrawn(command.On, command.By.Agency, command.Consent);
    }
}
