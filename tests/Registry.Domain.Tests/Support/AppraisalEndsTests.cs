using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Support;

/// <summary>A file that waits for an appraisal outlives the law that ordered it: on 1 July 2025 the districts and their part end (Law 53/2024).</summary>
public sealed class AppraisalEndsTests
{
    private static readonly Guid File = SupportWorld.Id(1);
    private static readonly Actor Health = Hue.Of("SYT-TTH", Hue.DistrictsEnd);
    private static readonly DateOnly June = new(2025, 6, 2);

    public static TheoryData<SupportKind> Kinds => [SupportKind.Study, SupportKind.Vocational, SupportKind.HardshipAllowance];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_no_district_appraised_in_time_is_decided_without_and_given_once(SupportKind kind)
    {
        var world = Waiting(kind);
        Assert.Equal("SUPPORT_NOT_APPRAISED", world.Approve(File, Health));

        world.Today = Hue.DistrictsEnd;
        Assert.Equal("SUPPORT_NOT_IN_AUTHORITY", world.Appraise(File, Health));
        Assert.Null(world.Approve(File, Health));
        Assert.Null(world.Deliver(File, Hue.Centre, kind, completed: true));

        Assert.Equal(SupportStatus.Completed, world.Support.Find(File)!.Status);
    }

    [Fact]
    public void It_can_be_rejected_as_well_and_asked_for_again()
    {
        var world = Waiting(SupportKind.HardshipAllowance);
        world.Today = Hue.DistrictsEnd;

        Assert.Equal("SUPPORT_ONLY_ONCE", world.Propose(SupportWorld.Id(2), Hue.Centre, SupportKind.HardshipAllowance, Health));
        Assert.Null(world.Reject(File, Health));
        Assert.Null(world.Propose(SupportWorld.Id(2), Hue.Centre, SupportKind.HardshipAllowance, Health));
    }

    [Fact]
    public void A_decision_dated_to_a_day_on_which_an_appraisal_was_ordered_still_needs_it()
    {
        var world = Waiting(SupportKind.Study);

        string? Decide(DateOnly on) => SupportFiles.Reject(Hue.Law, world.State, new(Health, "second", on, Hue.DistrictsEnd, File)).Refusal?.Reason;

        Assert.Equal("SUPPORT_NOT_APPRAISED", Decide(Hue.DistrictsEnd.AddDays(-1)));
        Assert.Null(Decide(Hue.DistrictsEnd));
    }

    [Fact]
    public void The_appraisal_is_a_task_until_the_last_day_of_that_law_and_the_decision_from_the_next()
    {
        var world = Waiting(SupportKind.Study);

        DutyKind[] Tasks(Actor of, DateOnly on) =>
            [.. OpenTasks.Of(Hue.Law, world.State, of.Agency, on).Where(t => !t.Key.Told && t.Key.Source == File).Select(t => t.Key.Duty)];

        Assert.Equal([DutyKind.AppraiseSupport], Tasks(SupportWorld.Aluoi, Hue.DistrictsEnd.AddDays(-1)));
        Assert.Empty(Tasks(Health, Hue.DistrictsEnd.AddDays(-1)));
        Assert.Equal([DutyKind.ApproveSupport], Tasks(Health, Hue.DistrictsEnd));
    }

    [Fact]
    public void The_law_says_until_when_a_kind_is_appraised()
    {
        Assert.Equal(Hue.DistrictsEnd, Hue.Law.AppraisedUntil(SupportKind.Study, Hue.Day));
        Assert.Equal(Hue.DistrictsEnd, Hue.Law.AppraisedUntil(SupportKind.Study, Hue.DistrictsEnd));
        Assert.Equal(Hue.Day, Hue.Law.AppraisedUntil(SupportKind.Essentials, Hue.Day));
    }

    /// <summary>Proposed in June 2025, to be appraised by the district.</summary>
    private static SupportWorld Waiting(SupportKind kind)
    {
        var world = SupportWorld.Victim(June, June, Hue.Centre, Health);
        Assert.Null(world.Propose(File, Hue.Centre, kind, Health, SupportWorld.Aluoi));
        return world;
    }
}
