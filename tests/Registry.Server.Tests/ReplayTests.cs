using Google.Protobuf;
using Registry.Server.Audit;
using Registry.Server.Hosting;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Tests;

/// <summary>What was decided is decided again from what was true then, whatever happened since.</summary>
[Collection(nameof(Administered))]
public sealed class ReplayTests(Administered house) : IClassFixture<Verified<Administered>>
{
    [Fact]
    public async Task A_look_is_reproduced_from_what_was_true_then_after_her_record_moved_on()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        var before = await SeenByThePost(play.Victim);
        using var protege = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Received();
        var registered = await SeenByThePost(protege.Victim);
        await Merge(play.Victim, protege.Victim);

        foreach (var record in (string[])[before, registered])
        {
            var replayed = await Replayed(record);
            Assert.Equal(ReplayVerdict.Reproduced, replayed.Verdict);
            Assert.Contains(replayed.Permitted, one => one.FieldClass == FieldClass.CurrentPlace);
        }
    }

    [Fact]
    public async Task A_look_at_one_of_two_joined_records_is_reproduced_with_what_the_other_hid_then_and_not_with_what_it_hides_later()
    {
        using var sheltered = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        using var second = await new BorderReturn(house.Registry).Received();
        var before = await SeenByThePost(second.Victim);
        await Merge(sheltered.Victim, second.Victim);
        var joined = await SeenByThePost(second.Victim);
        await Unmerge(sheltered.Victim, second.Victim);
        var parted = await SeenByThePost(second.Victim);

        var (then, after, last) = (await Replayed(before), await Replayed(joined), await Replayed(parted));

        Assert.Equal([ReplayVerdict.Reproduced, ReplayVerdict.Reproduced, ReplayVerdict.Reproduced], [then.Verdict, after.Verdict, last.Verdict]);
        Assert.Contains(then.Permitted, one => one.FieldClass == FieldClass.CurrentPlace);
        Assert.Contains(after.Refused, one => one.FieldClass == FieldClass.CurrentPlace);
        Assert.Contains(last.Refused, one => one.FieldClass == FieldClass.CurrentPlace);
    }

    [Fact]
    public async Task A_replay_of_a_joined_record_leaves_a_line_under_each()
    {
        using var first = await new BorderReturn(house.Registry).Received();
        using var second = await new BorderReturn(house.Registry).Received();
        await Merge(first.Victim, second.Victim);
        var look = await SeenByThePost(second.Victim);
        var count = await Testing.Verification.Lines.Count(house.Registry);

        await Replayed(look);

        var lines = (await Testing.Verification.Lines.Of(house.Registry, count)).Where(line => line.Content.Method.EndsWith("/ReplayDecision", StringComparison.Ordinal)).ToList();
        Assert.Equal([Guid.Empty, Guid.Parse(second.Victim), Guid.Parse(first.Victim), Domain.Agencies.DirectoryState.Subject], lines.Select(line => line.Subject));
        Assert.Equal(1, lines.Where(line => line.Subject != Guid.Empty).Sum(line => line.Content.Shows));
    }

    [Fact]
    public async Task What_an_outside_system_was_told_on_a_grant_and_refused_before_and_after_it_is_reproduced()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        using var system = house.Registry.Desk(Officers.Population);
        var ask = BorderReturn.Look(play.Victim, Purpose.IdentityCheck, "RULE-GRANT", "full_name");
        var before = await system.Send(ask);
        var grant = (await house.Acts.Grant("HTDC-TTH", Grant())).Expect<GrantBasisResponse>();
        (await house.Acts.ApproveAsInspector(grant.GrantId)).Expect<ApproveChangeResponse>();
        var told = await system.Send(ask);
        told.Expect<GetIdentityResponse>();
        (await house.Acts.Revoke(grant.GrantId)).Expect<RevokeGrantResponse>();
        var after = await system.Send(ask);

        var verdicts = new List<ReplayDecisionResponse>();
        foreach (var record in (string[])[before.RecordId, told.RecordId, after.RecordId])
            verdicts.Add(await Replayed(record));

        Assert.All(verdicts, one => Assert.Equal(ReplayVerdict.Reproduced, one.Verdict));
        Assert.Equal([0, 1, 0], verdicts.Select(one => one.Permitted.Count));
    }

    [Fact]
    public async Task What_was_written_into_anothers_record_for_her_is_reproduced_with_what_the_agency_held_of_her()
    {
        using var play = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        var labour = new Persons(play, play.Victim, Officers.Labour, Purpose.Protect, "QD22/2015-D5.5");
        var before = await Testing.Verification.Lines.Count(house.Registry);
        var block = await labour.Do<BlockContactResponse>(new BlockContactRequest { RelativeId = play.Sister, Reason = Canaries.BlockReason });
        await labour.Do<UnblockContactResponse>(new UnblockContactRequest { BlockId = block.BlockId, Reason = Canaries.UnblockReason });

        var lines = (await Testing.Verification.Lines.Of(house.Registry, before)).Where(line => line.Content.Kind == RecordKind.Intent).ToList();
        Assert.Equal(2, lines.Count(line => line.Subject.ToString() == play.Sister && line.Content.ActsFrom.ToString() == play.Victim));
        foreach (var line in lines)
            Assert.Equal(ReplayVerdict.Reproduced, (await Replayed(line.Id.ToString())).Verdict);
    }

    [Fact]
    public async Task A_line_that_grants_a_stranger_what_only_the_registrar_sees_is_not_reproduced()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        using var stranger = house.Registry.Desk(Officers.District);
        var denied = await stranger.Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        var genuine = (await house.Registry.Service<AccessIndex>().Find(Guid.Parse(denied.RecordId), TestContext.Current.CancellationToken))!;
        Assert.Equal(ReplayVerdict.Reproduced, (await Replayed(denied.RecordId)).Verdict);

        var forged = genuine.Content with
        {
            Kind = RecordKind.Intent,
            Outcome = "OK",
            Granted = genuine.Content.Granted.Add(DomainClass.IdentityMinimum, "N2K-V07"),
            Refused = genuine.Content.Refused.Clear(),
        };
        var line = house.Registry.Service<AccessRecorder>().Line(forged, "", genuine.Subject, new HashSet<DomainClass>(), grant: false);
        await house.Registry.Service<LogWriter>().Write(line, TestContext.Current.CancellationToken);

        Assert.Equal(ReplayVerdict.Differs, (await Replayed(line.RecordId.ToString())).Verdict);
    }

    [Fact]
    public async Task Under_other_tables_an_inspector_is_told_which_decided_and_what_ran_with_them_and_the_process_that_has_them_reproduces_it()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        var look = await SeenByThePost(play.Victim);
        var sheet = Path.Combine(Directory.CreateTempSubdirectory("registry-test-").FullName, "switches.md");
        await File.WriteAllTextAsync(
            sheet,
            "| id | table | row | since | switch | vi | en | document | decided on |\n|---|---|---|---|---|---|---|---|---|\n"
            + "| LOCAL-1 | Regime2011/need-to-know | N2K-133 | 2015-06-20 | on | Theo văn bản của địa phương | By the local document | 12/QĐ-UBND | 2016-02-01 |\n",
            TestContext.Current.CancellationToken);
        await using var switched = await RegistryServer.Start(
            house.Registry.ServerOptionsOn(Domain.Law.LawTables.DefaultProvince) with { LawSwitches = sheet }, TestContext.Current.CancellationToken);
        using var there = new Desk(switched.Addresses[0], () => house.Registry.Token(Officers.Inspector));

        var (here, other) = (await Replayed(look), (await there.Send(Replay(look))).Expect<ReplayDecisionResponse>());

        Assert.Equal((ReplayVerdict.Reproduced, ReplayVerdict.OtherLaw), (here.Verdict, other.Verdict));
        Assert.Equal((here.LoadedLaw, here.LoadedLaw), (here.DecidedUnder, other.DecidedUnder));
        Assert.NotEqual(other.DecidedUnder, other.LoadedLaw);
        Assert.StartsWith($"Start/{Build.Version} Development ", other.RanAs, StringComparison.Ordinal);
        Assert.Contains(" province=Hue law-switches= ", other.RanAs, StringComparison.Ordinal);
        Assert.Empty(other.Permitted);
        Directory.Delete(Path.GetDirectoryName(sheet)!, recursive: true);
    }

    private async Task<ReplayDecisionResponse> Replayed(string record)
    {
        using var inspector = house.Registry.Desk(Officers.Inspector);
        return (await inspector.Send(Replay(record))).Expect<ReplayDecisionResponse>();
    }

    private static ReplayDecisionRequest Replay(string record) => new() { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), RecordId = record };

    private async Task<string> SeenByThePost(string person)
    {
        using var post = house.Registry.Desk(Officers.Post);
        return (await post.Send(BorderReturn.Look(person, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "current_place", "status"))).RecordId;
    }

    private async Task Merge(string kept, string other) => await Act(new MergePersonsRequest
    {
        Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = kept,
        ExpectedVersion = await VersionOf(kept),
        OtherId = other,
        OtherVersion = await VersionOf(other),
        Grounds = Canaries.Grounds,
    });

    private async Task Unmerge(string kept, string other) => await Act(new UnmergePersonsRequest
    {
        Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = kept,
        ExpectedVersion = await VersionOf(kept),
        OtherId = other,
        OtherVersion = await VersionOf(other),
        Grounds = Canaries.Grounds,
    });

    private async Task Act(IMessage request)
    {
        using var police = house.Registry.Desk(Officers.Police);
        (await police.Send(request)).Expect<IMessage>();
    }

    private async Task<long> VersionOf(string person)
    {
        using var police = house.Registry.Desk(Officers.Police);
        return (await police.Send(BorderReturn.Look(person, Purpose.VerifyIdentity, "QD22/2015-D6.2", "status"))).Expect<GetIdentityResponse>().Version;
    }

    private static Grant Grant() => new()
    {
        Document = "12/QĐ-UBND",
        Article = "RULE-GRANT",
        Purposes = { Purpose.IdentityCheck },
        Classes = { FieldClass.IdentityMinimum },
        Until = new Date { Year = 2016, Month = 6, Day = 1 },
    };
}
