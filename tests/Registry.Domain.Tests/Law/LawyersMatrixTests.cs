using System.Globalization;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Law;

/// <summary>
/// Every measure x every kind of agency that stands x every situation x every law there was: the decision itself, against what a lawyer
/// would write down. The letters are those of the situations in which the kind decides the measure; anything else is refused.
/// </summary>
public sealed class LawyersMatrixTests
{
    /// <summary>A always, R received it herself, C cares for her, L the labour department asked, H the health department asked, P placed in its area, V asked (for a victim).</summary>
    private static readonly Dictionary<string, Dictionary<AgencyKind, string>> Lawyer = new()
    {
        ["2016-03-01"] = new()
        {
            [AgencyKind.InvestigationPolice] = "A A A A A A A -",
            [AgencyKind.DistrictPolice] = "RP RP RP RP RP RP RP -",
            [AgencyKind.LabourDepartment] = "R R - R R - - -",
            [AgencyKind.BorderGuardCommand] = "RL RL RL RL RL - RL -",
            [AgencyKind.BorderGuardPost] = "RL RL RL RL RL - RL -",
            [AgencyKind.SupportCentre] = "C C - C C - - -",
            [AgencyKind.CommuneCommittee] = "RP RP - RP RP - - -",
            [AgencyKind.DistrictCommittee] = "RP RP - RP RP - - -",
            [AgencyKind.DistrictLabourOffice] = "RP RP - RP RP - - -",
            [AgencyKind.Court] = "- - - - - - - V",
        },
        ["2025-03-15"] = new()
        {
            [AgencyKind.InvestigationPolice] = "A A A A A A A -",
            [AgencyKind.HealthDepartment] = "R R - R R - - -",
            [AgencyKind.BorderGuardCommand] = "RLH RLH RLH RLH RLH - RLH -",
            [AgencyKind.BorderGuardPost] = "RLH RLH RLH RLH RLH - RLH -",
            [AgencyKind.SupportCentre] = "C C - C C - - -",
            [AgencyKind.CommuneCommittee] = "RP RP - RP RP - - -",
            [AgencyKind.DistrictCommittee] = "RP RP - RP RP - - -",
            [AgencyKind.DistrictLabourOffice] = "RP RP - RP RP - - -",
            [AgencyKind.Court] = "- - - - - - - V",
        },
        ["2025-07-02"] = new()
        {
            [AgencyKind.InvestigationPolice] = "- A A - A - A -",
            [AgencyKind.HealthDepartment] = "- R - - R - - -",
            [AgencyKind.BorderGuardCommand] = "- RLH RLH - RLH - RLH -",
            [AgencyKind.BorderGuardPost] = "- RLH RLH - RLH - RLH -",
            [AgencyKind.SupportCentre] = "- C - - C - - -",
            [AgencyKind.CommuneCommittee] = "- RP - - RP - - -",
            [AgencyKind.Court] = "- - - - - - - V",
        },
    };

    private const string Situations = "0RCLHP";

    public static TheoryData<string, AgencyKind> Kinds()
    {
        var all = new TheoryData<string, AgencyKind>();
        foreach (var day in Lawyer.Keys)
            foreach (var kind in Enum.GetValues<AgencyKind>().Where(k => Standing(k, day) is not null)) all.Add(day, kind);
        return all;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_agency_decides_exactly_what_the_law_of_the_day_gives_it_in_exactly_those_situations(string on, AgencyKind kind)
    {
        var agency = Standing(kind, on)!;
        var expected = (Lawyer[on].GetValueOrDefault(kind) ?? "- - - - - - - -").Split(' ');

        foreach (var situation in Situations)
            for (var clause = 1; clause <= 8; clause++)
            {
                var decided = Decide(agency, clause, situation, Day(on));
                var letters = expected[clause - 1];
                // A request on the asking of the victim, whoever sent it, is what a court needs.
                var allowed = letters == "A" || letters.Contains(situation, StringComparison.Ordinal) || (letters == "V" && "LHP".Contains(situation, StringComparison.Ordinal));
                Assert.True(allowed == !decided.IsRefused, $"{on} {kind} measure {clause} in {situation}: {decided.Refusal?.Reason ?? "decided"}");
            }
    }

    [Fact]
    public void Every_day_of_the_table_has_kinds_of_its_own_law() => Assert.Equal([2, 1], Lawyer.Keys
        .GroupBy(on => Hue.Law.RegimeOn(Day(on))!.Code).Select(g => g.Count()));

    private static Decided Decide(Agency agency, int clause, char situation, DateOnly on)
    {
        var state = SubjectState.Empty(Hue.Subject)
            .Apply(StreamTypes.Person, new VictimRegistered(Hue.Day, new("OTHER"), "HONGVAN", Channel.DiplomaticChannel, null, []), Guid.NewGuid())
            .Apply(StreamTypes.Person, new VerificationRecorded(Hue.Day, new("OTHER"), VerificationOutcome.Confirmed, []), Guid.NewGuid());
        ProtectionRequested Asked(AgencyKind by, string? area) =>
            new(on, Guid.NewGuid(), Hue.Subject, Guid.NewGuid(), clause, new("OTHER"), by, agency.Code, area, AskedBy.ProtectedPerson);
        state = situation switch
        {
            'R' => state.Apply(StreamTypes.Person, new PersonReceived(Hue.Day, agency.Code, true), Guid.NewGuid()),
            'C' => InCare(state, agency.Code),
            'L' => state.Apply(StreamTypes.Dossier, Asked(AgencyKind.LabourDepartment, null), Guid.NewGuid()),
            'H' => state.Apply(StreamTypes.Dossier, Asked(AgencyKind.HealthDepartment, null), Guid.NewGuid()),
            'P' => state.Apply(StreamTypes.Dossier, Asked(AgencyKind.ProvincialPolice, "HONGVAN"), Guid.NewGuid()),
            _ => state,
        };
        return ProtectionDossier.Decide(
            Hue.Law, state, new(new Actor(agency.Code, agency.Kind), on, Guid.NewGuid(), Guid.NewGuid(), clause, [], on, null, null));
    }

    private static SubjectState InCare(SubjectState state, AgencyCode carer)
    {
        var referral = Guid.NewGuid();
        return state
            .Apply(StreamTypes.Person, new ReferralProposed(Hue.Day, referral, new("OTHER"), carer, Purpose.Care, [], true, true, "-"), Guid.NewGuid())
            .Apply(StreamTypes.Person, new PersonHandedOver(Hue.Day, referral, new("OTHER"), carer, "-"), Guid.NewGuid());
    }

    /// <summary>An agency of the kind whose area contains the commune of the case, on the day.</summary>
    private static Agency? Standing(AgencyKind kind, string on) =>
        Hue.Law.Agencies.On(Day(on)).FirstOrDefault(a => a.Kind == kind && Hue.Law.Agencies.Serves(a.Code, "HONGVAN", Day(on)));

    private static DateOnly Day(string on) => DateOnly.Parse(on, CultureInfo.InvariantCulture);
}
