using Google.Protobuf.WellKnownTypes;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A record as of any second: what was known, who did what, and nothing that today's need to know would not show.</summary>
[Collection(nameof(Workplace))]
public sealed class HistoryTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task A_record_is_read_as_it_was_at_a_moment()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Received();
        var before = await Moment();
        await play.Certified();

        var then = await Seen(play, before, "full_name", "status", "verification");
        var now = await Seen(play, null, "full_name", "status", "verification");

        Assert.Equal((Canaries.VictimName, false, VerificationOutcome.Unspecified), (then.Person.FullName, then.Status.CertificateIssued, then.Status.Verification));
        Assert.Equal((Canaries.VictimName, true, VerificationOutcome.Confirmed), (now.Person.FullName, now.Status.CertificateIssued, now.Status.Verification));
        Assert.Equal(["victim_registered", "person_received", "person_received", "person_received"], then.Entries.Select(entry => entry.Kind));
        Assert.Equal(["verification_recorded", "certificate_issued"], now.Entries.Skip(then.Entries.Count).Select(entry => entry.Kind));
        Assert.Equal(
            [Officers.Post.Agency, Officers.Post.Agency, Officers.Police.Agency, Officers.Labour.Agency], then.Entries.Select(entry => entry.Agency));
        Assert.Equal(Canaries.VictimName, now.Entries[0].Set.FullName);
        Assert.All(now.Entries, entry => Assert.Equal(BorderReturn.Day, entry.OccurredOn));
        Assert.Equal(now.Entries.Select(entry => entry.RecordedAt.ToDateTimeOffset()).Order(), now.Entries.Select(entry => entry.RecordedAt.ToDateTimeOffset()));
    }

    [Fact]
    public async Task Its_pages_are_of_one_moment_whether_that_is_said_or_not_and_whatever_happens_meanwhile()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Received();
        using var desk = Police();
        var ask = Ask(play.Victim, null, "status", "verification");
        ask.PageSize = 1;
        var first = (await desk.Send(ask)).Expect<GetHistoryResponse>();
        await play.Certified();

        var kinds = new List<string> { Assert.Single(first.Entries).Kind };
        for (var page = first; page.NextPageToken.Length > 0;)
        {
            var next = ask.Clone();
            next.PageToken = page.NextPageToken;
            next.AsOf = kinds.Count % 2 == 0 ? first.AsOf : null;
            page = (await desk.Send(next)).Expect<GetHistoryResponse>();
            Assert.Equal(first.AsOf, page.AsOf);
            kinds.AddRange(page.Entries.Select(entry => entry.Kind));
        }

        Assert.Equal(["victim_registered", "person_received", "person_received", "person_received"], kinds);
        var other = ask.Clone();
        other.PageToken = first.NextPageToken;
        other.AsOf = Timestamp.FromDateTime(first.AsOf.ToDateTime().AddSeconds(-1));
        Assert.Equal(["page_token"], (await desk.Send(other)).Fields);
    }

    [Fact]
    public async Task Before_she_was_registered_nothing_was_known()
    {
        var before = await Moment();
        using var play = await new BorderReturn(workplace.Registry).Received();

        var then = await Seen(play, before, "full_name", "status");

        Assert.Equal(("", 0), (then.Person.FullName, then.Entries.Count));
        Assert.Null(then.Status);
    }

    [Fact]
    public async Task What_a_measure_hides_today_is_hidden_in_the_past_too()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Received();
        var before = await Moment();
        Assert.Equal(Canaries.Place, (await Seen(play, before, "current_place", "full_name")).Person.CurrentPlace.Line);
        await play.Protected();

        var then = await Seen(play, before, "current_place", "full_name", "places", "measures");

        Assert.Null(then.Person.CurrentPlace);
        Assert.All(then.Entries, entry => Assert.Null(entry.Set?.CurrentPlace));
        Assert.DoesNotContain((await Seen(play, null, "current_place", "full_name", "places")).Entries, entry => entry.Kind == "person_handed_over");
    }

    [Fact]
    public async Task A_stranger_gets_what_nobody_gives_and_the_kinds_that_are_not_permitted_are_absent()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        using var district = workplace.Registry.Desk(Officers.District.WithEveryScope());

        var stranger = await district.Send(Ask(play.Victim, null, "status", "full_name", "measures"));
        var nobody = await district.Send(Ask(BorderReturn.NewId(), null, "status", "full_name", "measures"));
        using var centre = workplace.Registry.Desk(Officers.Centre.WithEveryScope());
        var request = Ask(play.Victim, null, "status", "full_name", "measures", "verification");
        request.Context = BorderReturn.Why(Purpose.Care, "QD22/2015-D5.4");
        var carer = (await centre.Send(request)).Expect<GetHistoryResponse>();

        Assert.Equal(nobody.Fingerprint, stranger.Fingerprint);
        Assert.DoesNotContain(carer.Entries, entry => entry.Kind.Contains("measure", StringComparison.Ordinal) || entry.Kind.Contains("verification", StringComparison.Ordinal));
        Assert.Contains(carer.Entries, entry => entry.Kind == "person_received");
    }

    [Fact]
    public async Task Who_handed_her_over_is_told_which_acts_are_its_own_and_of_no_agency_after_it()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        using var post = workplace.Registry.Desk(Officers.Post.WithEveryScope());

        var entries = (await post.Send(Ask(play.Victim, null, "status"))).Expect<GetHistoryResponse>().Entries;

        Assert.Contains(entries, entry => entry.Kind == "victim_registered" && entry.Agency == Officers.Post.Agency);
        Assert.Contains(entries, entry => entry.Kind == "person_received" && entry.Agency.Length == 0);
        Assert.All(entries, entry => Assert.Contains(entry.Agency, (string[])["", Officers.Post.Agency]));
    }

    [Fact]
    public async Task Pages_join_to_the_whole_and_a_token_is_good_for_its_question_alone()
    {
        using var play = await new BorderReturn(workplace.Registry).Received();
        using var police = Police();
        var request = Ask(play.Victim, await Moment(), "status");
        var whole = (await police.Send(request)).Expect<GetHistoryResponse>().Entries;
        var pages = new List<HistoryEntry>();
        request.PageSize = 1;
        do
        {
            var page = (await police.Send(request)).Expect<GetHistoryResponse>();
            pages.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0 && pages.Count < 20);

        Assert.Equal(whole, pages);
        request.PageToken = (await police.Send(request)).Expect<GetHistoryResponse>().NextPageToken;
        request.Fields.Paths.Add("full_name");
        Assert.Equal(["page_token"], (await police.Send(request)).Fields);
    }

    [Fact]
    public async Task A_moment_to_come_a_field_that_is_none_and_a_page_too_long_are_refused_by_name()
    {
        using var police = Police();
        var tomorrow = Ask(BorderReturn.NewId(), Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow().AddDays(1)), "status");
        var never = Ask(BorderReturn.NewId(), new Timestamp { Seconds = long.MaxValue }, "status");
        var nothing = Ask(BorderReturn.NewId(), null, "shoe_size");
        var tooLong = Ask(BorderReturn.NewId(), null, "status");
        tooLong.PageSize = 201;

        Assert.Equal(["as_of"], (await police.Send(tomorrow)).Fields);
        Assert.Equal(["as_of"], (await police.Send(never)).Fields);
        Assert.Equal(["fields"], (await police.Send(nothing)).Fields);
        Assert.Equal(["page_size"], (await police.Send(tooLong)).Fields);
    }

    private Desk Police() => workplace.Registry.Desk(Officers.Police.WithEveryScope());

    private async Task<GetHistoryResponse> Seen(BorderReturn play, Timestamp? asOf, params string[] fields)
    {
        using var police = Police();
        return (await police.Send(Ask(play.Victim, asOf, fields))).Expect<GetHistoryResponse>();
    }

    private static GetHistoryRequest Ask(string person, Timestamp? asOf, params string[] fields) => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.1"),
        PersonId = person,
        AsOf = asOf,
        Fields = new FieldMask { Paths = { fields } },
    };

    /// <summary>Now, by a clock that has moved on since the last act.</summary>
    private static async Task<Timestamp> Moment()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(2));
        var now = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        await Task.Delay(TimeSpan.FromMilliseconds(2));
        return now;
    }
}
