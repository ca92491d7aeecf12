using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Support;

/// <summary>A file that is no longer carried out ends, and eats no day of the person's.</summary>
public sealed class StoppedSupportTests
{
    private static readonly Guid File = SupportWorld.Id(1);
    private static readonly Guid Next = SupportWorld.Id(2);
    private static readonly DateOnly Late = new(2025, 8, 1);

    /// <summary>Regime, day of the stop counted from the first day granted, days given until then, days that are left to the next centre.</summary>
    public static TheoryData<bool, int, int, int> Days() => new()
    {
        { false, 0, 0, 60 },
        { false, 10, 0, 50 },
        { false, 10, 10, 50 },
        { false, 10, 25, 35 },
        { false, 60, 60, 0 },
        { true, 0, 0, 120 },
        { true, 10, 10, 110 },
        { true, 10, 25, 95 },
        { true, 120, 120, 0 },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void Of_days_granted_those_before_the_stop_count_and_those_given(bool since2025, int stop, int given, int left)
    {
        var (world, approver, giver) = Approved(since2025);
        if (given > 0) Assert.Null(world.Deliver(File, giver, SupportKind.Essentials, given));
        var first = world.Today;
        world.Today = first.AddDays(stop);
        Assert.Null(world.Stop(File, approver));

        var limit = since2025 ? 120 : 60;
        Assert.Equal(limit - left, world.Support.DaysUsed(SupportKind.Essentials));
        Assert.Null(world.Propose(Next, giver, SupportKind.Essentials, approver));
        Assert.Equal("SUPPORT_LIMIT_REACHED", world.Approve(Next, approver, days: left + 1, from: first.AddDays(200)));
        if (left > 0) Assert.Null(world.Approve(Next, approver, days: left, from: first.AddDays(200)));
    }

    [Fact]
    public void Who_approved_or_gives_stops_it_and_nobody_else_and_only_once()
    {
        var (world, approver, giver) = Approved(since2025: false);

        Assert.Equal("SUPPORT_NOT_YOURS", world.Stop(File, Hue.Post));
        Assert.Equal("SUPPORT_NOT_YOURS", world.Stop(Next, approver));
        Assert.Null(world.Stop(File, giver));
        Assert.Equal("SUPPORT_ALREADY_OVER", world.Stop(File, approver));
        Assert.Equal("SUPPORT_ALREADY_OVER", world.Deliver(File, giver, SupportKind.Essentials, 1));
    }

    [Fact]
    public void What_was_not_approved_is_rejected_and_not_stopped_and_no_stop_is_dated_before_the_last_step()
    {
        var (world, approver, giver) = Approved(since2025: false);
        Assert.Null(world.Propose(Next, giver, SupportKind.Medical, approver));

        Assert.Equal("SUPPORT_NOT_APPROVED", world.Stop(Next, approver));
        world.Today = world.Today.AddDays(-1);
        Assert.Equal("SUPPORT_PERIOD_NOT_VALID", world.Stop(File, approver));
    }

    [Fact]
    public void A_successor_stops_what_its_predecessor_approved()
    {
        var (world, _, _) = Approved(since2025: false);
        world.Today = Hue.LabourEnds;

        Assert.Null(world.Stop(File, Hue.Of("SYT-TTH", Hue.LabourEnds)));
    }

    [Fact]
    public void A_hand_over_stops_what_the_sender_was_giving_and_nothing_of_others()
    {
        var (world, _, giver) = Approved(since2025: false);
        Assert.Null(world.Propose(Next, Hue.Labour, SupportKind.Medical, Hue.Labour));
        Assert.Null(world.Approve(Next, Hue.Labour));
        world.Today = Hue.Day.AddDays(10);

        world.Happened(new PersonTransferred(world.Today, SupportWorld.Id(9), giver.Agency, SupportWorld.Commune.Agency, true, true, true, SpokenBy.Person, "QD22/2015-D7.3"));

        Assert.Equal((SupportStatus.Stopped, world.Today), (world.Support.Find(File)!.Status, world.Support.Find(File)!.StoppedOn!.Value));
        Assert.Equal(SupportStatus.Approved, world.Support.Find(Next)!.Status);
        Assert.Equal(10, world.Support.DaysUsed(SupportKind.Essentials));
        Assert.Null(world.AtOnce(SupportWorld.Id(3), Hue.Labour, SupportKind.Essentials, 50, from: world.Today));
    }

    [Fact]
    public void What_is_given_once_may_be_asked_for_again_where_nothing_was_given_before_the_stop()
    {
        var world = SupportWorld.Victim(Hue.Day, Hue.Day, Hue.Labour, Hue.Centre);
        const SupportKind kind = SupportKind.HardshipAllowance;
        Assert.Null(world.Propose(File, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
        Assert.Null(world.Appraise(File, SupportWorld.Aluoi));
        Assert.Null(world.Approve(File, Hue.Labour));
        Assert.Null(world.Stop(File, Hue.Labour));

        Assert.Null(world.Propose(Next, Hue.Centre, kind, Hue.Labour, SupportWorld.Aluoi));
    }

    /// <summary>A file over the whole limit, from today on.</summary>
    private static (SupportWorld World, Actor Approver, Actor Giver) Approved(bool since2025)
    {
        var day = since2025 ? Late : Hue.Day;
        var (approver, giver) = (since2025 ? Hue.Of("SYT-TTH", Late) : Hue.Labour, Hue.Centre);
        var world = SupportWorld.Victim(day, day, approver, giver);
        Assert.Null(world.Propose(File, giver, SupportKind.Essentials, approver));
        Assert.Null(world.Approve(File, approver, days: since2025 ? 120 : 60));
        return (world, approver, giver);
    }
}
