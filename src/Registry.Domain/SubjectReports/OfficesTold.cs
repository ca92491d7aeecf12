using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Domain.SubjectReports;

/// <summary>What a line of the access log says of one look at a person that was allowed.</summary>
/// <param name="Call">Of which call it is: a call that leaves several lines looked once.</param>
/// <param name="Agency">Who looked.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Day">Law date.</param>
/// <param name="Granted">Classes that were opened.</param>
public sealed record PastLook(Guid Call, AgencyCode Agency, Purpose Purpose, DateOnly Day, IEnumerable<FieldClass> Granted);

/// <summary>An office that looked, as the person herself may learn it. Never an officer.</summary>
/// <param name="Office">The agency as it was called on the day.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Day">Law date.</param>
/// <param name="Looks">How many calls.</param>
public sealed record OfficeThatLooked(Agency Office, Purpose Purpose, DateOnly Day, int Looks);

/// <summary>
/// What a person may learn of who looked at her record. What is left out is left out without a mark: a mark would say that there is an inquiry, or a place
/// to look for.
/// </summary>
public static class OfficesTold
{
    /// <summary>Whose looks are inquiries whatever they are for: told of, they warn whom she may have to fear.</summary>
    private static readonly ImmutableHashSet<AgencyKind> Investigating =
        [AgencyKind.InvestigationPolice, AgencyKind.MilitaryInvestigation, AgencyKind.Procuracy, AgencyKind.Court];

    private static readonly ImmutableHashSet<Purpose> Covert = [Purpose.Protect, Purpose.ProtectExecute];

    /// <summary>Classes that say nothing about her: who read these did not look at her.</summary>
    private static readonly ImmutableHashSet<FieldClass> NotAboutHer =
        [FieldClass.Unspecified, FieldClass.Facts, FieldClass.AccessLines, FieldClass.Aggregates, FieldClass.Directory, FieldClass.Reference];

    /// <summary>The offices that may be told, the newest day first.</summary>
    /// <param name="law">Tables, over the agencies that are enrolled today.</param>
    /// <param name="records">Facts of all records of hers; one when there is one.</param>
    /// <param name="teller">Who tells her: its own looks are no secret from itself.</param>
    /// <param name="looks">Looks at any of these records.</param>
    public static ImmutableArray<OfficeThatLooked> Of(LawTables law, IReadOnlyCollection<Facts> records, AgencyCode teller, IEnumerable<PastLook> looks)
    {
        var (released, hidden) = (AreReleased(records), IsPlaceHidden(law, records));
        var caring = records.SelectMany(one => one.Relations).Where(r => r.Kind is RelationKind.Carer or RelationKind.ReferralAccepted).Select(r => r.Agency).ToHashSet();
        return
        [
            .. looks.Where(look => look.Purpose == Purpose.SubjectReport || look.Granted.Any(one => !NotAboutHer.Contains(one)))
                .Select(look => (Look: look, Office: law.Agencies.Find(look.Agency, look.Day)))
                .Where(one => one.Office is { } office && (released || !IsCovert(office, one.Look.Purpose))
                    && (!hidden || office.Code == teller || !TellsPlace(law, office, one.Look.Day, caring)))
                .GroupBy(one => (one.Look.Day, one.Office!.Code.Value, one.Look.Purpose))
                .OrderByDescending(group => group.Key.Day).ThenBy(group => group.Key.Value, StringComparer.Ordinal).ThenBy(group => group.Key.Purpose)
                .Select(group => new OfficeThatLooked(group.First().Office!, group.Key.Purpose, group.Key.Day, group.Select(one => one.Look.Call).Distinct().Count())),
        ];
    }

    private static bool IsCovert(Agency office, Purpose purpose) => Covert.Contains(purpose) || Investigating.Contains(office.Kind);

    /// <summary>
    /// True when inquiries are no secret any more: there were measures, the secrecy of every one was released by an act of its own, and nobody is asked for
    /// another one. Where there never was a measure there is nothing to release, and inquiries stay untold.
    /// </summary>
    private static bool AreReleased(IReadOnlyCollection<Facts> records)
    {
        var measures = records.SelectMany(one => one.Measures).ToList();
        return measures.Count > 0 && measures.All(m => m.Released)
            && !records.Any(one => one.Relations.Any(r => r.Kind == RelationKind.RequestAddressee && r.Until is null));
    }

    /// <summary>True when a measure hides where she is, from whomever, or somebody is kept apart from her: a paper lies about and is read by others.</summary>
    private static bool IsPlaceHidden(LawTables law, IReadOnlyCollection<Facts> records) =>
        records.Any(one => !one.Blocks.IsDefaultOrEmpty
            || one.Measures.Any(m => !m.Released && law.HidesOf(m.Clause, m.DecidedOn).Any(h => h.Class == FieldClass.CurrentPlace)));

    /// <summary>True when the office's name says where she was: one of a district, a commune or a post, a house that cares, or whoever took her in.</summary>
    private static bool TellsPlace(LawTables law, Agency office, DateOnly day, HashSet<AgencyCode> caring) =>
        office.Kind is AgencyKind.SupportCentre or AgencyKind.Mission || caring.Contains(office.Code)
        || law.Agencies.Areas.Find(office.Area, day) is not { Level: AreaLevel.Province };
}
