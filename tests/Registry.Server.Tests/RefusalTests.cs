using Google.Rpc;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The law refuses an act: told with article and next lawful step to those who may know of the person, in both languages.</summary>
[Collection(nameof(PlayedCase))]
public sealed class RefusalTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    [Fact]
    public async Task Guards_are_not_the_labour_departments_to_decide()
    {
        var answer = await played.Case.At(Officers.Labour).Send(played.Case.Measure(played.Case.Victim, MeasureClause.Guard));

        Assert.Equal((StatusCode.FailedPrecondition, "MEASURE_NOT_IN_AUTHORITY"), (answer.Status, answer.Reason));
        var info = answer.Detail<ErrorInfo>()!;
        Assert.Equal("QD22/2015-D5.5", info.Metadata["source"]);
        Assert.Equal("REQUEST_FROM_INVESTIGATION_POLICE", info.Metadata["next_step"]);
        Assert.Contains("Biện pháp này không thuộc thẩm quyền", answer.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("Cơ quan Cảnh sát điều tra", answer.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("not in this agency's authority", answer.Text("en"), StringComparison.Ordinal);
        Assert.Contains("Ask the investigation police", answer.Text("en"), StringComparison.Ordinal);
        Assert.Contains("22/2015", answer.Text("vi"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrecy_for_the_sister_at_home_is_refused_because_she_did_not_come_along()
    {
        var answer = await played.Case.At(Officers.Labour).Send(played.Case.Measure(played.Case.Sister, MeasureClause.SecretPersonal));

        Assert.Equal((StatusCode.FailedPrecondition, "DID_NOT_COME_ALONG"), (answer.Status, answer.Reason));
        Assert.Equal("REQUEST_FROM_INVESTIGATION_POLICE", answer.Detail<ErrorInfo>()!.Metadata["next_step"]);
    }

    [Fact]
    public async Task No_refusal_repeats_what_it_was_told()
    {
        var answer = await played.Case.At(Officers.Labour).Send(
            played.Case.Measure(played.Case.Victim, MeasureClause.Guard, operation: Canaries.GuardPlan));

        Assert.DoesNotContain(Canaries.All, canary => answer.Rich!.ToString().Contains(canary, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_not_know_of_the_dossier_is_not_told_the_article()
    {
        using var district = played.Registry.Desk(Officers.District.WithEveryScope());

        var answer = await district.Send(played.Case.Measure(played.Case.Victim, MeasureClause.Guard));

        Assert.Equal("NOT_FOUND", answer.Reason);
    }

    [Fact]
    public async Task A_refused_act_leaves_intent_and_outcome_and_changes_nothing()
    {
        var events = await played.Registry.Tamper("select count(*) from events.mt_events");
        var before = await Testing.Verification.Lines.Count(played.Registry);

        await played.Case.At(Officers.Labour).Send(played.Case.Measure(played.Case.Victim, MeasureClause.Guard));

        var lines = await Testing.Verification.Lines.Of(played.Registry, before);
        Assert.Equal(["OK", "MEASURE_NOT_IN_AUTHORITY"], lines.Select(line => line.Content.Outcome));
        Assert.Equal(lines[0].Id, lines[1].Content.Intent);
        Assert.Equal(events, await played.Registry.Tamper("select count(*) from events.mt_events"));
    }
}
