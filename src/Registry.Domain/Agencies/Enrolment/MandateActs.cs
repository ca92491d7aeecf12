using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>The first mandate of a development registry, by its configuration. Earnest registries have none: there two persons give every mandate.</summary>
public sealed record MandateFounded(DateOnly OccurredOn, Guid Mandate, DirectoryChange.GiveMandate Given) : DomainEvent(OccurredOn);

/// <summary>Who inspects under what. Who administers is named in no mandate, and nobody approves his own.</summary>
public static class MandateActs
{
    /// <summary>Whether the officer may read lines under the mandate that he names.</summary>
    /// <param name="law">For the words of the refusal.</param>
    /// <param name="enrolment">Who may act.</param>
    /// <param name="named">Id that the call names, or null.</param>
    /// <param name="agency">His agency.</param>
    /// <param name="officer">Subject of his token.</param>
    /// <param name="today">Law date.</param>
    /// <returns>The mandate, or why not: a mandate that is not there and one of others' are one answer.</returns>
    public static (Mandate? Mandate, Refusal? Refusal) Of(
        LawTables law, Enrolment enrolment, Guid? named, AgencyCode agency, string officer, DateOnly today)
    {
        if (named is not { } id || enrolment.Mandates.GetValueOrDefault(id) is not { } mandate || !mandate.Names(agency, officer)
            || Administers(enrolment, officer))
            return (null, law.Refuse(RefusalReason.MandateNeeded, today));
        return mandate.InForceOn(today) ? (mandate, null) : (null, law.Refuse(RefusalReason.MandateNotInForce, today));
    }

    internal static RefusalReason? Given(Enrolment enrolment, Agency agency, DirectoryChange.GiveMandate change, DateOnly on)
    {
        if (agency.Kind != AgencyKind.Inspectorate) return RefusalReason.MandateNotToInspectorate;
        if (change.Officers.Any(officer => Administers(enrolment, officer))) return RefusalReason.MandateNamesAdministrator;
        if (change.Until <= on || change.Until <= change.From) return RefusalReason.EndNotInFuture;
        var scope = change.Scope;
        if (scope.Agencies.Any(code => enrolment.Agencies.All.All(a => a.Code != code))) return RefusalReason.UnknownAgency;
        return change.Officers.Length > 0 && change.IssuedOn <= on && change.LinesADay is > 0 and <= Mandate.MostLinesADay
            && scope.Everything == (scope.Persons.IsEmpty && scope.Agencies.IsEmpty)
            ? null : RefusalReason.MandateNotValid;
    }

    internal static RefusalReason? Ended(Enrolment enrolment, DirectoryChange.EndMandate change) =>
        enrolment.Mandates.GetValueOrDefault(change.Mandate) is { EndedOn: null } mandate && mandate.Given.Agency == change.Agency ? null : RefusalReason.MandateUnknown;

    /// <summary>True for the name of anybody who was ever enrolled to administer: the same name is the same person, whoever vouches for it.</summary>
    internal static bool Administers(Enrolment enrolment, string officer) => enrolment.Officers.Keys.Any(one =>
        string.Equals(one.Officer, officer, StringComparison.OrdinalIgnoreCase) && IsAdministration(enrolment, one.Agency));

    /// <summary>True when a mandate that stands names somebody who is to administer.</summary>
    internal static bool Inspects(Enrolment enrolment, string officer, DateOnly on) => enrolment.Mandates.Values.Any(
        mandate => mandate.StandsOn(on) && mandate.Given.Officers.Contains(officer, StringComparer.OrdinalIgnoreCase));

    internal static bool IsAdministration(Enrolment enrolment, AgencyCode code) =>
        enrolment.Agencies.All.Any(agency => agency.Code == code && agency.Kind == AgencyKind.RegistryAdministration);
}
