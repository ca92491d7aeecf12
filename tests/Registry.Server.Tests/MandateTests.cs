using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Inspectors under a mandate, over real gRPC: two persons give it, lines outside it are absent, and it stands in the inspector's own lines.</summary>
[Collection(nameof(Administered))]
public sealed class MandateTests(Administered house) : IClassFixture<Verified<Administered>>
{
    private static readonly Officer Watched = Officers.Inspector with { Name = "ttr-tth/mandate" };

    [Fact]
    public async Task Without_a_mandate_that_names_her_an_inspector_reads_nothing_and_is_told_why()
    {
        using var desk = house.Registry.Desk(Watched);
        var before = await Lines.Count(house.Registry);

        Answer[] refused = [await desk.Send(List("")), await desk.Send(List(Mandates.Founding)), await desk.Send(List(BorderReturn.NewId())), await desk.Send(Checkpoint(""))];

        Assert.All(refused, answer => Assert.Equal((StatusCode.FailedPrecondition, "MANDATE_NEEDED"), (answer.Status, answer.Reason)));
        Assert.Contains("quyết định thanh tra", refused[0].Text("vi"), StringComparison.Ordinal);
        Assert.Contains("House rule: inspectors", refused[0].Text("en"), StringComparison.Ordinal);
        Assert.All(await Lines.Of(house.Registry, before), line => Assert.Equal("MANDATE_NEEDED", line.Content.Outcome));
    }

    [Fact]
    public async Task Lines_outside_its_scope_are_absent_and_one_record_of_them_is_the_answer_of_nobody()
    {
        var (her, other) = (BorderReturn.NewId(), BorderReturn.NewId());
        var (inside, outside) = (await Look(Officers.District, her), await Look(Officers.District, other));
        var ofAgency = await Look(Officers.Court, other);
        var mandate = await Given(one =>
        {
            one.Persons.Add(her);
            one.Agencies.Add(Officers.Court.Agency);
        });
        using var desk = house.Registry.Desk(Watched);

        var all = (await desk.Send(List(mandate))).Expect<ListAccessesResponse>().Lines;
        var asked = List(mandate);
        asked.PersonId = other;
        var about = (await desk.Send(asked)).Expect<ListAccessesResponse>().Lines;

        Assert.Contains(all, line => line.RecordId == inside);
        Assert.Contains(all, line => line.RecordId == ofAgency);
        Assert.All(all, line => Assert.True(line.PersonId == her || line.Agency == Officers.Court.Agency));
        Assert.All(about, line => Assert.Equal(Officers.Court.Agency, line.Agency));
        Assert.Equal(StatusCode.OK, (await desk.Send(Record(mandate, inside))).Status);
        var hidden = await desk.Send(Record(mandate, outside));
        var absent = await desk.Send(Record(mandate, BorderReturn.NewId()));
        Assert.Equal((StatusCode.NotFound, absent.Fingerprint), (hidden.Status, hidden.Fingerprint));
        Assert.Equal(StatusCode.NotFound, (await desk.Send(new ReplayDecisionRequest { Context = Why(mandate), RecordId = outside })).Status);
        Assert.Empty((await desk.Send(new WhoCouldReadRequest { Context = Why(mandate), PersonId = other })).Expect<WhoCouldReadResponse>().Readers);
        Assert.DoesNotContain(
            (await desk.Send(new ListReviewQueueRequest { Context = Why(mandate) })).Expect<ListReviewQueueResponse>().Entries, entry => entry.PersonId == other && entry.Agency != Officers.Court.Agency);
    }

    [Fact]
    public async Task A_watch_tells_what_the_mandate_opens_and_ends_with_it()
    {
        var (her, other) = (BorderReturn.NewId(), BorderReturn.NewId());
        var mandate = await Given(one => one.Persons.Add(her));
        using var desk = house.Registry.Desk(Watched);
        using var watch = desk.Audit.WatchAccesses(new WatchAccessesRequest { Context = Why(mandate) }, desk.Options);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));

        await Look(Officers.District, other);
        var inside = await Look(Officers.District, her);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal([inside], watch.ResponseStream.Current.Lines.Select(line => line.RecordId));

        await house.Acts.Do(new DirectoryChange { Agency = "TTR-TTH", EndMandate = new EndMandate { MandateId = mandate } });
        await Look(Officers.District, her);
        var ended = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal("MANDATE_NOT_IN_FORCE", new Answer(ended.StatusCode, ended.Status.Detail, null, ended.Trailers).Reason);
    }

    [Fact]
    public async Task Its_ceiling_counts_what_was_shown_and_its_id_stands_in_the_lines_of_every_call()
    {
        var mandate = await Given(one =>
        {
            one.Everything = true;
            one.LinesADay = 100;
        });
        using var desk = house.Registry.Desk(Watched);
        var before = await Lines.Count(house.Registry);

        var first = await desk.Send(List(mandate, 60));
        var beyond = await desk.Send(List(mandate, 60));
        var smaller = await desk.Send(List(mandate, 40));
        var last = await desk.Send(List(mandate, 1));

        Assert.Equal(["", "MANDATE_CEILING_REACHED", "", "MANDATE_CEILING_REACHED"], new[] { first, beyond, smaller, last }.Select(answer => answer.Reason));
        Assert.All(await Lines.Of(house.Registry, before), line => Assert.Equal(mandate, line.Content.Mandate.ToString()));
        using var other = house.Registry.Desk(Officers.Inspector);
        var seen = (await other.Send(new ListAccessesRequest { Context = Why(Mandates.Founding), Officer = Watched.Name, PageSize = 4 })).Expect<ListAccessesResponse>();
        Assert.All(seen.Lines, line => Assert.Equal(mandate, line.MandateId));
    }

    [Fact]
    public async Task Nobody_approves_his_own_and_no_administrator_stands_in_one_or_opens_a_line()
    {
        var own = (await house.Acts.Propose(Change(one => (one.Everything, one.Officers[0]) = (true, Officers.Approver.Name)))).Expect<ProposeChangeResponse>();
        Assert.Equal("NOT_FOR_YOURSELF", (await house.Acts.ApproveAsInspector(own.ProposalId)).Reason);
        Assert.Equal("INSPECTOR_NEEDED", (await house.Acts.ApproveAsSecond(own.ProposalId)).Reason);

        var administrator = await house.Acts.Propose(Change(one => (one.Everything, one.Officers[0]) = (true, Officers.Colleague.Name)));
        Assert.Equal("MANDATE_NAMES_ADMINISTRATOR", administrator.Reason);
        using var both = house.Registry.Desk(Officers.Administrator with { Scope = Officers.Administrator.Scope + " audit.read" });
        Assert.Equal("SCOPES_EXCLUDE_EACH_OTHER", (await both.Send(List(Mandates.Founding))).Reason);
        using var alone = house.Registry.Desk(Officers.Administrator with { Scope = "audit.read" });
        Assert.Equal(StatusCode.NotFound, (await alone.Send(List(Mandates.Founding))).Status);
    }

    [Fact]
    public async Task The_directory_shows_inspectors_and_administrators_who_inspects_under_what()
    {
        var mandate = await Given(one => one.Everything = true);

        var shown = Assert.Single((await house.Acts.Directory("TTR-TTH")).Mandates, one => one.MandateId == mandate);

        Assert.Equal((Watched.Name, "7/QĐ-TTr", false), (Assert.Single(shown.Mandate.Officers), shown.Mandate.Number, shown.Ended));
        var misshapen = await house.Acts.Propose(Change(one => one.Persons.Add("nobody")));
        Assert.Equal(["change.persons"], misshapen.Fields);
    }

    [Fact]
    public async Task The_founding_inspectors_of_a_development_registry_read_under_a_mandate_that_the_log_and_the_directory_show()
    {
        using var founding = house.Registry.Desk(Officers.Inspector);
        using var stranger = house.Registry.Desk(Officers.Inspector with { Name = "ttr-tth/unnamed" });

        Assert.Equal(StatusCode.OK, (await founding.Send(List(Mandates.Founding, 1))).Status);
        Assert.Equal("MANDATE_NEEDED", (await stranger.Send(List(Mandates.Founding, 1))).Reason);

        var shown = Assert.Single((await house.Acts.Directory("TTR-TTH")).Mandates, one => one.MandateId == Mandates.Founding);
        Assert.Equal(("FOUNDING", "FoundingInspectors", true), (shown.Mandate.Number, shown.Mandate.Authority, shown.Mandate.Everything));
        Assert.Contains(Officers.Inspector.Name, shown.Mandate.Officers);
        var line = Assert.Single(await Lines.Of(house.Registry), one => one.Content is { Method: "Founding/GiveMandate", Kind: Records.RecordKind.Intent });
        Assert.Equal(shown.Mandate.Officers, line.Content.Running!.Split(' '));

        await using var other = await house.Registry.SecondServer();
        Assert.Single(await Lines.Of(house.Registry), one => one.Content is { Method: "Founding/GiveMandate", Kind: Records.RecordKind.Intent });
    }

    private async Task<string> Given(Action<Mandate> scope)
    {
        var proposed = (await house.Acts.Propose(Change(scope))).Expect<ProposeChangeResponse>();
        (await house.Acts.ApproveAsInspector(proposed.ProposalId)).Expect<ApproveChangeResponse>();
        return proposed.ProposalId;
    }

    private static DirectoryChange Change(Action<Mandate> set)
    {
        var mandate = new Mandate
        {
            Number = "7/QĐ-TTr",
            IssuedOn = Day(1),
            Authority = "Chánh Thanh tra tỉnh",
            Officers = { Watched.Name },
            From = Day(1),
            Until = Day(31),
            LinesADay = 10_000,
        };
        set(mandate);
        return new DirectoryChange { Agency = "TTR-TTH", GiveMandate = mandate };
    }

    private static Date Day(int day) => new() { Year = 2016, Month = 3, Day = day };

    private async Task<string> Look(Officer officer, string person)
    {
        using var desk = house.Registry.Desk(officer.WithEveryScope());
        return (await desk.Send(BorderReturn.Look(person, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"))).RecordId;
    }

    private static ListAccessesRequest List(string mandate, int size = 200) => new() { Context = Why(mandate), PageSize = size };

    private static GetRecordRequest Record(string mandate, string record) => new() { Context = Why(mandate), RecordId = record };

    private static GetCheckpointRequest Checkpoint(string mandate) => new() { Context = Why(mandate) };

    private static AccessContext Why(string mandate)
    {
        var context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION");
        context.MandateId = mandate;
        return context;
    }
}
