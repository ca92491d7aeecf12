using Registry.Domain.Access;
using Registry.Domain.Assignments;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Assignments;

/// <summary>Assignments narrow what an agency's other officers see, and widen nothing.</summary>
public sealed class AssigningTests
{
    private const string Head = "aaaa";
    private const string Officer = "bbbb";
    private const string Third = "cccc";

    private static Assign Command(string by = Head, string officer = Officer, Actor? agency = null) => new(agency ?? Hue.Labour, by, officer, Hue.Day, Guid.NewGuid());

    private static SubjectState After(SubjectState state, Func<LawTables, SubjectState, Assign, Decided> act, Assign command) =>
        state.Apply(StreamTypes.Person, act(Hue.Law, state, command).Events.Single(), Guid.NewGuid());

    private static Decision Look(SubjectState state, string? officer, Actor? agency = null) => NeedToKnow.Decide(
        Hue.Law, Hue.Caller(agency ?? Hue.Labour) with { OfficerTag = officer }, Purpose.ReceiveReturnee, Hue.AnyRead, Facts.Of(state), Hue.Classes, Hue.Day);

    [Fact]
    public void The_assigned_officer_sees_what_he_saw_and_his_colleagues_her_status_until_it_is_revoked()
    {
        var play = new BorderReturn().Received();
        var before = play.World[play.Victim];

        var assigned = After(before, Assigning.Assign, Command());

        Assert.Equal(Look(before, Officer), Look(assigned, Officer));
        Assert.Equal([FieldClass.Status], Look(assigned, Head).Permitted.Keys);
        Assert.All(Look(assigned, Head).Refused.Where(one => Look(before, Head).Permits(one.Key)), one => Assert.Equal(NeedToKnow.None, one.Value));
        var revoked = After(assigned, Assigning.Revoke, Command());
        Assert.Equal(Look(before, Officer), Look(revoked, Officer));
        Assert.Equal(Look(before, Third), Look(revoked, Third));
    }

    [Fact]
    public void Whoever_takes_a_case_that_was_not_his_from_another_sees_her_status_until_a_third_gives_it_to_him()
    {
        var play = new BorderReturn().Received();
        var before = play.World[play.Victim];
        var revoked = After(After(before, Assigning.Assign, Command()), Assigning.Revoke, Command(by: Third));

        Assert.Equal([FieldClass.Status], Look(revoked, Third).Permitted.Keys);
        Assert.Equal(Look(before, Head), Look(revoked, Head));
        Assert.Equal(Look(before, null), Look(revoked, null));
        var given = After(revoked, Assigning.Assign, Command(officer: Third));
        Assert.Equal(Look(before, Third), Look(given, Third));
        Assert.Equal([FieldClass.Status], Look(given, Head).Permitted.Keys);
        Assert.Equal(Look(before, Third), Look(After(given, Assigning.Revoke, Command(officer: Third)), Third));
    }

    [Fact]
    public void Whoever_has_the_case_himself_takes_it_from_another_and_keeps_it()
    {
        var play = new BorderReturn().Received();
        var before = play.World[play.Victim];
        var both = After(After(before, Assigning.Assign, Command()), Assigning.Assign, Command(officer: Third));

        var revoked = After(both, Assigning.Revoke, Command(by: Third));

        Assert.Equal(Look(before, Third), Look(revoked, Third));
        Assert.Equal([FieldClass.Status], Look(revoked, Officer).Permitted.Keys);
    }

    [Fact]
    public void Other_agencies_and_an_agency_asked_about_as_a_whole_see_what_they_saw()
    {
        var play = new BorderReturn().Received();
        var before = play.World[play.Victim];
        var assigned = After(before, Assigning.Assign, Command());

        Assert.Equal(Look(before, null), Look(assigned, null));
        foreach (var other in (Actor[])[Hue.Police, Hue.Post, Hue.District, Hue.Inspector, Hue.Centre])
            Assert.Equal(Look(before, Officer, other), Look(assigned, Officer, other));
    }

    [Fact]
    public void Nobody_sees_more_by_an_assignment_whoever_makes_it_for_whom()
    {
        var play = new BorderReturn().HandedOver();
        var before = play.World[play.Victim];
        foreach (var agency in (Actor[])[Hue.Police, Hue.Post, Hue.Labour, Hue.Centre, Hue.Health])
        {
            var assigned = After(before, Assigning.Assign, Command(agency: agency));
            foreach (var officer in (string[])[Head, Officer, "cccc"])
                Assert.Empty(Look(assigned, officer, agency).Permitted.Keys.Except(Look(before, officer, agency).Permitted.Keys));
        }
    }

    [Fact]
    public void It_takes_two_officers_each_time_and_stands_once()
    {
        var play = new BorderReturn().Received();
        var assigned = After(play.World[play.Victim], Assigning.Assign, Command());

        Assert.Equal("ASSIGNMENT_OF_YOURSELF", Assigning.Assign(Hue.Law, assigned, Command(by: Officer)).Refusal!.Reason);
        Assert.Equal("ASSIGNMENT_OF_YOURSELF", Assigning.Revoke(Hue.Law, assigned, Command(by: Officer)).Refusal!.Reason);
        Assert.Equal("ASSIGNMENT_STANDS", Assigning.Assign(Hue.Law, assigned, Command()).Refusal!.Reason);
        Assert.Equal("ASSIGNMENT_NOT_KNOWN", Assigning.Revoke(Hue.Law, assigned, Command(officer: "cccc")).Refusal!.Reason);
        Assert.Equal("ASSIGNMENT_NOT_KNOWN", Assigning.Revoke(Hue.Law, assigned, Command(agency: Hue.Police)).Refusal!.Reason);
    }

    [Fact]
    public void A_case_is_given_to_so_many_officers_and_no_more()
    {
        var play = new BorderReturn().Received();
        var state = Enumerable.Range(0, Assigning.Most).Aggregate(play.World[play.Victim], (now, n) => After(now, Assigning.Assign, Command(officer: $"{n:x4}")));

        Assert.Equal("TOO_MANY_ASSIGNMENTS", Assigning.Assign(Hue.Law, state, Command(officer: "ffff")).Refusal!.Reason);
    }

    [Fact]
    public void The_successor_of_the_agency_may_end_it()
    {
        var play = new BorderReturn().Received();
        var assigned = After(play.World[play.Victim], Assigning.Assign, Command());
        var health = Hue.Of("SYT-TTH", Hue.LabourEnds);

        Assert.Null(Assigning.Revoke(Hue.Law, assigned, Command(agency: health) with { On = Hue.LabourEnds }).Refusal);
    }
}
