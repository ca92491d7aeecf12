using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Tasks;

/// <summary>What follows from what happened: who is bound to what, until when, and who is told.</summary>
public sealed class OpenTasksTests
{
    private static DateOnly Day(int day) => new(2016, 3, day);

    private static ImmutableArray<OpenTask> Of(World world, Guid subject, Actor actor, DateOnly? on = null) =>
        OpenTasks.Of(Hue.Law, world[subject], actor.Agency, on ?? world.Today);

    private static IEnumerable<DutyKind> Duties(World world, Guid subject, Actor actor, DateOnly? on = null) =>
        Of(world, subject, actor, on).Where(task => !task.Key.Told).Select(task => task.Key.Duty);

    [Fact]
    public void Those_to_whom_a_return_is_announced_are_bound_to_take_note_that_day()
    {
        var (world, id) = (new World(), Guid.NewGuid());
        world.Announce(id, Hue.Police, Hue.Labour, Hue.Command);

        var task = Assert.Single(Of(world, id, Hue.Labour));
        Assert.Equal((DutyKind.AcknowledgeAnnouncement, "TASK-ANNOUNCED", Hue.Day), (task.Key.Duty, task.Rule, task.Due));
        Assert.Equal([DutyKind.AcknowledgeAnnouncement], Duties(world, id, Hue.Command));
        Assert.Empty(Of(world, id, Hue.Police));
        Assert.Empty(Of(world, id, Hue.Post));

        world.Acknowledge(id, Hue.Labour);
        var awaited = Assert.Single(Of(world, id, Hue.Labour));
        Assert.Equal((DutyKind.AwaitReturn, Hue.Day), (awaited.Key.Duty, awaited.Due));
        Assert.Single(Of(world, id, Hue.Command));
    }

    [Fact]
    public void A_post_that_its_command_directs_is_bound_too()
    {
        var (world, id) = (new World(), Guid.NewGuid());
        world.Announce(id, Hue.Police, Hue.Labour, Hue.Command);
        world.Acknowledge(id, Hue.Command, Hue.Post);

        Assert.Equal([DutyKind.AcknowledgeAnnouncement], Duties(world, id, Hue.Post));
    }

    [Theory]
    [InlineData(1, TaskState.DueSoon)]
    [InlineData(2, TaskState.Escalated)]
    [InlineData(20, TaskState.Escalated)]
    public void What_is_due_at_once_is_late_the_next_day_and_then_the_announcer_is_told(int day, TaskState expected)
    {
        var (world, id) = (new World(), Guid.NewGuid());
        world.Announce(id, Hue.Police, Hue.Labour);

        Assert.Equal(expected, Assert.Single(Of(world, id, Hue.Labour, Day(day))).StateOn(Day(day)));
        var told = Of(world, id, Hue.Police, Day(day));
        Assert.Equal(expected == TaskState.Escalated ? [true] : [], told.Select(task => task.Key.Told));
    }

    [Fact]
    public void Reception_binds_who_was_offered_it_until_it_is_recorded()
    {
        var play = new BorderReturn().Announced();
        play.World.RegisterVictim(play.Victim, Hue.Post, play.Announcement);

        Assert.Contains(DutyKind.RecordReception, Duties(play.World, play.Victim, Hue.Labour));
        Assert.Contains(DutyKind.RecordReception, Duties(play.World, play.Victim, Hue.Police));

        play.World.Receive(play.Victim, Hue.Labour);
        Assert.DoesNotContain(DutyKind.RecordReception, Duties(play.World, play.Victim, Hue.Labour));
    }

    [Fact]
    public void A_date_at_the_end_of_time_makes_no_task_fail()
    {
        foreach (var play in (BorderReturn[])[new BorderReturn().Received(), new BorderReturn().Protected()])
        {
            var state = play.World[play.Victim];
            var late = state with { Person = state.Person! with { Relations = [.. state.Person.Relations.Select(relation => relation with { From = DateOnly.MaxValue })] } };

            Assert.NotEmpty(OpenTasks.Of(Hue.Law, late));
        }

        foreach (var unit in Enum.GetValues<PeriodUnit>())
            Assert.NotEqual(DateOnly.MinValue, Hue.Law.Calendar.LastDay(DateOnly.MaxValue, 20, unit, toWorkingDay: true));
    }

    [Theory]
    [InlineData(1, TaskState.Open)]
    [InlineData(15, TaskState.Open)]
    [InlineData(16, TaskState.DueSoon)]
    [InlineData(21, TaskState.DueSoon)]
    [InlineData(22, TaskState.Escalated)]
    public void The_police_that_received_verify_within_the_twenty_days_of_the_table(int day, TaskState expected)
    {
        var play = new BorderReturn().Received();

        var task = Assert.Single(Of(play.World, play.Victim, Hue.Police, Day(day)), one => one.Key.Duty == DutyKind.Verify);

        Assert.Equal((DutyKind.Verify, "DL-VERIFY-2", Day(21), expected), (task.Key.Duty, task.Rule, task.Due, task.StateOn(Day(day))));
        Assert.DoesNotContain(DutyKind.Verify, Duties(play.World, play.Victim, Hue.Labour, Day(day)));
    }

    [Fact]
    public void A_verified_victim_and_a_relative_leave_nothing_to_verify()
    {
        var play = new BorderReturn().Certified();

        Assert.DoesNotContain(DutyKind.Verify, Duties(play.World, play.Victim, Hue.Police));
        Assert.DoesNotContain(DutyKind.Verify, Duties(play.World, play.Daughter, Hue.Police));
    }

    [Fact]
    public void A_referral_binds_the_addressee_to_answer_and_then_the_sender_to_hand_over()
    {
        var play = new BorderReturn().Certified();
        var referral = Guid.NewGuid();
        play.World.Refer(play.Victim, Hue.Post, referral, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);

        var answer = Assert.Single(Of(play.World, play.Victim, Hue.Centre));
        Assert.Equal((DutyKind.AnswerReferral, Day(31)), (answer.Key.Duty, answer.Due));
        Assert.Equal([DutyKind.ReferAgain], Duties(play.World, play.Victim, Hue.Post, Day(31).AddDays(1)));
        Assert.Empty(Of(play.World, play.Victim, Hue.Centre, Day(31).AddDays(1)));

        play.World.Answer(play.Victim, Hue.Centre, referral);
        Assert.Empty(Of(play.World, play.Victim, Hue.Centre));
        Assert.Equal([DutyKind.HandOver], Duties(play.World, play.Victim, Hue.Post));

        play.World.HandOver(play.Victim, Hue.Post, referral);
        Assert.Empty(Of(play.World, play.Victim, Hue.Post));
    }

    [Fact]
    public void A_request_binds_the_authority_until_it_decides_or_rejects()
    {
        var play = new BorderReturn().Certified();
        var request = Guid.NewGuid();
        play.World.Ask(play.Victim, Hue.Labour, request, 3, Hue.Investigation);

        var task = Assert.Single(Of(play.World, play.Victim, Hue.Investigation));
        Assert.Equal((DutyKind.DecideRequest, request, null), (task.Key.Duty, task.Key.Source, task.Due));
        Assert.Contains(Of(play.World, play.Victim, Hue.Labour, Day(4)), told => told.Key.Told && told.Purpose == Purpose.Protect);

        play.World.Reject(play.Victim, Hue.Investigation, request);
        Assert.Empty(Of(play.World, play.Victim, Hue.Investigation));
    }

    [Fact]
    public void A_measure_binds_its_decider_to_begin_and_its_executors_to_take_note_and_comes_back_before_its_end()
    {
        var play = new BorderReturn().Certified();
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 3, Hue.Investigation);
        play.World.Measure(play.Victim, Hue.Investigation, 3, [Hue.Post], ends: Day(20));
        var measure = Assert.Single(play.World[play.Victim].Dossier!.Measures);

        Assert.Equal([DutyKind.StartMeasure], Duties(play.World, play.Victim, Hue.Investigation));
        var order = Assert.Single(Of(play.World, play.Victim, Hue.Post), task => task.Key.Duty == DutyKind.CarryOut);
        Assert.Equal(Purpose.ProtectExecute, order.Purpose);

        play.World.Start(play.Victim, Hue.Investigation, measure.Id);
        Assert.Empty(Of(play.World, play.Victim, Hue.Investigation));
        Assert.Equal([DutyKind.MeasureEnds], Duties(play.World, play.Victim, Hue.Investigation, Day(13)));
        Assert.Equal(Day(19), Assert.Single(Of(play.World, play.Victim, Hue.Investigation, Day(13)), task => !task.Key.Told).Due);

        Assert.Empty(Of(play.World, play.Victim, Hue.Investigation, Day(20)));
        Assert.DoesNotContain(DutyKind.CarryOut, Duties(play.World, play.Victim, Hue.Post, Day(20)));
    }

    [Fact]
    public void Taking_note_of_an_order_ends_the_task_and_of_a_duty_only_marks_it()
    {
        var play = new BorderReturn().Certified();
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 3, Hue.Investigation);
        var request = Assert.Single(Of(play.World, play.Victim, Hue.Investigation));

        var state = Note(play.World[play.Victim], Hue.Investigation, request.Key);
        var marked = Assert.Single(OpenTasks.Of(Hue.Law, state, Hue.Investigation.Agency, Hue.Day));
        Assert.Equal((request.Key, true), (marked.Key, marked.Acknowledged));
        var again = TaskNotes.Acknowledge(Hue.Law, state, new(Hue.Investigation, Hue.Day, Purpose.Protect, key => key == request.Key));
        Assert.Equal("TASK_ALREADY_ACKNOWLEDGED", again.Refusal!.Reason);

        play.World.Measure(play.Victim, Hue.Investigation, 3, [Hue.Post]);
        var order = Assert.Single(Of(play.World, play.Victim, Hue.Post), task => task.Key.Duty == DutyKind.CarryOut);
        var noted = Note(play.World[play.Victim], Hue.Post, order.Key);
        Assert.DoesNotContain(OpenTasks.Of(Hue.Law, noted, Hue.Post.Agency, Hue.Day), task => task.Key == order.Key);
    }

    [Fact]
    public void Nobody_takes_note_of_anothers_task()
    {
        var (world, id) = (new World(), Guid.NewGuid());
        world.Announce(id, Hue.Police, Hue.Labour, Hue.Command);
        var task = Assert.Single(Of(world, id, Hue.Labour));

        var refused = TaskNotes.Acknowledge(Hue.Law, world[id], new(Hue.Command, Hue.Day, Purpose.ReceiveReturnee, key => key == task.Key));

        Assert.Equal("TASK_NOT_YOURS", refused.Refusal!.Reason);
    }

    [Fact]
    public void A_successor_has_the_open_tasks_from_its_day_on_under_the_same_key()
    {
        var (world, id) = (new World { Today = new DateOnly(2025, 2, 20) }, Guid.NewGuid());
        world.Announce(id, Hue.Police, Hue.Labour);
        var key = Assert.Single(Of(world, id, Hue.Labour)).Key;

        Assert.Empty(Of(world, id, Hue.Health, Hue.LabourEnds.AddDays(-1)));
        Assert.Equal(key, Assert.Single(Of(world, id, Hue.Health, Hue.LabourEnds)).Key);
        Assert.Empty(Of(world, id, Hue.Labour, Hue.LabourEnds));

        world.Today = Hue.LabourEnds;
        world.Acknowledge(id, Hue.Of("SYT-TTH", Hue.LabourEnds));
        Assert.Empty(Of(world, id, Hue.Health, Hue.LabourEnds));
    }

    [Fact]
    public void Every_task_of_the_case_is_one_that_its_agency_may_see_for_its_purpose_on_every_day()
    {
        var play = new BorderReturn().Certified();
        play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 3, Hue.Investigation);
        play.World.Refer(play.Victim, Hue.Post, Guid.NewGuid(), Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);
        var seen = 0;

        foreach (var state in play.World.States)
        {
            foreach (var agency in Hue.Law.Agencies.On(Hue.Day))
            {
                foreach (var task in OpenTasks.Of(Hue.Law, state, agency.Code, Hue.Day))
                {
                    Assert.Contains(task.Row.Class, Hue.Permitted(new Actor(agency.Code, agency.Kind), task.Purpose, Facts.Of(state)));
                    seen++;
                }
            }
        }

        Assert.True(seen > 3);
    }

    [Fact]
    public void The_same_state_gives_the_same_tasks_and_keys_are_never_shared()
    {
        var play = new BorderReturn().Received();

        foreach (var state in play.World.States)
        {
            var once = OpenTasks.Of(Hue.Law, state);
            Assert.Equal(once, OpenTasks.Of(Hue.Law, state));
            Assert.Equal(once.Length, once.Select(task => task.Key).Distinct().Count());
        }
    }

    [Fact]
    public void Every_duty_has_a_row_with_a_purpose_that_somebody_may_see_its_class_for() => Assert.All(Hue.Law.Tasks, row =>
        Assert.Contains(Hue.Law.NeedToKnow, need => need.Purpose == row.Purpose && need.Class == row.Class));

    private static SubjectState Note(SubjectState state, Actor by, TaskKey key)
    {
        var decided = TaskNotes.Acknowledge(Hue.Law, state, new(by, Hue.Day, by == Hue.Post ? Purpose.ProtectExecute : Purpose.Protect, one => one == key));
        return state.Apply(StreamTypes.Person, Assert.Single(decided.Events), Guid.NewGuid());
    }
}
