using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 5: the labour department.</summary>
public sealed class Article05Tests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(4), InlineData(5)]
    public void Clause_5_it_applies_measures_1_2_4_5_to_whom_it_received_itself(int clause)
    {
        var play = new BorderReturn().Certified();

        var decided = Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, clause));

        Assert.Null(decided.Refusal);
        Assert.Equal(Certainty.Conflict, play.World[play.Victim].Dossier!.Measures[0].Certainty);
    }

    [Theory]
    [InlineData(3), InlineData(6), InlineData(7), InlineData(8)]
    public void Clause_5_the_others_it_asks_the_competent_agency_for(int clause)
    {
        var play = new BorderReturn().Certified();
        var to = clause == 8 ? Hue.Court : Hue.Investigation;

        var refusal = Assert.NotNull(play.World.Measure(play.Victim, Hue.Labour, clause)).Refusal!;

        Assert.Equal("QD22/2015-D5.5", refusal.Source);
        Assert.NotNull(refusal.NextStep);
        Assert.Null(Assert.NotNull(play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), clause, to)).Refusal);
    }

    [Fact]
    public void Clause_5_relatives_are_those_who_came_along()
    {
        var play = new BorderReturn().Certified();

        Assert.Null(Assert.NotNull(play.World.Measure(play.Daughter, Hue.Labour, 2)).Refusal);
        Assert.Equal("DID_NOT_COME_ALONG", Assert.NotNull(play.World.Measure(play.Sister, Hue.Labour, 2)).Refusal!.Reason);
    }

    [Fact]
    public void Clause_3_it_receives_together_with_police_and_border_guard_and_signs_its_own_minutes()
    {
        var play = new BorderReturn().Announced();
        play.World.RegisterVictim(play.Victim, Hue.Post, play.Announcement);

        Assert.Null(Assert.NotNull(play.World.Receive(play.Victim, Hue.Labour)).Refusal);
        Assert.Contains("CurrentPlace", Hue.Reads(Hue.Labour, play.World.FactsOf(play.Victim)));
    }

    [Fact]
    public void Clause_7_support_has_kinds_and_limits() => Assert.Equal(
        (60, PeriodUnit.Days), (Hue.Law.RegimeOn(Hue.Day)!.Supports.Single(s => s.Kind == SupportKind.Essentials).Limit,
            Hue.Law.RegimeOn(Hue.Day)!.Supports.Single(s => s.Kind == SupportKind.Essentials).Unit));

    [Fact]
    public void The_department_sees_no_exploitation_and_no_evidence() => Assert.DoesNotContain(
        Hue.Reads(Hue.Labour, new BorderReturn().Certified().OfVictim),
        c => c is nameof(FieldClass.Exploitation) or nameof(FieldClass.Evidence));

    [Fact]
    public void Clause_2_it_gathers_what_the_others_report_as_counts()
    {
        Assert.Contains(FieldClass.Aggregates, Hue.Permitted(Hue.Labour, Purpose.Reporting, Facts.None(Guid.NewGuid())));
        Assert.All(Hue.Law.ReportingRows.Where(r => r.Standing.ValidOn(Hue.Day) && !r.WholeProvince), r => Assert.Equal(Hue.Labour.Kind, r.To));
    }

    [Fact]
    public void Clause_4_a_centre_receives_and_cares_for_whom_it_accepted()
    {
        var play = new BorderReturn().HandedOver();

        Assert.Contains(nameof(FieldClass.CurrentPlace), Hue.Reads(Hue.Centre, play.OfVictim));
        Assert.Contains(Hue.Law.RegimeOn(Hue.Day)!.SupportDuties, d => d.Agency == Hue.Centre.Kind && d.Step == SupportStep.Propose);
    }
}
