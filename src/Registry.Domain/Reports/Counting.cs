using System.Globalization;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Verification;
using Registry.Domain.Victims;
using Codes = System.Collections.Immutable.ImmutableSortedDictionary<Registry.Domain.Reports.Figure, System.Collections.Immutable.ImmutableArray<string>>;

namespace Registry.Domain.Reports;

/// <summary>From an event to its entry: the one list of what is counted. An event that is not here counts nowhere.</summary>
public static class Counting
{
    /// <summary>The entry of an event, or null.</summary>
    /// <param name="law">Says of which kind an agency is.</param>
    /// <param name="happened">The event.</param>
    /// <param name="recordedOn">Law date on which it is recorded.</param>
    /// <param name="whose">Victim or relative before the event; null for a new record.</param>
    /// <param name="traits">Codes of the fields that the event carries.</param>
    public static Counted? Of(LawTables law, DomainEvent happened, DateOnly recordedOn, PersonKind? whose, Codes traits)
    {
        Counted Act(AgencyCode by, Figure figure, string code) => new(CountedWhat.Act, happened.OccurredOn, recordedOn, by, Counted.Nothing.Add(figure, [code]));

        return happened switch
        {
            VictimRegistered e => new Counted(
                CountedWhat.Victim, e.OccurredOn, recordedOn, e.Registrar,
                traits.SetItem(Figure.Route, [Code(e.Channel)]).SetItem(Figure.Gate, [e.EntryPoint])),
            RelativeRegistered { Accompanies: true } e => Act(e.Registrar, Figure.CameAlong, e.Minor ? "MINOR" : "RELATIVE"),
            RelativeRegistered => null,
            PersonReceived e => Act(e.Agency, Figure.Reception, e.Lead ? "LED" : "TOOK_PART"),
            VerificationRecorded e => new Counted(
                CountedWhat.Verification, e.OccurredOn, recordedOn, e.Verifier, Counted.Nothing.Add(Figure.Outcome, [Code(e.Outcome)])),
            ReferralProposed e => Act(e.From, Figure.Referral, KindOf(law, e.To, e.OccurredOn)),
            PersonHandedOver e => Act(e.From, Figure.Destination, KindOf(law, e.To, e.OccurredOn)),
            MeasureDecided e => Act(e.Decider, Figure.Measure, e.Clause.ToString(CultureInfo.InvariantCulture)),
            _ when whose == PersonKind.Victim && !traits.IsEmpty => new Counted(CountedWhat.Correction, happened.OccurredOn, recordedOn, null, traits),
            _ => null,
        };
    }

    private static string Code<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    private static string KindOf(LawTables law, AgencyCode agency, DateOnly on) => law.Agencies.Find(agency, on)?.Kind.ToString() ?? "";
}
