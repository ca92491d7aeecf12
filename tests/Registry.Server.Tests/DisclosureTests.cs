using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>What was told by phone or on paper stands in the log, also and above all when it should not have been told.</summary>
[Collection(nameof(Workplace))]
public sealed class DisclosureTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Theory]
    [InlineData("SLDTBXH-TTH", FieldClass.IdentityMinimum, false)]
    [InlineData("SLDTBXH-TTH", FieldClass.Exploitation, true)]
    [InlineData("CA-NAMDONG", FieldClass.Status, true)]
    [InlineData("", FieldClass.Status, true)]
    public async Task Is_recorded_and_marked_where_no_rule_lets_it_be_told(string agency, FieldClass told, bool review)
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var desk = workplace.Registry.Desk(Officers.Police.WithEveryScope());
        var before = await Lines.Count(workplace.Registry);

        var answer = await desk.Send(Telling(play.Victim, play.VersionOf(play.Victim), agency, told));

        Assert.Equal(play.VersionOf(play.Victim), answer.Expect<RecordDisclosureResponse>().Version);
        var lines = await OutcomeOf(before);
        Assert.Equal([RecordKind.Intent, RecordKind.Outcome], lines.Select(line => line.Content.Kind));
        var outcome = lines[1].Content.Told!;
        Assert.Equal((agency, (int)told, review), (outcome.Agency, (int)outcome.Classes.Single(), outcome.Review));
        Assert.Equal(agency.Length == 0, lines[0].Justification!.Contains(Canaries.ToldTo, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_may_not_see_her_gets_the_answer_for_nobody_and_the_line_still_says_what_was_told()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var desk = workplace.Registry.Desk(Officers.District.WithEveryScope());
        var before = await Lines.Count(workplace.Registry);

        var hers = await desk.Send(Telling(play.Victim, 3, "CA-TTH", FieldClass.Exploitation));
        var nobodys = await desk.Send(Telling(BorderReturn.NewId(), 3, "CA-TTH", FieldClass.Exploitation));

        Assert.Equal(StatusCode.NotFound, hers.Status);
        Assert.Equal(nobodys.Fingerprint, hers.Fingerprint);
        var lines = await Own(before);
        Assert.Equal([play.Victim], lines.Take(1).Select(line => line.Subject.ToString()));
        Assert.All(lines, line => Assert.Equal((RecordKind.Denial, true, "CA-TTH"), (line.Content.Kind, line.Content.Told!.Review, line.Content.Told.Agency)));
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public async Task Needs_one_recipient_and_says_what_was_told()
    {
        using var desk = workplace.Registry.Desk(Officers.Police.WithEveryScope());
        var both = Telling(BorderReturn.NewId(), 1, "CA-TTH", FieldClass.Envelope);
        both.ToldOutside = Canaries.ToldTo;

        var refused = await desk.Send(both);

        Assert.Equal(StatusCode.InvalidArgument, refused.Status);
        Assert.Equal(["told_agency, told_outside", "told_classes"], refused.Fields);
    }

    [Fact]
    public async Task An_agency_that_does_not_exist_was_told_nothing()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var desk = workplace.Registry.Desk(Officers.Police.WithEveryScope());

        var refused = await desk.Send(Telling(play.Victim, play.VersionOf(play.Victim), "NOBODY", FieldClass.Status));

        Assert.Equal((StatusCode.FailedPrecondition, "UNKNOWN_AGENCY"), (refused.Status, refused.Reason));
    }

    private static RecordDisclosureRequest Telling(string person, long version, string agency, FieldClass told) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        ToldAgency = agency,
        ToldOutside = agency.Length == 0 ? Canaries.ToldTo : "",
        ToldClasses = { told },
        Means = DisclosureMeans.Phone,
    };

    /// <summary>The lines of this call; an outcome that an earlier act owed may come at any time.</summary>
    private async Task<IReadOnlyList<OpenedLine>> Own(long before) =>
        [.. (await Lines.Of(workplace.Registry, before)).Where(line => line.Content.Method == "AccessService/RecordDisclosure")];

    /// <summary>The lines since, once the outcome that is owed has come.</summary>
    private async Task<IReadOnlyList<OpenedLine>> OutcomeOf(long before)
    {
        while (true)
        {
            var lines = await Own(before);
            if (lines.Any(line => line.Content.Kind == RecordKind.Outcome))
                return lines;
            await Task.Delay(50);
        }
    }
}
