using System.Globalization;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Succession;

/// <summary>Agencies end and others take their place: on the day, in those cases, and in no others.</summary>
public sealed class SuccessionTests
{
    private static readonly AgencyDirectory Directory = Hue.Law.Agencies;
    private static readonly Actor Health = Hue.Of("SYT-TTH", Hue.LabourEnds);

    private static AgencyCode Code(string code) => new(code);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("SLDTBXH-TTH", "2025-02-28", "SLDTBXH-TTH")]
    [InlineData("SLDTBXH-TTH", "2025-03-01", "SYT-TTH")]
    [InlineData("CA-NAMDONG", "2024-12-31", "CA-NAMDONG")]
    [InlineData("CA-NAMDONG", "2025-01-01", "CA-PHULOC")]
    [InlineData("CA-NAMDONG", "2025-03-01", "CA-TTH")]
    [InlineData("UBND-HONGVAN", "2025-07-01", "UBND-ALUOI1")]
    [InlineData("SYT-TTH", "2026-01-01", "SYT-TTH")]
    public void The_chain_of_successors_is_followed_to_who_stands_on_the_day(string code, string day, string expected) =>
        Assert.Equal(Code(expected), Directory.SuccessorOf(Code(code), Day(day)));

    [Theory]
    [InlineData("CA-ALUOI", "2025-02-28")]
    [InlineData("CA-TTH", "2025-03-01")]
    [InlineData("CA-TTH", "2025-07-01")]
    public void Who_registered_her_sees_that_there_is_protection_and_so_may_ask_for_it_before_and_after_the_succession(string code, string day)
    {
        var facts = Hue.Holding(Hue.Relation(Hue.AluoiPolice, RelationKind.Registrar));

        var decision = Hue.Look(Hue.Of(code, Day(day)), Purpose.Protect, facts, Day(day));

        Assert.True(decision.Permits(FieldClass.Status) && decision.Permits(FieldClass.ProtectionExistence));
        Assert.False(decision.Permits(FieldClass.ProtectionOperation) || decision.Permits(FieldClass.CurrentPlace));
    }

    /// <summary>Named in agencies.md with the reason; whatever other kind the tables give a power has a unit here.</summary>
    [Fact]
    public void Three_kinds_of_agency_with_rows_have_no_unit_here_and_no_other() => Assert.Equal(
        [AgencyKind.CoastGuard, AgencyKind.Mission, AgencyKind.MilitaryInvestigation],
        Hue.Law.Regimes.SelectMany(regime => regime.Authorities).Select(cell => cell.Kind).Distinct().Except(Hue.Law.Agencies.All.Select(agency => agency.Kind)).Order());

    [Fact]
    public void From_the_day_on_which_it_is_a_city_no_agency_bears_the_name_of_the_province() =>
        Assert.DoesNotContain(Directory.All.Where(a => a.StandsOn(Day("2025-01-01"))), a => a.Vi.Contains("tỉnh Thừa Thiên Huế", StringComparison.Ordinal));

    [Fact]
    public void Names_change_on_their_day_and_codes_never()
    {
        Assert.Equal("Công an tỉnh Thừa Thiên Huế", Directory.Find(Code("CA-TTH"), Day("2024-12-31"))!.Vi);
        Assert.Equal("Công an thành phố Huế", Directory.Find(Code("CA-TTH"), Day("2025-01-01"))!.Vi);
        Assert.Equal(Code("SYT-TTH"), Directory.Find(Code("TTCTXH-TTH"), Hue.LabourEnds)!.Under);
    }

    [Fact]
    public void On_a_day_only_those_stand_that_stand()
    {
        Assert.Contains(Directory.On(Hue.Day), a => a.Kind == AgencyKind.LabourDepartment);
        var after = Directory.On(Hue.DistrictsEnd);
        Assert.DoesNotContain(after, a => a.Kind
            is AgencyKind.LabourDepartment or AgencyKind.DistrictPolice or AgencyKind.DistrictCommittee or AgencyKind.DistrictLabourOffice);
        Assert.Equal(after.Length, after.Select(a => a.Code).Distinct().Count());
    }

    [Fact]
    public void Who_handed_her_over_before_and_inherited_her_again_keeps_nothing_when_it_hands_her_over_again()
    {
        var (world, victim) = (new World(), Guid.NewGuid());
        world.Register(victim, Hue.AluoiPolice, Route.SelfReport);
        world.Receive(victim, Hue.AluoiPolice);
        world.Force(victim, _ => new PersonReceived(Hue.Day, Hue.Police.Agency, Lead: false));
        Transfer(world, victim);
        Assert.DoesNotContain("CurrentPlace", Hue.Reads(Hue.Police, world.FactsOf(victim), world.Today));
        world.Today = Hue.LabourEnds;
        Assert.Contains("CurrentPlace", Hue.Reads(Hue.Police, world.FactsOf(victim), world.Today));

        Transfer(world, victim);

        Assert.Equal(["Status"], Hue.Reads(Hue.Police, world.FactsOf(victim), world.Today));
    }

    private static void Transfer(World world, Guid victim) => Assert.Null(world.Force(victim, state => Victim.Transfer(
        Hue.Law, state, new(Hue.Police, world.Today, Guid.NewGuid(), Hue.Centre.Agency, Need: true, Wish: true, SpokenBy.Person, "L66/2011-D26.1.b"))).Refusal);

    [Fact]
    public void The_successor_sees_what_the_predecessor_saw_from_the_day_and_nobody_else_does()
    {
        var play = new BorderReturn().Certified();
        var facts = play.World.FactsOf(play.Victim);

        Assert.Empty(Hue.Reads(Hue.Health, facts, Day("2025-02-28")));
        Assert.Contains("CurrentPlace", Hue.Reads(Health, facts, Hue.LabourEnds));
        Assert.Contains("CurrentPlace", Hue.Reads(Health, facts, Hue.DistrictsEnd));
        Assert.Empty(Hue.Reads(Health, play.World.FactsOf(Guid.NewGuid()), Hue.LabourEnds));
        Assert.Empty(Hue.Reads(Hue.Of("STC-TTH"), facts, Hue.LabourEnds));
    }

    [Fact]
    public void A_relation_that_was_over_by_the_day_does_not_pass()
    {
        var ended = Hue.Relation(Hue.Labour, RelationKind.Receiver) with { Until = Day("2025-02-01") };
        var endsThatDay = Hue.Relation(Hue.Labour, RelationKind.Receiver) with { Until = Hue.LabourEnds };

        Assert.Empty(Directory.Held([ended, endsThatDay], Health.Agency, Hue.LabourEnds));
    }

    [Fact]
    public void History_stays_true_the_relation_of_the_predecessor_is_not_rewritten()
    {
        var relation = Hue.Relation(Hue.Labour, RelationKind.Receiver);

        var held = Assert.Single(Directory.Held([relation], Health.Agency, Hue.LabourEnds));

        Assert.Equal(Hue.LabourEnds, held.From);
        Assert.Equal(relation.Source, held.Source);
        Assert.Empty(Directory.Held([relation], Health.Agency, Day("2025-02-28")));
        Assert.Equal(relation, Assert.Single(Directory.Held([relation], Hue.Labour.Agency, Hue.Day)));
    }

    [Fact]
    public void A_chain_passes_a_relation_link_by_link()
    {
        var verifier = Hue.Relation(Hue.District, RelationKind.Verifier);

        Assert.Single(Directory.Held([verifier], Code("CA-PHULOC"), Day("2025-01-01")));
        Assert.Empty(Directory.Held([verifier], Hue.Police.Agency, Day("2025-01-01")));
        Assert.Equal(Hue.LabourEnds, Assert.Single(Directory.Held([verifier], Hue.Police.Agency, Hue.LabourEnds)).From);
        Assert.Empty(Directory.Held([verifier], Code("CA-ALUOI"), Hue.LabourEnds));
    }

    [Fact]
    public void The_successor_ends_and_releases_the_measures_that_its_predecessor_decided()
    {
        var play = new BorderReturn().Protected();
        var shelter = play.World[play.Victim].Dossier!.Measures.Single(m => m.Fact.Clause == 5).Id;
        play.World.Today = Hue.DistrictsEnd;

        Assert.Null(Assert.NotNull(play.World.End(play.Victim, Health, shelter)).Refusal);
        Assert.Null(Assert.NotNull(play.World.Release(play.Victim, Health, shelter)).Refusal);
    }

    [Fact]
    public void An_open_request_passes_to_the_successor()
    {
        var play = new BorderReturn().Protected();
        var request = Guid.NewGuid();
        Assert.Null(Assert.NotNull(play.World.Ask(play.Sister, Hue.Labour, request, 2, Hue.AluoiPolice)).Refusal);
        var police = Hue.Of("CA-TTH", Hue.LabourEnds);

        Assert.Equal("REQUEST_NOT_ADDRESSED_TO_YOU", ProtectionDossier.Reject(Hue.Law, play.World[play.Sister], new(police, Hue.Day, request)).Refusal?.Reason);
        play.World.Today = Hue.LabourEnds;
        Assert.Null(Assert.NotNull(play.World.Reject(play.Sister, police, request)).Refusal);
    }

    [Theory]
    [InlineData("2025-03-01")]
    [InlineData("2025-07-01")]
    public void The_provincial_police_ends_and_releases_what_a_district_police_decided_and_sees_where_it_is(string day)
    {
        var play = new BorderReturn().Protected();
        Assert.Null(Assert.NotNull(play.World.Ask(play.Sister, Hue.Labour, Guid.NewGuid(), 2, Hue.AluoiPolice, area: "HONGVAN")).Refusal);
        Assert.Null(Assert.NotNull(play.World.Measure(play.Sister, Hue.AluoiPolice, 2)).Refusal);
        var measure = play.World[play.Sister].Dossier!.Measures.Single(m => m.Decider == Hue.AluoiPolice.Agency).Id;
        play.World.Today = Day(day);
        var police = Hue.Of("CA-TTH", play.World.Today);

        Assert.Equal([2], Hue.Clauses(Hue.Look(police, Purpose.Protect, play.World.FactsOf(play.Sister), play.World.Today), play.World.FactsOf(play.Sister)));
        Assert.Null(Assert.NotNull(play.World.End(play.Sister, police, measure)).Refusal);
        Assert.Null(Assert.NotNull(play.World.Release(play.Sister, police, measure)).Refusal);
    }

    [Fact]
    public void When_the_successor_hands_the_person_over_the_inherited_relations_end_too()
    {
        var play = new BorderReturn().Certified();
        var referral = Guid.NewGuid();
        var centre = Hue.Of("TTCTXH-TTH", Hue.LabourEnds);
        play.World.Today = Hue.LabourEnds;
        Assert.Null(Assert.NotNull(play.World.Refer(play.Victim, Health, referral, centre, Purpose.Care, true, FieldClass.IdentityMinimum)).Refusal);
        Assert.Null(Assert.NotNull(play.World.Answer(play.Victim, centre, referral)).Refusal);
        Assert.Null(Assert.NotNull(play.World.HandOver(play.Victim, Health, referral)).Refusal);

        Assert.Equal(["Status"], Hue.Reads(Health, play.World.FactsOf(play.Victim), Hue.LabourEnds));
        Assert.Contains(play.World[play.Victim].Relations, r => r.Kind == RelationKind.Receiver && r.Agency == Hue.Labour.Agency && r.Until is null);
    }

    [Fact]
    public void Returns_are_announced_to_and_registered_by_who_stands_in_the_labour_departments_place()
    {
        var world = new World { Today = Hue.LabourEnds };
        var (announcement, victim) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.Equal("ADDRESSEE_NOT_NAMED_BY_ARTICLE", Assert.NotNull(world.Announce(Guid.NewGuid(), Hue.Police, Hue.Labour)).Refusal!.Reason);
        Assert.Null(Assert.NotNull(world.Announce(announcement, Hue.Police, Health, Hue.Command)).Refusal);
        Assert.Null(Assert.NotNull(world.RegisterVictim(victim, Health, announcement)).Refusal);
        Assert.Equal("ADDRESSEE_NOT_NAMED_BY_ARTICLE", ReturnAnnouncement.Announce(
            Hue.Law, SubjectState.Empty(Guid.NewGuid()),
            new(Hue.Police, Hue.Day, [Health.Agency], "HONGVAN", Channel.BilateralAgreement, Hue.Day, 1)).Refusal!.Reason);
    }

    [Fact]
    public void A_commune_registers_who_reports_to_it()
    {
        var world = new World();
        var victim = Guid.NewGuid();

        Assert.Null(Assert.NotNull(world.RegisterVictim(victim, Hue.Commune, null)).Refusal);
        Assert.Null(Assert.NotNull(world.Receive(victim, Hue.Commune)).Refusal);
        Assert.Contains("CurrentPlace", Hue.Reads(Hue.Commune, world.FactsOf(victim)));
    }

    [Fact]
    public void A_referral_to_an_agency_that_ended_is_answered_by_its_successor()
    {
        var play = new BorderReturn().Certified();
        var referral = Guid.NewGuid();
        var proposed = new ReferralProposed(
            Hue.Day, referral, Hue.Post.Agency, Hue.Labour.Agency, Purpose.Care, [FieldClass.Health], true, true, "-");
        var state = play.World[play.Victim].Apply(StreamTypes.Person, proposed, Guid.NewGuid());

        var answered = Victim.AnswerReferral(Hue.Law, state, new(Health, Hue.LabourEnds, referral, true)).Events.Single();
        state = state.Apply(StreamTypes.Person, answered, Guid.NewGuid());

        Assert.Equal(Health.Agency, state.Person!.FindReferral(referral)!.To);
        Assert.DoesNotContain(state.Relations, r => r.Kind == RelationKind.ReferralProposed && r.Until is null);
    }

    [Theory]
    [InlineData("ALUOI", "HONGVAN", "2016-03-01", true)]
    [InlineData("TTH", "HONGVAN", "2016-03-01", true)]
    [InlineData("NAMDONG", "HONGVAN", "2016-03-01", false)]
    [InlineData("HONGVAN", "ALUOI", "2016-03-01", false)]
    [InlineData("ALUOI1", "HONGVAN", "2025-07-01", true)]
    [InlineData("TTH", "HONGVAN", "2025-07-01", true)]
    [InlineData("ALUOI", "HONGVAN", "2025-07-01", false)]
    [InlineData("PHULOC", "NAMDONG", "2025-01-01", true)]
    [InlineData("PHULOC", "NAMDONG", "2024-12-31", false)]
    [InlineData("PHUXUAN", "HUE", "2025-01-01", false)]
    [InlineData("TTH", "HUE", "2025-01-01", true)]
    [InlineData("TTH", "NOWHERE", "2025-01-01", false)]
    public void An_old_unit_lies_in_the_new_one_from_the_day_on(string outer, string inner, string day, bool expected) =>
        Assert.Equal(expected, Directory.Areas.Contains(outer, inner, Day(day)));

    [Theory]
    [InlineData("HONGVAN", null)]
    [InlineData(null, "NOT_IN_YOUR_AREA")]
    [InlineData("NAMDONG", "ADDRESSEE_SERVES_ANOTHER_AREA")]
    [InlineData("ALUOI", "ADDRESSEE_SERVES_ANOTHER_AREA")]
    [InlineData("NOWHERE", "UNKNOWN_AREA")]
    public void A_commune_decides_for_whom_another_agency_places_in_its_area_and_for_nobody_else(string? area, string? refusal)
    {
        var play = new BorderReturn().Certified();
        var state = play.World[play.Victim];

        var asked = ProtectionDossier.Request(
            Hue.Law, state, new(Hue.Police, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 5, Hue.Commune.Agency, AskedBy.Agency, area));
        if (!asked.IsRefused) state = state.Apply(StreamTypes.Dossier, asked.Events.Single(), Guid.NewGuid());
        var decided = asked.IsRefused
            ? asked
            : ProtectionDossier.Decide(Hue.Law, state, new(Hue.Commune, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 5, [], Hue.Day, null, null));

        Assert.Equal(refusal, decided.Refusal?.Reason);
    }

    [Fact]
    public void An_agency_asks_nothing_of_its_predecessor_on_a_day_before_its_own_time()
    {
        var (before, successor, predecessor) = (Day("2025-06-30"), new AgencyCode("UBND-ALUOI1"), new AgencyCode("UBND-HONGVAN"));

        Assert.True(Directory.IsOneselfTo(successor, predecessor, before));
        Assert.True(Directory.IsOneselfTo(successor, successor, before));
        Assert.False(Directory.IsOneselfTo(predecessor, successor, before));
        Assert.False(Directory.IsOneselfTo(Hue.Police.Agency, new("CA-ALUOI"), Hue.Day));
        var play = new BorderReturn().Certified();
        var commune = Hue.Commune with { Agency = successor };
        Assert.Equal("REQUEST_TO_YOURSELF", ProtectionDossier.Request(
            Hue.Law, play.World[play.Victim],
            new(commune, before, Guid.NewGuid(), Guid.NewGuid(), 2, predecessor, AskedBy.Agency)).Refusal?.Reason);
    }
}
