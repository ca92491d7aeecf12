using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Support;

/// <summary>From the proposal to the last delivery: who takes which step, in which order, inside which limits.</summary>
public sealed class SupportFileTests
{
    private static readonly Guid File = SupportWorld.Id(1);
    private static readonly Guid Other = SupportWorld.Id(2);
    private static readonly DateOnly Late = new(2025, 8, 1);

    private static SupportWorld Received() => SupportWorld.Victim(Hue.Day, Hue.Day, Hue.Post, Hue.Labour, Hue.Centre);

    [Fact]
    public void The_hardship_allowance_is_proposed_appraised_approved_and_given_once_in_a_life()
    {
        var world = Received();
        const SupportKind kind = SupportKind.HardshipAllowance;

        Assert.Null(world.Propose(File, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Equal("SUPPORT_ONLY_ONCE", world.Propose(Other, Hue.Labour, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Equal("SUPPORT_NOT_APPRAISED", world.Approve(File, Hue.Labour));
        Assert.Equal("SUPPORT_NOT_YOURS", world.Appraise(File, Hue.Labour));
        Assert.Null(world.Appraise(File, SupportWorld.Aluoi, favourable: false));
        Assert.Equal("SUPPORT_ALREADY_APPRAISED", world.Appraise(File, SupportWorld.Aluoi));
        Assert.Equal("SUPPORT_NOT_APPROVED", world.Deliver(File, Hue.Centre, kind));
        Assert.Null(world.Approve(File, Hue.Labour));
        Assert.Equal("SUPPORT_ALREADY_DECIDED", world.Reject(File, Hue.Labour));
        Assert.Null(world.Deliver(File, Hue.Centre, kind));
        Assert.Equal(SupportStatus.Completed, world.Support.Find(File)!.Status);
        Assert.Equal("SUPPORT_ALREADY_OVER", world.Deliver(File, Hue.Centre, kind));
        Assert.Equal("SUPPORT_ONLY_ONCE", world.Propose(Other, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
    }

    [Fact]
    public void What_is_given_once_is_given_once_to_a_human_being_whichever_of_her_records_it_stands_under()
    {
        var (one, two) = (Received(), Received());
        const SupportKind kind = SupportKind.HardshipAllowance;
        Assert.Null(one.Propose(File, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Null(two.Propose(Other, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Null(one.Appraise(File, SupportWorld.Aluoi));
        Assert.Null(one.Approve(File, Hue.Labour));
        Assert.Null(two.Appraise(Other, SupportWorld.Aluoi));

        two.Joins(one);
        Assert.Equal("SUPPORT_ONLY_ONCE", two.Propose(SupportWorld.Id(3), Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Equal("SUPPORT_ONLY_ONCE", two.Approve(Other, Hue.Labour));

        two.Parts();
        Assert.Null(two.Approve(Other, Hue.Labour));
    }

    [Fact]
    public void Days_of_essentials_are_counted_over_both_records_and_a_day_that_stands_under_both_once()
    {
        var (one, two) = (Received(), Received());
        Assert.Null(one.Propose(File, Hue.Centre, SupportKind.Essentials, Hue.Labour));
        Assert.Null(one.Approve(File, Hue.Labour, days: 40));
        Assert.Null(two.Propose(Other, Hue.Centre, SupportKind.Essentials, Hue.Labour));
        two.Joins(one);

        Assert.Equal("SUPPORT_LIMIT_REACHED", two.Approve(Other, Hue.Labour, days: 21, from: two.Today.AddDays(40)));
        Assert.Null(two.Approve(Other, Hue.Labour, days: 50, from: two.Today.AddDays(10)));
    }

    [Theory]
    [InlineData(SupportKind.Study, true)]
    [InlineData(SupportKind.Vocational, true)]
    [InlineData(SupportKind.HardshipAllowance, true)]
    [InlineData(SupportKind.Loan, false)]
    [InlineData(SupportKind.Medical, false)]
    [InlineData(SupportKind.Essentials, false)]
    public void Only_study_vocational_training_and_the_hardship_allowance_are_appraised(SupportKind kind, bool appraised)
    {
        Assert.Equal(appraised ? null : "SUPPORT_APPRAISAL_NOT_NAMED", Received().Propose(File, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Equal(appraised ? "SUPPORT_APPRAISAL_NOT_NAMED" : null, Received().Propose(File, Hue.Centre, kind, Hue.Labour));
    }

    [Fact]
    public void A_rejected_file_may_be_proposed_again()
    {
        var world = Received();
        Assert.Null(world.Propose(File, Hue.Centre, SupportKind.HardshipAllowance, Hue.Labour, SupportWorld.Aluoi));
        Assert.Null(world.Appraise(File, SupportWorld.Aluoi));
        Assert.Null(world.Reject(File, Hue.Labour));

        Assert.Null(world.Propose(Other, Hue.Centre, SupportKind.HardshipAllowance, Hue.Labour, SupportWorld.Aluoi));
    }

    [Fact]
    public void Who_has_nothing_to_do_with_her_or_no_such_duty_takes_no_step()
    {
        var world = Received();

        Assert.Equal("SUPPORT_NOT_IN_AUTHORITY", world.Propose(File, Hue.Post, SupportKind.Study, Hue.Labour, SupportWorld.Aluoi));
        Assert.Equal("NOT_RECEIVED_BY_YOU", world.Propose(File, SupportWorld.Commune, SupportKind.Medical, Hue.Labour));
        Assert.Equal("SUPPORT_ADDRESSEE_NOT_COMPETENT", world.Propose(File, Hue.Centre, SupportKind.Medical, Hue.Police));
        Assert.Equal("SUPPORT_ADDRESSEE_NOT_COMPETENT", world.Propose(File, Hue.Centre, SupportKind.Study, Hue.Labour, Hue.Court));
        Assert.Equal("SUPPORT_NOT_IN_AUTHORITY", world.AtOnce(File, Hue.Court, SupportKind.Essentials, 1));
        Assert.Equal("SUPPORT_NOT_IN_AUTHORITY", world.AtOnce(File, Hue.Post, SupportKind.Medical));
        Assert.Equal("NOT_RECEIVED_BY_YOU", world.AtOnce(File, Hue.Police, SupportKind.Essentials, 1));
        Assert.Equal("SUPPORT_NOT_YOURS", world.Approve(File, Hue.Labour));
        Assert.Equal("SUPPORT_NOT_YOURS", world.Deliver(File, Hue.Centre, SupportKind.Medical));
    }

    [Fact]
    public void An_agency_that_proposes_to_itself_decides_by_another_officer()
    {
        var world = Received();
        Assert.Null(world.Propose(File, Hue.Labour, SupportKind.Medical, Hue.Labour));

        Assert.Equal("SECOND_OFFICER_NEEDED", world.Approve(File, Hue.Labour, officer: "first"));
        Assert.Null(world.Approve(File, Hue.Labour));
    }

    [Fact]
    public void Essentials_end_at_sixty_days_counted_over_everybody_who_gave_each_day_once()
    {
        var world = Received();
        Assert.Null(world.AtOnce(SupportWorld.Id(3), Hue.Post, SupportKind.Essentials, 5));
        Assert.Null(world.AtOnce(SupportWorld.Id(4), Hue.Labour, SupportKind.Essentials, 10));
        Assert.Equal(10, world.Support.DaysUsed(SupportKind.Essentials));
        Assert.Null(world.Propose(File, Hue.Centre, SupportKind.Essentials, Hue.Labour));

        Assert.Equal("SUPPORT_PERIOD_NOT_VALID", world.Approve(File, Hue.Labour));
        Assert.Equal("SUPPORT_LIMIT_REACHED", world.Approve(File, Hue.Labour, days: 51, from: Hue.Day.AddDays(10)));
        Assert.Null(world.Approve(File, Hue.Labour, days: 50, from: Hue.Day.AddDays(10)));
        Assert.Equal("SUPPORT_LIMIT_REACHED", world.AtOnce(Other, Hue.Post, SupportKind.Essentials, 1, from: Hue.Day.AddDays(60)));
    }

    [Fact]
    public void Days_that_were_approved_and_not_used_are_free_again_once_the_file_is_completed()
    {
        var world = Received();
        world.Propose(File, Hue.Centre, SupportKind.Essentials, Hue.Labour);
        world.Approve(File, Hue.Labour, days: 60);

        Assert.Equal("SUPPORT_PERIOD_NOT_VALID", world.Deliver(File, Hue.Centre, SupportKind.Essentials, 2, from: Hue.Day.AddDays(59)));
        Assert.Null(world.Deliver(File, Hue.Centre, SupportKind.Essentials, 20, completed: true));

        Assert.Equal(20, world.Support.DaysUsed(SupportKind.Essentials));
        Assert.Null(world.AtOnce(Other, Hue.Labour, SupportKind.Essentials, 40, from: Hue.Day.AddDays(20)));
    }

    [Fact]
    public void Since_2025_it_is_a_hundred_and_twenty_days_and_longer_by_decision_of_the_centre_or_the_health_department()
    {
        var (health, commune) = (Hue.Of("SYT-TTH", Late), Hue.Of("UBND-ALUOI1", Late));
        var world = SupportWorld.Victim(Late, Late, health, commune, Hue.Centre);
        Assert.Null(world.Propose(File, commune, SupportKind.Essentials, Hue.Centre));

        Assert.Equal("SUPPORT_LIMIT_REACHED", world.Approve(File, Hue.Centre, days: 121));
        Assert.Null(world.Approve(File, Hue.Centre, days: 121, beyond: true));
        Assert.Equal("SUPPORT_LIMIT_REACHED", world.AtOnce(Other, commune, SupportKind.Essentials, 1, from: Late.AddDays(121)));
    }

    [Fact]
    public void A_decision_on_study_is_due_after_nine_working_days_and_nothing_is_claimed_for_the_rest()
    {
        var health = Hue.Of("SYT-TTH", Late);

        // Friday 22 August 2025: the holidays of 2 September lie between.
        var world = SupportWorld.Victim(new(2025, 8, 22), new(2025, 8, 22), health);
        world.Propose(File, health, SupportKind.Study, health);
        world.Propose(Other, health, SupportKind.Medical, health);

        Assert.Equal(Hue.Law.Calendar.LastDay(new(2025, 8, 22), 9, PeriodUnit.WorkingDays, false), Hue.Law.DueOn(world.Support.Find(File)!));
        Assert.True(Hue.Law.DueOn(world.Support.Find(File)!) > new DateOnly(2025, 9, 4));
        Assert.Null(Hue.Law.DueOn(world.Support.Find(Other)!));
        world.Approve(File, health);
        Assert.Null(Hue.Law.DueOn(world.Support.Find(File)!));
    }

    [Fact]
    public void No_step_is_dated_before_the_last_one_and_none_is_taken_by_a_power_that_is_gone()
    {
        var world = Received();
        world.Today = Hue.Day.AddDays(10);
        world.Propose(File, Hue.Centre, SupportKind.Medical, Hue.Labour);

        var early = SupportFiles.Approve(Hue.Law, world.State, new(Hue.Labour, "second", Hue.Day, world.Today, File, null, false, null));
        Assert.Equal("SUPPORT_PERIOD_NOT_VALID", early.Refusal!.Reason);
        var gone = SupportFiles.Approve(Hue.Law, world.State, new(Hue.Labour, "second", world.Today, Hue.DistrictsEnd, File, null, false, null));
        Assert.Equal("SUPPORT_NOT_IN_AUTHORITY", gone.Refusal!.Reason);
    }

    [Fact]
    public void A_successor_decides_what_waited_for_its_predecessor()
    {
        var world = Received();
        world.Today = Hue.LabourEnds.AddDays(-1);
        world.Propose(File, Hue.Centre, SupportKind.Medical, Hue.Labour);
        world.Today = Hue.LabourEnds;

        Assert.Null(world.Approve(File, Hue.Of("SYT-TTH", Hue.LabourEnds)));
    }

    [Fact]
    public void Whoever_handed_her_over_keeps_its_own_entries_and_gives_no_more()
    {
        var play = new BorderReturn().Certified();
        var world = new SupportWorld(play.World[play.Victim], Hue.Day);
        world.AtOnce(File, Hue.Post, SupportKind.Essentials, 3);
        world.Happened(new Domain.Victims.ReferralProposed(Hue.Day, Other, Hue.Post.Agency, Hue.Centre.Agency, Purpose.Care, [], true, true, "QD22/2015-D7.3"));
        world.Happened(new Domain.Victims.ReferralAnswered(Hue.Day, Other, Hue.Centre.Agency, true));
        world.Happened(new Domain.Victims.PersonHandedOver(Hue.Day, Other, Hue.Post.Agency, Hue.Centre.Agency, "QD22/2015-D7.3"));

        Assert.Equal(["own Support", "Status"], Hue.Reads(Hue.Post, Facts.Of(world.State)).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal("NOT_RECEIVED_BY_YOU", world.AtOnce(SupportWorld.Id(7), Hue.Post, SupportKind.Essentials, 1));
        Assert.DoesNotContain(nameof(FieldClass.Support), Hue.Reads(Hue.Police, Facts.Of(world.State)));
    }

    [Fact]
    public void Who_decides_sees_that_file_and_not_where_she_is()
    {
        var world = SupportWorld.Victim(Hue.Day, Hue.Day, SupportWorld.Commune);
        world.Propose(File, SupportWorld.Commune, SupportKind.Study, Hue.Labour, SupportWorld.Aluoi);

        Assert.Empty(Hue.Reads(Hue.Labour, Facts.Of(world.State)));
        Assert.Equal(["IdentityMinimum", "own Support", "Status"], Hue.Reads(SupportWorld.Aluoi, Facts.Of(world.State)).Order(StringComparer.OrdinalIgnoreCase));
        world.Appraise(File, SupportWorld.Aluoi);
        Assert.Equal(["IdentityMinimum", "own Support", "Status"], Hue.Reads(Hue.Labour, Facts.Of(world.State)).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["own Support", "Status"], Hue.Reads(SupportWorld.Aluoi, Facts.Of(world.State)).Order(StringComparer.OrdinalIgnoreCase));
        world.Approve(File, Hue.Labour);
        Assert.Equal(["own Support", "Status"], Hue.Reads(Hue.Labour, Facts.Of(world.State)).Order(StringComparer.OrdinalIgnoreCase));
    }
}
