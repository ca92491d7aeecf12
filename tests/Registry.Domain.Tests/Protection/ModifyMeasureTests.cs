using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>A running measure is changed by a new decision of the authority: period, place, content. It opens nothing, and who carries it out is told.</summary>
public sealed class ModifyMeasureTests
{
    private static readonly DateOnly Later = Hue.Day.AddDays(10);

    /// <summary>First and last day counted from the first one (null: open), day of the change, and the refusal.</summary>
    public static TheoryData<int, int?, int, string?> Periods() => new()
    {
        { 0, 40, 10, null },
        { 0, 11, 10, null },
        { 0, 10, 10, "PERIOD_NOT_VALID" },
        { 0, 5, 10, "PERIOD_NOT_VALID" },
        { 0, 0, 0, "PERIOD_NOT_VALID" },
        { 0, null, 10, "MEASURE_UNCHANGED" },
        { 1, 40, 10, "PERIOD_NOT_VALID" },
        { -1, 40, 10, "PERIOD_NOT_VALID" },
    };

    [Theory]
    [MemberData(nameof(Periods))]
    public void A_new_period_ends_after_the_decision_and_leaves_the_first_day_of_what_began(int first, int? end, int day, string? refused)
    {
        var (play, measure) = Started();
        play.World.Today = Hue.Day.AddDays(day);

        Assert.Equal(refused, Reason(play.World.Modify(
            play.Victim, Hue.Labour, measure, new(Hue.Day.AddDays(first), end is { } days ? Hue.Day.AddDays(days) : null))));
    }

    [Fact]
    public void The_orders_of_who_carries_it_out_follow_the_new_period()
    {
        var (play, measure) = Started();
        play.World.Today = Later;
        Assert.Null(Reason(play.World.Modify(play.Victim, Hue.Labour, measure, new(Hue.Day, Later.AddDays(5)))));
        var order = Assert.Single(Orders(play, measure));
        Assert.Equal(Later.AddDays(5), order.Until);
        Assert.Null(Reason(play.World.Modify(play.Victim, Hue.Labour, measure, new(Hue.Day, null))));

        Assert.Null(Assert.Single(Orders(play, measure)).Until);
        Assert.Null(Of(play, measure).Fact.EndsOn);
    }

    [Fact]
    public void Nothing_that_it_hides_opens_by_a_shorter_period()
    {
        var (play, measure) = Started();
        play.World.Today = Later;
        play.World.Modify(play.Victim, Hue.Labour, measure, new(Hue.Day, Later.AddDays(1)));

        Assert.All(Enumerable.Range(0, 400), day => Assert.True(Of(play, measure).Fact.HidesOn(Hue.Day.AddDays(day))));
    }

    [Fact]
    public void Who_carries_it_out_takes_note_of_each_change_anew()
    {
        var (play, measure) = Started();
        play.World.Today = Later;
        play.World.Modify(play.Victim, Hue.Labour, measure, place: true);
        var first = Assert.Single(Told(play));
        Assert.Equal((Purpose.ProtectExecute, Of(play, measure).Modified!.Id), (first.Purpose, first.Key.Source));
        play.World.Modify(play.Victim, Hue.Labour, measure, content: true);

        Assert.NotEqual(first.Key, Assert.Single(Told(play)).Key);
        Assert.Empty(OpenTasks.Of(Hue.Law, play.World[play.Victim], Hue.Post.Agency, Later).Where(task => task.Key.Duty == DutyKind.NoteChange));
    }

    [Fact]
    public void Only_the_authority_that_answers_for_it_changes_it_and_nothing_that_is_over()
    {
        var (play, measure) = Started();
        play.World.Today = Later;

        Assert.Equal("MEASURE_NOT_YOURS", Reason(Modify(play, Hue.Centre, measure)));
        Assert.Equal("MEASURE_NOT_YOURS", Reason(Modify(play, Hue.Labour, Guid.NewGuid())));
        Assert.Equal("MEASURE_UNCHANGED", Reason(play.World.Modify(play.Victim, Hue.Labour, measure)));
        play.World.End(play.Victim, Hue.Labour, measure);
        Assert.Equal("MEASURE_ALREADY_OVER", Reason(Modify(play, Hue.Labour, measure)));
    }

    [Fact]
    public void A_power_that_ended_before_it_is_written_down_changes_nothing()
    {
        var (play, measure) = Started();

        Assert.Equal("MEASURE_NOT_IN_AUTHORITY", ProtectionDossier.Modify(
            Hue.Law, play.World[play.Victim], new(Hue.Labour, Later, Hue.DistrictsEnd, measure, null, true, false)).Refusal?.Reason);
    }

    private static (BorderReturn Play, Guid Measure) Started()
    {
        var play = new BorderReturn().Protected();
        var measure = play.World[play.Victim].Dossier!.Measures.Single(m => m.Fact.Clause == 5).Id;
        play.World.Start(play.Victim, Hue.Labour, measure);
        return (play, measure);
    }

    private static Decided Modify(BorderReturn play, Actor by, Guid measure) =>
        ProtectionDossier.Modify(Hue.Law, play.World[play.Victim], new(by, Later, Later, measure, null, true, false));

    private static IEnumerable<OpenTask> Told(BorderReturn play) =>
        OpenTasks.Of(Hue.Law, play.World[play.Victim], Hue.Centre.Agency, Later).Where(task => task.Key is { Duty: DutyKind.NoteChange, Told: false });

    private static IEnumerable<Relation> Orders(BorderReturn play, Guid measure) =>
        play.World[play.Victim].Dossier!.Relations.Where(r => r.Kind == RelationKind.Executor && r.Source == Of(play, measure).Fact.Source);

    private static Measure Of(BorderReturn play, Guid measure) => play.World[play.Victim].Dossier!.FindMeasure(measure)!;

    private static string? Reason(Decided? decided) => decided?.Refusal?.Reason;
}
