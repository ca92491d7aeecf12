using System.Globalization;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Support;
using Registry.Domain.Verification;
using Registry.Domain.Victims;
using Codes = System.Collections.Immutable.ImmutableSortedDictionary<Registry.Domain.Reports.Figure, System.Collections.Immutable.ImmutableArray<string>>;

namespace Registry.Domain.Reports;

/// <summary>From an event to its entry: the one list of what is counted. An event that is not here counts nowhere.</summary>
public static class Counting
{
    /// <summary>The entry of an event, or null. Steps with a last day are <see cref="Steps"/>.</summary>
    /// <param name="law">Says of which kind an agency is.</param>
    /// <param name="happened">The event.</param>
    /// <param name="recordedOn">Law date on which it is recorded.</param>
    /// <param name="before">Whose it is, before the event.</param>
    /// <param name="traits">Codes of the fields that the event carries.</param>
    /// <param name="dong">Sum of money that the event carries; 0 for none.</param>
    public static Counted? Of(LawTables law, DomainEvent happened, DateOnly recordedOn, PersonState? before, Codes traits, long dong = 0)
    {
        Counted Act(AgencyCode by, Figure figure, string code) => new(CountedWhat.Act, happened.OccurredOn, recordedOn, by, Counted.Nothing.Add(figure, [code]));
        Counted Along(AgencyCode by, bool came, bool minor) => new(
            CountedWhat.CameAlong, happened.OccurredOn, recordedOn, by, Counted.Nothing.Add(Figure.CameAlong, !came ? [] : minor ? ["MINOR"] : ["RELATIVE"]));
        Counted Given(AgencyCode by, SupportKind kind) =>
            new(CountedWhat.Support, happened.OccurredOn, recordedOn, by, Counted.Nothing.Add(Figure.Support, [kind.ToString()])) { Dong = dong };

        return happened switch
        {
            VictimRegistered e => new Counted(
                CountedWhat.Victim, e.OccurredOn, recordedOn, e.Registrar,
                traits.SetItem(Figure.Route, [RouteOf(e)]).SetItem(Figure.Gate, [e.EntryPoint.Length > 0 ? e.EntryPoint : "UNKNOWN"])),
            RelativeRegistered { Accompanies: true } e => Along(e.Registrar, true, e.Minor),
            RelativeRegistered => null,
            KinCorrected e when before is { Kind: PersonKind.Relative } => before.Accompanies || e.Accompanies ? Along(before.Registrar, e.Accompanies, e.Minor) : null,
            IdentityAmended { Minor: { } minor } when before is { Kind: PersonKind.Relative, Accompanies: true } => Along(before.Registrar, true, minor),
            PersonReceived e => Act(e.Agency, Figure.Reception, e.Lead ? "LED" : "TOOK_PART"),
            VerificationRecorded e => new Counted(
                CountedWhat.Verification, e.OccurredOn, recordedOn, e.Verifier, Counted.Nothing.Add(Figure.Outcome, [Code(e.Outcome)])),
            ReferralProposed e => Act(e.From, Figure.Referral, KindOf(law, e.To, e.OccurredOn)),
            PersonHandedOver e => Act(e.From, Figure.Destination, KindOf(law, e.To, e.OccurredOn)),
            PersonTransferred e => Act(e.From, Figure.Destination, KindOf(law, e.To, e.OccurredOn)),
            MeasureDecided e => Act(e.Decider, Figure.Measure, e.Clause.ToString(CultureInfo.InvariantCulture)),
            SupportGivenAtOnce e => Given(e.By, e.Kind),
            SupportDelivered e when before?.Support.Find(e.Support) is { } file => Given(e.By, file.Kind),
            PersonMerged { Kept: false, KeptKind: PersonKind.Victim } when before?.Kind == PersonKind.Victim =>
                new Counted(CountedWhat.Merged, happened.OccurredOn, recordedOn, null, Counted.Nothing),
            PersonUnmerged e when before?.Kind == PersonKind.Victim && before.Merge.Links.Any(link => link is { Kept: false, Parted: false } && link.Other == e.Other) =>
                new Counted(CountedWhat.Unmerged, happened.OccurredOn, recordedOn, null, Counted.Nothing),
            _ when before?.Kind == PersonKind.Victim && !traits.IsEmpty => new Counted(CountedWhat.Correction, happened.OccurredOn, recordedOn, null, traits),
            _ => null,
        };
    }

    /// <summary>How she was handed back, or how she came where nobody handed her back (<c>routes.md</c>).</summary>
    private static string RouteOf(VictimRegistered e) =>
        e.Channel != Channel.Unspecified ? Code(e.Channel) : e.Route is { } route and not Route.Unspecified ? Code(route) : "UNKNOWN";

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private static string KindOf(LawTables law, AgencyCode agency, DateOnly on) => law.Agencies.Find(agency, on)?.Kind.ToString() ?? "";
}
