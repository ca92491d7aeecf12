using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Tasks;

/// <summary>What stays undone is told one level higher, to who directs the late agency and has to do with the case, and says no more than that.</summary>
public sealed class EscalationTests
{
    private static readonly Guid Person = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Actor Office = Hue.Of("PLDTBXH-ALUOI");
    private static readonly DateOnly Due = Hue.Day.AddDays(20);

    [Fact]
    public void The_provincial_police_that_have_to_do_with_her_are_told_two_days_after_who_asked()
    {
        var state = AskedOfTheDistrict(Hue.Police);

        Assert.Contains(Told(state, Office, Due.AddDays(1)), task => task.Key.Duty == DutyKind.Verify);
        Assert.Empty(Told(state, Hue.Police, Due.AddDays(2)));
        var above = Assert.Single(Told(state, Hue.Police, Due.AddDays(3)));
        Assert.Equal((DutyKind.Supervise, "ESC-POLICE", Purpose.VerifyIdentity), (above.Key.Duty, above.Rule, above.Purpose));
        Assert.Equal(Due, above.Due);
    }

    [Fact]
    public void Nobody_learns_of_a_case_by_an_escalation()
    {
        var state = AskedOfTheDistrict(Hue.Police);

        foreach (var stranger in Hue.Law.Agencies.On(Hue.Day).Where(agency => state.Relations.All(r => r.Agency != agency.Code)))
            Assert.Empty(OpenTasks.Of(Hue.Law, state, stranger.Code, Due.AddDays(60)));
        Assert.DoesNotContain(OpenTasks.Of(Hue.Law, state), task => task.Key.Duty == DutyKind.Supervise && task.Key.Agency != Hue.Police.Agency);
    }

    [Fact]
    public void Who_directs_another_area_or_only_follows_is_not_told()
    {
        var state = AskedOfTheDistrict(Hue.Labour, Hue.District);

        Assert.DoesNotContain(OpenTasks.Of(Hue.Law, state), task => task.Key.Duty == DutyKind.Supervise);
        Assert.False(Hue.Law.Escalations.Single(row => row.Standing.Id == "ESC-FOLLOW").On);
    }

    [Fact]
    public void An_answer_ends_the_escalation_and_taking_note_ends_it_for_who_took_note()
    {
        var state = AskedOfTheDistrict(Hue.Police);
        var task = Assert.Single(Told(state, Hue.Police, Due.AddDays(9)));

        var noted = TaskNotes.Acknowledge(Hue.Law, state, new(Hue.Police, Due.AddDays(9), Purpose.VerifyIdentity, key => key == task.Key));
        Assert.Empty(Told(state.Apply(StreamTypes.Person, Assert.Single(noted.Events), Guid.NewGuid()), Hue.Police, Due.AddDays(9)));

        var answered = state.Apply(StreamTypes.Person, new VerificationRecorded(Due.AddDays(5), Hue.AluoiPolice.Agency, VerificationOutcome.Confirmed, []), Guid.NewGuid());
        Assert.Empty(Told(answered, Hue.Police, Due.AddDays(9)));
    }

    [Fact]
    public void Every_row_tells_a_kind_that_may_see_that_something_is_late_and_cites_where_it_directs() => Assert.All(Hue.Law.Escalations, row =>
    {
        Assert.Equal(Certainty.Inferred, row.Standing.Certainty);
        Assert.DoesNotContain(row.Told, row.Late.Contains);
        Assert.All(row.Told, kind => Assert.Contains(Hue.Law.NeedToKnow, need =>
            need.Kind == kind && need.Class == FieldClass.Status && Hue.Law.Tasks.Any(task => task.Purpose == need.Purpose && task.Escalates is not null)));
    });

    private static IEnumerable<OpenTask> Told(SubjectState state, Actor actor, DateOnly day) =>
        OpenTasks.Of(Hue.Law, state, actor.Agency, day).Where(task => task.Key.Told);

    private static SubjectState AskedOfTheDistrict(params Actor[] parties)
    {
        var state = SubjectState.Empty(Person)
            .Apply(StreamTypes.Person, new VictimRegistered(Hue.Day, Office.Agency, "", Channel.Unspecified, null, [], Route.SelfReport), Guid.NewGuid());
        state = parties.Aggregate(state, (one, party) => one.Apply(StreamTypes.Person, new PersonReceived(Hue.Day, party.Agency, Lead: false), Guid.NewGuid()));
        return state.Apply(
            StreamTypes.Person, new VerificationRequested(Hue.Day, Office.Agency, Hue.AluoiPolice.Agency, "V-ASK-DLO", "DL-VERIFY", Due, NewEvidence: false), Guid.NewGuid());
    }
}
