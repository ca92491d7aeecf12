using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Disclosures;

/// <summary>How something was told outside this registry. Numbers are those of the contract.</summary>
public enum DisclosureMeans
{
    Unspecified = 0,
    Phone = 1,
    Paper = 2,
    InPerson = 3,
    Electronic = 4,
}

/// <summary>An agency told somebody of a person, by phone or on paper (law.md 10.6.7). It gives nobody a relation.</summary>
/// <param name="OccurredOn">Law date on which it was told.</param>
/// <param name="By">Who told.</param>
/// <param name="To">The agency that was told; null for an outside body, whose name is a sealed field.</param>
/// <param name="Classes">What was told.</param>
/// <param name="Means">How.</param>
/// <param name="Basis">Legal basis that was named, a key of <c>legal-bases.md</c>.</param>
/// <param name="Review">No rule lets this teller tell this to this recipient: somebody has to look at it.</param>
public sealed record DisclosureRecorded(
    DateOnly OccurredOn, AgencyCode By, AgencyCode? To, ImmutableArray<FieldClass> Classes, DisclosureMeans Means, string Basis, bool Review) : DomainEvent(OccurredOn);

/// <summary>Command: record what was told.</summary>
public sealed record RecordDisclosure(
    Caller By, Purpose Purpose, DateOnly On, DateOnly Today, AgencyCode? To, ImmutableArray<FieldClass> Classes, DisclosureMeans Means, string Basis);

/// <summary>The decision about recording a disclosure. Pure.</summary>
public static class DisclosureRecords
{
    /// <summary>
    /// What should not have been told is recorded all the same, and marked: refusing the record would hide it (law.md 10.6.19). Only an agency that
    /// does not exist is refused, for nothing was told to it.
    /// </summary>
    public static Decided Record(LawTables law, SubjectState state, RecordDisclosure command)
    {
        if (command.To is { } to && law.Agencies.Find(to, command.On) is null) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        ImmutableArray<FieldClass> classes = [.. command.Classes.Distinct().Order()];
        return new DisclosureRecorded(
            command.On, command.By.Agency, command.To, classes, command.Means, command.Basis, !MayTell(law, state, command, classes));
    }

    /// <summary>The teller may see all of it for this purpose, and so may the recipient for some. No table lets an outside body see anything.</summary>
    private static bool MayTell(LawTables law, SubjectState state, RecordDisclosure command, ImmutableArray<FieldClass> classes)
    {
        // What another record of the same human being hides is not known here: a person reads it again.
        if (state.Person is { Merge.Links.Length: > 0 }) return false;
        if (command.To is not { } to || law.Agencies.Find(to, command.Today) is not { } recipient) return false;
        var (facts, asked) = (Facts.Of(state), classes.ToHashSet());
        return Sees(law, command.By, command.Purpose, facts, asked, command.Today).IsSupersetOf(asked)
            && Enum.GetValues<Purpose>().SelectMany(purpose => Sees(
                law, command.By with { Agency = recipient.Code, Kind = recipient.Kind, AuthorizedPurposes = null }, purpose, facts, asked, command.Today))
                .ToHashSet().IsSupersetOf(asked);
    }

    private static HashSet<FieldClass> Sees(LawTables law, Caller who, Purpose purpose, Facts facts, HashSet<FieldClass> asked, DateOnly today)
    {
        var rule = new MethodRule("told", who.Scopes.FirstOrDefault() ?? "", [purpose], [.. asked], NeedsAll: false);
        return [.. NeedToKnow.Decide(law, who, purpose, rule, facts, asked, today).Permitted.Keys];
    }
}
