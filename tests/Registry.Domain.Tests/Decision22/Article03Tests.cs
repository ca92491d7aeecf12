using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Tests.Enrolment;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 3: forms of coordination. Clause 1, papers that ask another agency, are referrals and requests.</summary>
public sealed class Article03Tests
{
    [Fact]
    public void Clause_1_a_paper_asks_and_the_agency_asked_alone_answers()
    {
        var play = new BorderReturn().Certified();
        var referral = Guid.NewGuid();
        Assert.Null(Assert.NotNull(play.World.Refer(play.Victim, Hue.Post, referral, Hue.Centre, Purpose.Care, true, FieldClass.Health)).Refusal);

        Assert.Equal(
            "REFERRAL_NOT_ADDRESSED_TO_YOU",
            Victim.AnswerReferral(Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, referral, true)).Refusal!.Reason);
        Assert.Null(Assert.NotNull(play.World.Answer(play.Victim, Hue.Centre, referral)).Refusal);
    }

    [Fact]
    public void Clause_2_meetings_are_not_carried_and_say_why() =>
        Assert.True(Hue.Law.Duties.Single(d => d.Standing.Source == "QD22/2015-D3.2").CarriedBy.IsEmpty);

    [Fact]
    public void Clause_3_a_seconded_officer_helps_the_lead_agency_and_acts_for_no_other()
    {
        var (bench, district) = (new Bench(), Hue.District.Agency);
        Assert.Null(bench.Do(new DirectoryChange.EnrolOfficer(district, "o"), Bench.Second));
        Assert.Null(bench.Do(new DirectoryChange.SecondOfficer(district, "o", Hue.Labour.Agency, Hue.Day.AddDays(30))));

        Assert.Equal(Hue.Labour.Agency, bench.Enrolment.ActsFor(district, "o", Hue.Day));
    }
}
