using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Pipeline;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The number of a decision is used once by its authority in a year, whatever the decision is about.</summary>
[Collection(nameof(Workplace))]
public sealed class DecisionNumberTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task A_number_used_twice_is_refused_with_the_article_in_both_languages_and_nothing_is_lost()
    {
        using var one = await Sheltered();
        using var other = await Sheltered();
        var first = await End(one);
        await Done(one, first);
        var second = await End(other);
        second.Decision.Number = first.Decision.Number;

        var refused = await other.At(Officers.Labour).Send(second);

        Assert.Equal((StatusCode.FailedPrecondition, "DECISION_NUMBER_USED"), (refused.Status, refused.Reason));
        Assert.Contains("Khoản 2 Điều 8 Nghị định 62/2012", refused.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("Art. 8(2)", refused.Text("en"), StringComparison.Ordinal);
        second.Decision.Number = BorderReturn.Numbered(Canaries.EndNumber);
        await Done(other, second);
    }

    [Fact]
    public async Task Another_act_about_the_same_person_does_not_take_it_again_however_it_is_written()
    {
        using var play = await Sheltered();
        var end = await End(play);
        await Done(play, end);
        var release = await new Measures(play, play.Victim).Release(end.MeasureId);
        release.Decision.Number = end.Decision.Number.ToLowerInvariant().Replace(" ", " - ", StringComparison.Ordinal).Replace('/', '.');

        Assert.Equal("DECISION_NUMBER_USED", (await play.At(Officers.Labour).Send(release)).Reason);
    }

    [Fact]
    public async Task One_paper_orders_several_measures_for_one_person_and_for_nobody_else()
    {
        using var play = await Sheltered();
        using var other = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var first = await End(play);
        await Done(play, first);
        var second = await measures.End(await measures.Of(MeasureClause.RestrictContact));
        second.Decision = first.Decision.Clone();
        await Done(play, second);

        var elsewhere = await End(other);
        elsewhere.Decision = first.Decision.Clone();
        Assert.Equal("DECISION_NUMBER_USED", (await other.At(Officers.Labour).Send(elsewhere)).Reason);
        var signed = await measures.End(await measures.Of(MeasureClause.SecretPersonal));
        signed.Decision = first.Decision.Clone();
        signed.Decision.Signatory = Canaries.VictimOtherName;
        Assert.Equal("DECISION_NUMBER_USED", (await play.At(Officers.Labour).Send(signed)).Reason);
    }

    [Fact]
    public async Task Each_authority_has_numbers_of_its_own_and_learns_nothing_of_anothers()
    {
        using var one = await Sheltered();
        using var other = await Sheltered();
        var measures = new Measures(other, other.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        await Done(other, await measures.Transfer(shelter, Officers.Investigation));
        var first = await End(one);
        await Done(one, first);
        var second = await measures.End(shelter);
        second.Decision.Number = first.Decision.Number;

        (await other.At(Officers.Investigation).Send(second)).Expect<EndMeasureResponse>();
    }

    [Fact]
    public async Task A_repeated_act_is_answered_as_the_first_was()
    {
        using var play = await Sheltered();
        var end = await End(play);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => play.At(Officers.Labour).Send(end)));

        Assert.Single(answers.Select(answer => answer.Expect<EndMeasureResponse>()).Distinct());
        Assert.Equal(answers[0].Expect<EndMeasureResponse>(), (await play.At(Officers.Labour).Send(end)).Expect<EndMeasureResponse>());
    }

    [Fact]
    public async Task Of_several_acts_with_one_number_at_a_time_one_stands()
    {
        var plays = new List<BorderReturn>();
        var ends = new List<EndMeasureRequest>();
        for (var n = 0; n < 3; n++)
        {
            plays.Add(await Sheltered());
            ends.Add(await End(plays[n]));
            ends[n].Decision.Number = ends[0].Decision.Number;
        }

        var answers = await Task.WhenAll(plays.Zip(ends).Select(one => one.First.At(Officers.Labour).Send(one.Second)));

        Assert.Single(answers, answer => answer.Status == StatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != StatusCode.OK), answer => Assert.Equal("DECISION_NUMBER_USED", answer.Reason));
        plays.ForEach(play => play.Dispose());
    }

    [Fact]
    public async Task Two_server_processes_of_one_database_do_not_use_one_number_neither_one_after_the_other_nor_at_a_time()
    {
        await using var second = await workplace.Registry.SecondServer();
        using var there = new Desk(second.Addresses[0], () => workplace.Registry.Token(Officers.Labour));
        var plays = new List<BorderReturn>();
        var ends = new List<EndMeasureRequest>();
        for (var n = 0; n < 3; n++)
        {
            plays.Add(await Sheltered());
            ends.Add(await End(plays[n]));
            ends[n].Decision.Number = ends[0].Decision.Number;
        }

        var answers = await Task.WhenAll(plays[0].At(Officers.Labour).Send(ends[0]), there.Send(ends[1]));
        var later = await there.Send(ends[2]);

        Assert.Single(answers, answer => answer.Status == StatusCode.OK);
        Assert.Equal("DECISION_NUMBER_USED", Assert.Single(answers, answer => answer.Status != StatusCode.OK).Reason);
        Assert.Equal((StatusCode.FailedPrecondition, "DECISION_NUMBER_USED"), (later.Status, later.Reason));
        plays.ForEach(play => play.Dispose());
    }

    [Fact]
    public async Task A_decision_on_support_takes_a_number_of_the_same_series()
    {
        using var play = await Sheltered();
        var end = await End(play);
        await Done(play, end);
        var supports = new Supports(play.Victim) { Version = play.VersionOf(play.Victim) };
        var file = (await play.At(Officers.Centre).Send(supports.Propose(SupportKind.Medical, Officers.Labour))).Expect<ProposeSupportResponse>();
        supports.Version = file.Version;
        var approve = supports.Approve(file.SupportId);
        approve.Decision.Number = end.Decision.Number;

        Assert.Equal("DECISION_NUMBER_USED", (await play.At(Officers.Labour).Send(approve)).Reason);
        var reject = supports.Reject(file.SupportId);
        reject.Decision.Number = end.Decision.Number;
        Assert.Equal("DECISION_NUMBER_USED", (await play.At(Officers.Labour).Send(reject)).Reason);
        approve.Decision.Number = BorderReturn.Numbered(Canaries.SupportDecisionNumber);
        (await play.At(Officers.Labour).Send(approve)).Expect<ApproveSupportResponse>();
    }

    [Theory]
    [InlineData("15/QĐ-CAH", "15/QĐ - CAH", true)]
    [InlineData("15/QĐ-CAH", " 15 / qđ–cah.", true)]
    [InlineData("15/QĐ-CAH", "15/QD-CAH", false)]
    [InlineData("1/15", "11/5", false)]
    [InlineData("15/QĐ", "15b/QĐ", false)]
    public void A_number_is_one_however_it_is_written(string one, string other, bool same) =>
        Assert.Equal(same, DecisionNumbers.Fold(one) == DecisionNumbers.Fold(other));

    private static async Task<EndMeasureRequest> End(BorderReturn play)
    {
        var measures = new Measures(play, play.Victim);
        return await measures.End(await measures.Of(MeasureClause.Shelter));
    }

    private static async Task Done(BorderReturn play, IMessage act) =>
        Assert.Equal(StatusCode.OK, (await play.At(Officers.Labour).Send(act)).Status);

    private async Task<BorderReturn> Sheltered() =>
        await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
}
