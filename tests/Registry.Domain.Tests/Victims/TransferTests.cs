using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Victims;

/// <summary>Need and wish, conditions, expiry, withdrawal, and transfers that the law orders without a referral.</summary>
public sealed class TransferTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly DateOnly Since = new(2025, 8, 1);

    [Theory]
    [InlineData("CA-TTH", "TTCTXH-TTH", "L66/2011-D26.1.b", true, false, null)]
    [InlineData("CA-TTH", "TTCTXH-TTH", "L66/2011-D26.1.b", false, true, null)]
    [InlineData("CA-TTH", "TTCTXH-TTH", "QD22/2015-D6.3", false, true, null)]
    [InlineData("CA-TTH", "TTCTXH-TTH", "L66/2011-D26.1.b", false, false, "NEED_NOT_RECORDED")]
    [InlineData("CA-TTH", "TTCTXH-TTH", "QD22/2015-D7.3", true, true, "TRANSFER_CLAUSE_NOT_YOURS")]
    [InlineData("CA-TTH", "TTCTXH-TTH", "QD22/2015-D4.2", true, true, "TRANSFER_CLAUSE_NOT_YOURS")]
    [InlineData("CA-TTH", "CA-TTH", "L66/2011-D26.1.b", true, true, "REFERRAL_TO_YOURSELF")]
    [InlineData("CA-TTH", "NOBODY", "L66/2011-D26.1.b", true, true, "UNKNOWN_AGENCY")]
    [InlineData("CA-TTH", "SYT-TTH", "L66/2011-D26.1.b", true, true, "TRANSFER_NEEDS_REFERRAL")]
    [InlineData("DBP-HONGVAN", "TTCTXH-TTH", "QD22/2015-D7.3", true, true, "TRANSFER_NEEDS_REFERRAL")]
    [InlineData("DBP-HONGVAN", "UBND-HONGVAN", "TTLT01/2014", false, false, null)]
    [InlineData("SLDTBXH-TTH", "TTCTXH-TTH", "QD22/2015-D5.4", true, true, "TRANSFER_NEEDS_REFERRAL")]
    [InlineData("BCHBP-TTH", "UBND-HONGVAN", "TTLT01/2014", false, false, "NOT_RECEIVED_BY_YOU")]
    public void A_person_is_brought_without_referral_only_where_the_cited_clause_says_so(
        string from, string to, string clause, bool need, bool wish, string? reason)
    {
        var play = new BorderReturn().Received();

        Assert.Equal(reason, Transfer(play.World[play.Victim], Hue.Of(from), to, need, wish, clause, Hue.Day).Refusal?.Reason);
    }

    [Theory]
    [InlineData("CA-TTH", "UBND-ALUOI1", "L53/2024-D27", null)]
    [InlineData("CA-TTH", "SYT-TTH", "L53/2024-D30", null)]
    [InlineData("CA-TTH", "TTCTXH-TTH", "L66/2011-D26.1.b", "TRANSFER_CLAUSE_NOT_YOURS")]
    [InlineData("SYT-TTH", "TTCTXH-TTH", "L53/2024-D27", "TRANSFER_NEEDS_REFERRAL")]
    public void Since_2025_the_commune_and_the_agency_that_supports(string from, string to, string clause, string? reason)
    {
        var sender = Hue.Of(from, Since);
        var state = Registered(sender, Since);

        Assert.Equal(reason, Transfer(state, sender, to, need: true, wish: true, clause, Since).Refusal?.Reason);
    }

    [Fact]
    public void The_sender_keeps_that_it_handed_over_and_the_receiver_has_her()
    {
        var play = new BorderReturn().Received();
        var moved = play.World[play.Victim];
        foreach (var happened in Transfer(moved, Hue.Police, "TTCTXH-TTH", true, true, "L66/2011-D26.1.b", Hue.Day).Events)
            moved = moved.Apply(StreamTypes.Person, happened, Guid.NewGuid());

        Assert.Equal(["Status"], Hue.Reads(Hue.Police, Facts.Of(moved)));
        Assert.Contains(nameof(FieldClass.CurrentPlace), Hue.Reads(Hue.Centre, Facts.Of(moved)));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Transfer(moved, Hue.Police, "TTCTXH-TTH", true, true, "L66/2011-D26.1.b", Hue.Day).Refusal!.Reason);
        Assert.Contains(nameof(FieldClass.CurrentPlace), Hue.Reads(Hue.Labour, Facts.Of(moved)));
    }

    [Fact]
    public void A_proposal_that_nobody_answered_ends_by_itself_and_opens_nothing_any_more()
    {
        var state = Proposed(answerBy: Hue.Day.AddDays(7));

        Assert.NotEmpty(Hue.Reads(Hue.Centre, Facts.Of(state), Hue.Day.AddDays(7)));
        Assert.Empty(Hue.Reads(Hue.Centre, Facts.Of(state), Hue.Day.AddDays(8)));
        Assert.Equal("REFERRAL_EXPIRED", Victim.AnswerReferral(Hue.Law, state, new(Hue.Centre, Hue.Day.AddDays(8), Id, true)).Refusal!.Reason);
        Assert.Equal("REFERRAL_EXPIRED", Victim.AnswerReferral(Hue.Law, state, new(Hue.Centre, Hue.Day.AddDays(7), Id, true, RecordedOn: Hue.Day.AddDays(8))).Refusal!.Reason);
        Assert.Equal("REFERRAL_PERIOD_NOT_VALID", Victim.AnswerReferral(Hue.Law, state, new(Hue.Centre, Hue.Day.AddDays(-1), Id, true)).Refusal!.Reason);
        Assert.Null(Victim.AnswerReferral(Hue.Law, state, new(Hue.Centre, Hue.Day.AddDays(7), Id, true)).Refusal);
        Assert.Equal(Hue.Day.AddDays(Victim.AnswerWithin), Proposed().Person!.FindReferral(Id)!.AnswerBy);
    }

    [Fact]
    public void What_was_accepted_for_a_time_ends_with_it()
    {
        var state = Answered(Proposed(Purpose.Treatment, Hue.Health, ends: Hue.Day.AddDays(20)), Hue.Health);

        Assert.Contains(nameof(FieldClass.Health), Hue.Reads(Hue.Health, Facts.Of(state), Hue.Day.AddDays(19)));
        Assert.Empty(Hue.Reads(Hue.Health, Facts.Of(state), Hue.Day.AddDays(20)));
        Assert.True(state.Person!.FindReferral(Id)!.IsExpiredOn(Hue.Day.AddDays(20)));
    }

    [Fact]
    public void A_withdrawal_ends_what_the_addressee_saw_and_is_the_senders_alone()
    {
        foreach (var state in (SubjectState[])[Proposed(), Answered(Proposed(), Hue.Centre)])
        {
            Assert.Equal("REFERRAL_NOT_YOURS", Victim.Withdraw(Hue.Law, state, new(Hue.Labour, Hue.Day, Id)).Refusal!.Reason);
            Assert.Equal("REFERRAL_NOT_YOURS", Victim.Withdraw(Hue.Law, state, new(Hue.Post, Hue.Day, Guid.NewGuid())).Refusal!.Reason);
            var withdrawn = Apply(state, Victim.Withdraw(Hue.Law, state, new(Hue.Post, Hue.Day, Id)));

            Assert.Empty(Hue.Reads(Hue.Centre, Facts.Of(withdrawn)));
            Assert.Equal(ReferralStatus.Withdrawn, withdrawn.Person!.FindReferral(Id)!.Status);
            Assert.Equal("REFERRAL_ALREADY_ANSWERED", Victim.AnswerReferral(Hue.Law, withdrawn, new(Hue.Centre, Hue.Day, Id, true)).Refusal!.Reason);
            Assert.Equal("REFERRAL_NOT_ACCEPTED", HandOver(withdrawn).Refusal!.Reason);
            Assert.Equal("REFERRAL_ALREADY_ANSWERED", Victim.Withdraw(Hue.Law, withdrawn, new(Hue.Post, Hue.Day, Id)).Refusal!.Reason);
        }
    }

    [Fact]
    public void Conditions_are_met_before_the_hand_over_and_the_clause_is_the_senders_own()
    {
        var state = Answered(Proposed(), Hue.Centre, conditional: true);

        Assert.Equal("REFERRAL_CONDITIONS_NOT_MET", HandOver(state).Refusal!.Reason);
        Assert.Equal("TRANSFER_CLAUSE_NOT_YOURS", HandOver(state, met: true, clause: "L66/2011-D26.1.b").Refusal!.Reason);
        Assert.Null(HandOver(state, met: true).Refusal);
    }

    [Fact]
    public void A_hand_over_closes_the_senders_other_offers_of_her_care()
    {
        var other = Guid.NewGuid();
        var state = Answered(Proposed(), Hue.Centre);
        state = Apply(state, Decide(state, other, Purpose.Care, Hue.Centre, null, null));
        state = Apply(state, HandOver(state));

        Assert.Equal(ReferralStatus.Withdrawn, state.Person!.FindReferral(other)!.Status);
        Assert.DoesNotContain(state.Relations, r => r.Source == other && r.Until is null);
    }

    [Fact]
    public void Who_took_the_place_of_whom_it_asked_does_not_hand_over_to_itself()
    {
        var play = new BorderReturn().Received();
        var state = play.World[play.Victim];
        foreach (var happened in (DomainEvent[])
                 [
                     new ReferralProposed(Hue.Day, Id, Hue.Labour.Agency, Hue.Health.Agency, Purpose.Care, [], true, true, "QD22/2015-D4.2"),
                     new ReferralAnswered(Hue.Day, Id, Hue.Health.Agency, true),
                 ])
            state = state.Apply(StreamTypes.Person, happened, Guid.NewGuid());
        var health = Hue.Of("SYT-TTH", Hue.LabourEnds);

        Assert.Equal("REFERRAL_TO_YOURSELF", Victim.HandOver(Hue.Law, state, new(health, Hue.LabourEnds, Id, "QD22/2015-D4.2")).Refusal!.Reason);
    }

    [Fact]
    public void Police_refer_on_a_wish_alone_because_their_clause_says_so_and_the_border_guard_does_not()
    {
        var play = new BorderReturn().Received();
        string? Refer(Actor by) => Victim.ProposeReferral(Hue.Law, play.World[play.Victim], new(
            by, Hue.Day, Id, Hue.Centre.Agency, Purpose.Care, [FieldClass.Health], Need: false, Wish: true, "QD22/2015-D4.2")).Refusal?.Reason;

        Assert.Null(Refer(Hue.Police));
        Assert.Equal("NEED_NOT_RECORDED", Refer(Hue.Post));
    }

    private static Decided Transfer(SubjectState state, Actor by, string to, bool need, bool wish, string clause, DateOnly on) =>
        Victim.Transfer(Hue.Law, state, new(by, on, Id, new(to), need, wish, SpokenBy.Person, clause));

    private static SubjectState Registered(Actor by, DateOnly on) => SubjectState.Empty(Id)
        .Apply(StreamTypes.Person, new VictimRegistered(on, by.Agency, "HONGVAN", Channel.BilateralAgreement, null, []), Guid.NewGuid());

    private static SubjectState Proposed(Purpose purpose = Purpose.Care, Actor? to = null, DateOnly? answerBy = null, DateOnly? ends = null)
    {
        var play = new BorderReturn().Received();
        return Apply(play.World[play.Victim], Decide(play.World[play.Victim], Id, purpose, to ?? Hue.Centre, answerBy, ends));
    }

    private static Decided Decide(SubjectState state, Guid id, Purpose purpose, Actor to, DateOnly? answerBy, DateOnly? ends) => Victim.ProposeReferral(
        Hue.Law, state, new(Hue.Post, Hue.Day, id, to.Agency, purpose, [FieldClass.Health], true, true, "QD22/2015-D7.3") { AnswerBy = answerBy, EndsOn = ends });

    private static SubjectState Answered(SubjectState state, Actor by, bool conditional = false) =>
        Apply(state, Victim.AnswerReferral(Hue.Law, state, new(by, Hue.Day, Id, true, conditional)));

    private static Decided HandOver(SubjectState state, bool met = false, string clause = "QD22/2015-D7.3") =>
        Victim.HandOver(Hue.Law, state, new(Hue.Post, Hue.Day, Id, clause, met));

    private static SubjectState Apply(SubjectState state, Decided decided)
    {
        Assert.Null(decided.Refusal);
        return state.Apply(StreamTypes.Person, decided.Events.Single(), Guid.NewGuid());
    }
}
