using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Tasks;

/// <summary>Until something is settled about a victim, some agency is bound to the next step; once her case is closed, none is.</summary>
public sealed class VerificationDutiesTests
{
    private readonly World world = new();
    private readonly Guid victim = Guid.NewGuid();

    private IEnumerable<DutyKind> Duties(Actor actor, DateOnly? on = null) =>
        OpenTasks.Of(Hue.Law, world[victim], actor.Agency, on ?? world.Today).Where(task => !task.Key.Told).Select(task => task.Key.Duty);

    [Theory]
    [InlineData("DBP-HONGVAN", Route.Repatriated, true, DutyKind.AskVerification)]
    [InlineData("SLDTBXH-TTH", Route.Repatriated, true, DutyKind.AskVerification)]
    [InlineData("UBND-HONGVAN", Route.SelfReport, false, DutyKind.AskVerification)]
    [InlineData("CA-NAMDONG", Route.SelfReport, true, DutyKind.AskVerification)]
    [InlineData("CA-TTH", Route.SelfReport, true, DutyKind.Verify)]
    [InlineData("CA-TTH", Route.SelfReport, false, DutyKind.AskVerification)]
    [InlineData("CSDT-TTH", Route.Rescued, false, DutyKind.Verify)]
    [InlineData("DBP-HONGVAN", Route.Rescued, true, DutyKind.Verify)]
    public void Whoever_has_her_finds_where_it_may_and_asks_where_it_may_not(string code, Route route, bool received, DutyKind expected)
    {
        var holder = Hue.Of(code);
        world.Register(victim, holder, route);
        if (received)
            world.Receive(victim, holder);

        Assert.Equal([expected], Duties(holder).Intersect([DutyKind.Verify, DutyKind.AskVerification]));
    }

    [Fact]
    public void Where_one_holder_may_find_by_itself_no_other_is_bound_to_ask()
    {
        var play = new BorderReturn().Received();

        Assert.All(
            OpenTasks.Of(Hue.Law, play.World[play.Victim]).Where(task => task.Key.Duty is DutyKind.Verify or DutyKind.AskVerification && !task.Key.Told),
            task => Assert.Equal((DutyKind.Verify, Hue.Police.Agency), (task.Key.Duty, task.Key.Agency)));
    }

    [Fact]
    public void A_request_takes_the_duty_over_and_an_inconclusive_answer_gives_it_back_from_that_day()
    {
        world.Register(victim, Hue.Commune, Route.SelfReport);
        world.AskToVerify(victim, Hue.Commune, Hue.AluoiPolice);
        Assert.DoesNotContain(DutyKind.AskVerification, Duties(Hue.Commune));
        Assert.Contains(DutyKind.Verify, Duties(Hue.AluoiPolice));

        world.Today = Hue.Day.AddDays(10);
        world.Verify(victim, Hue.AluoiPolice, VerificationOutcome.Inconclusive);

        Assert.Empty(Duties(Hue.AluoiPolice));
        var again = Assert.Single(OpenTasks.Of(Hue.Law, world[victim], Hue.Commune.Agency, world.Today), task => task.Key.Duty == DutyKind.AskVerification);
        Assert.Equal((world.Today, world[victim].Person!.Verifying.Findings[0].Id), (again.Since, again.Key.Source));
        Assert.NotNull(world.AskToVerify(victim, Hue.Commune, Hue.Police));
    }

    [Fact]
    public void A_finding_that_falls_with_its_certificate_gives_the_duty_back()
    {
        var play = new BorderReturn().Certified();
        var certificate = play.World[play.Victim].Person!.Verifying.Certificates[0];

        play.World.Revoke(play.Victim, Hue.Police, certificate.Id, RevocationGround.PosedAsVictim);

        Assert.Equal(VerificationStatus.Revoked, play.World[play.Victim].Person!.Verifying.Status);
        Assert.Contains(OpenTasks.Of(Hue.Law, play.World[play.Victim], Hue.Police.Agency, play.World.Today), task => task.Key.Duty == DutyKind.Verify && task.Row.Standing.Id == "TASK-VERIFY");
    }

    [Fact]
    public void A_centre_that_alone_has_her_asks_and_sees_that_it_must()
    {
        world.Register(victim, Hue.Police, Route.SelfReport);
        world.Receive(victim, Hue.Police);
        HandToTheCentre(Hue.Police);

        Assert.Contains(DutyKind.AskVerification, Duties(Hue.Centre));
        Assert.NotNull(world.AskToVerify(victim, Hue.Centre, Hue.Police));
        Assert.DoesNotContain(DutyKind.AskVerification, Duties(Hue.Centre));
    }

    [Fact]
    public void A_declined_referral_gives_who_still_has_her_the_task_to_find_another_way_until_there_is_one()
    {
        world.Register(victim, Hue.Police, Route.SelfReport);
        var (declined, next) = (Guid.NewGuid(), Guid.NewGuid());
        world.Refer(victim, Hue.Police, declined, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);
        world.Answer(victim, Hue.Centre, declined, accepted: false);
        Assert.Contains(DutyKind.ReferAgain, Duties(Hue.Police));

        world.Refer(victim, Hue.Police, next, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);
        Assert.DoesNotContain(DutyKind.ReferAgain, Duties(Hue.Police));
    }

    [Fact]
    public void A_closed_case_owes_nothing_and_takes_its_open_referrals_back()
    {
        world.Register(victim, Hue.Police, Route.SelfReport);
        world.Receive(victim, Hue.Police);
        var referral = Guid.NewGuid();
        world.Refer(victim, Hue.Police, referral, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);
        world.Today = Hue.Day.AddDays(3);

        Assert.NotNull(world.Close(victim, Hue.Police, ClosingGround.Left));

        Assert.Equal(ReferralStatus.Withdrawn, world[victim].Person!.FindReferral(referral)!.Status);
        foreach (var days in (int[])[0, 5, 60])
            Assert.Empty(((Actor[])[Hue.Police, Hue.Centre]).SelectMany(actor => Duties(actor, world.Today.AddDays(days))));
    }

    [Fact]
    public void What_a_successor_inherited_and_handed_on_binds_it_no_more_and_the_centre_asks()
    {
        world.Register(victim, Hue.District, Route.Foreigner);
        world.Receive(victim, Hue.District);
        world.Today = Hue.LabourEnds;
        HandToTheCentre(Hue.Police);

        Assert.Empty(Duties(Hue.Police));
        Assert.Contains(DutyKind.AskVerification, Duties(Hue.Centre));
    }

    [Fact]
    public void Whoever_takes_a_rescuers_place_finds_as_the_rescuer_did()
    {
        world.Register(victim, Hue.District, Route.Rescued);
        world.Today = Hue.LabourEnds;

        Assert.Contains(DutyKind.Verify, Duties(Hue.Police));
        Assert.Null(Assert.NotNull(world.Verify(victim, Hue.Police)).Refusal);
    }

    [Fact]
    public void A_rescuer_that_brought_her_to_the_district_finds_no_more_and_the_district_asks()
    {
        world.Register(victim, Hue.District, Route.Rescued);
        var office = Hue.Of("PLDTBXH-ALUOI");
        world.Force(victim, state => Victim.Transfer(
            Hue.Law, state, new(Hue.District, world.Today, Guid.NewGuid(), office.Agency, Need: true, Wish: true, SpokenBy.Person, "L66/2011-D25")));

        Assert.Null(world.Verify(victim, Hue.District));
        Assert.Equal(["Status"], Hue.Reads(Hue.District, world.FactsOf(victim)));
        Assert.Contains(DutyKind.AskVerification, Duties(office));
    }

    [Fact]
    public void What_is_referred_after_a_closing_waits_for_an_answer_and_what_was_declined_before_it_does_not()
    {
        world.Register(victim, Hue.Police, Route.SelfReport);
        var (before, after) = (Guid.NewGuid(), Guid.NewGuid());
        world.Refer(victim, Hue.Police, before, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);
        world.Answer(victim, Hue.Centre, before, accepted: false);
        world.Close(victim, Hue.Police, ClosingGround.Left);
        Assert.Empty(Duties(Hue.Police));

        world.Refer(victim, Hue.Police, after, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);

        Assert.Equal([DutyKind.AnswerReferral], Duties(Hue.Centre));
        Assert.Empty(Duties(Hue.Police));
    }

    [Fact]
    public void Whoever_is_bound_to_find_or_to_ask_may_see_that_it_is()
    {
        foreach (var (purpose, step) in ((Purpose, VerificationStep)[])[(Purpose.VerifyIdentity, VerificationStep.Conclude), (Purpose.ReceiveReturnee, VerificationStep.Ask)])
        {
            foreach (var regime in Hue.Law.Regimes)
            {
                var unseen =
                    from row in regime.VerificationSteps
                    where row.Step == step && row.SwitchedOn
                    from held in row.Relations
                    where !regime.NeedToKnow.Any(one => one.Kind == row.Kind && one.Purpose == purpose && one.Relation == held && one.Class == FieldClass.Status)
                    select $"{row.Standing.Id}: {row.Kind}, {held}";
                Assert.Empty(unseen.Distinct());
            }
        }
    }

    private void HandToTheCentre(Actor from)
    {
        var referral = Guid.NewGuid();
        world.Refer(victim, from, referral, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum);
        world.Answer(victim, Hue.Centre, referral);
        Assert.Null(Assert.NotNull(world.HandOver(victim, from, referral)).Refusal);
    }
}
