using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>
/// Somebody with the database changes what is stored: the call that meets it fails without plaintext, and verification names it.
/// Every test puts back what it changed and proves that verification is content again.
/// </summary>
[Collection(nameof(Breakable))]
public sealed class TamperTests(Breakable breakable) : IClassFixture<Verified<Breakable>>
{
    private RunningRegistry Registry => breakable.Registry;

    [Fact]
    public async Task A_changed_facts_row_fails_the_call_and_verification()
    {
        using var play = await new BorderReturn(Registry).Registered();

        await Flip(play.Victim);
        var answer = await Look(play);
        var findings = await new StreamCheck(Registry).Findings();
        await Flip(play.Victim);

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (answer.Status, answer.Reason));
        Assert.Contains(findings, finding => finding.Contains(play.Victim, StringComparison.Ordinal));
        Assert.Equal(StatusCode.OK, (await Look(play)).Status);
        Assert.Empty(await new StreamCheck(Registry).Findings());
    }

    [Fact]
    public async Task A_facts_row_rolled_back_to_before_a_reception_fails_the_call_and_verification()
    {
        using var play = await new BorderReturn(Registry).Registered();
        await Keep(play.Victim, "old");
        await play.Received();
        await Keep(play.Victim, "new");

        await PutBack(play.Victim, "old");
        var answer = await Look(play);
        var findings = await new StreamCheck(Registry).Findings();
        await PutBack(play.Victim, "new");

        Assert.Equal(StatusCode.Internal, answer.Status);
        Assert.Contains(findings, finding => finding.Contains(play.Victim, StringComparison.Ordinal));
        Assert.Empty(await new StreamCheck(Registry).Findings());
    }

    [Fact]
    public async Task A_facts_row_rolled_back_to_before_a_measure_fails_the_call_and_verification()
    {
        using var play = await new BorderReturn(Registry) { CertificateNumber = Canaries.CertificateNumber + "/5" }.HandedOver();
        await Keep(play.Victim, "old");
        await play.Protected();
        await Keep(play.Victim, "new");

        await PutBack(play.Victim, "old");
        var answer = await Look(play);
        var findings = await new StreamCheck(Registry).Findings();
        await PutBack(play.Victim, "new");

        Assert.Equal(StatusCode.Internal, answer.Status);
        Assert.Contains(findings, finding => finding.Contains("belongs to no subject", StringComparison.Ordinal));
        Assert.Empty(await new StreamCheck(Registry).Findings());
    }

    [Fact]
    public async Task A_facts_row_that_was_taken_away_is_no_person_who_was_never_there()
    {
        using var play = await new BorderReturn(Registry).Registered();
        var elsewhere = Guid.NewGuid();

        await Registry.Tamper($"update registry.subject set subject_id = '{elsewhere}' where subject_id = '{play.Victim}'");
        var answer = await Look(play);
        await Registry.Tamper($"update registry.subject set subject_id = '{play.Victim}' where subject_id = '{elsewhere}'");

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (answer.Status, answer.Reason));
        Assert.Equal(StatusCode.OK, (await Look(play)).Status);
        Assert.Empty(await new StreamCheck(Registry).Findings());
    }

    [Fact]
    public async Task Swapped_subject_keys_open_nothing()
    {
        using var play = await new BorderReturn(Registry).Received();
        await Registry.StopServer();
        await Registry.StartServer();
        using var desk = Registry.Desk(Officers.Post);

        await SwapKeys(play.Victim, play.Sister);
        var answer = await desk.Send(Request(play));
        var findings = await new StreamCheck(Registry).Findings();
        await SwapKeys(play.Victim, play.Sister);

        Assert.Equal(StatusCode.Internal, answer.Status);
        Assert.Null(answer.Response);
        Assert.NotEmpty(findings);
        Assert.Empty(await new StreamCheck(Registry).Findings());
        Assert.Equal(StatusCode.OK, (await desk.Send(Request(play))).Status);
    }

    [Fact]
    public async Task A_facts_row_under_another_persons_id_is_refused()
    {
        using var play = await new BorderReturn(Registry).Received();
        await Keep(play.Victim, "hers");
        await Keep(play.Sister, "sisters");

        await Registry.Tamper($"update registry.subject set sealed = (select sealed from tampered where name = 'sisters') where subject_id = '{play.Victim}'");
        var answer = await Look(play);
        await PutBack(play.Victim, "hers");

        Assert.Equal(StatusCode.Internal, answer.Status);
    }

    [Fact]
    public async Task A_changed_event_breaks_the_chain_of_its_stream()
    {
        using var play = await new BorderReturn(Registry).Registered();
        // Letters change their case: base64 still, and another MAC.
        var name = (string)(await Registry.Tamper(
            $"select key from events.mt_events, jsonb_object_keys(data) key where stream_id = '{play.Victim}' and lower(key) = 'mac' limit 1"))!;
        var letters = "abcdefghijklmnopqrstuvwxyz";
        var swapped = $"translate(data->>'{name}', '{letters}{letters.ToUpperInvariant()}', '{letters.ToUpperInvariant()}{letters}')";
        var change = $"update events.mt_events set data = jsonb_set(data, '{{{name}}}', to_jsonb({swapped})) where stream_id = '{play.Victim}'";

        await Registry.TamperBehindGuards("events.mt_events", change);
        var streams = await new StreamCheck(Registry).Findings();
        var lines = await new LineCheck(Registry).Findings();
        var history = await History(play);
        await Registry.TamperBehindGuards("events.mt_events", change);

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (history.Status, history.Reason));
        Assert.NotEmpty(streams);
        Assert.NotEmpty(lines);
        Assert.Empty(await new StreamCheck(Registry).Findings());
    }

    [Fact]
    public async Task An_event_keeps_its_moment_whatever_time_the_event_store_says()
    {
        using var play = await new BorderReturn(Registry).Registered();
        var before = await History(play);

        await Registry.TamperBehindGuards("events.mt_events", $"update events.mt_events set timestamp = timestamp - interval '400 days' where stream_id = '{play.Victim}'");
        var after = await History(play);
        await Registry.TamperBehindGuards("events.mt_events", $"update events.mt_events set timestamp = timestamp + interval '400 days' where stream_id = '{play.Victim}'");

        Assert.Equal((StatusCode.OK, StatusCode.OK), (before.Status, after.Status));
        Assert.Equal(MomentsOf(before), MomentsOf(after));
        Assert.All(MomentsOf(after), moment => Assert.InRange(moment, TimeProvider.System.GetUtcNow().AddHours(-1), TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task A_changed_old_line_is_named_by_its_entry()
    {
        using var play = await new BorderReturn(Registry).Registered();
        const string change = "update access_log.record set actor = set_byte(actor, 60, get_byte(actor, 60) # 1) where idx = 2";

        await Registry.Thawed("alter table access_log.record drop constraint record_check");
        await Registry.TamperBehindGuards("access_log.record", change);
        var log = await new LogCheck(Registry).Findings();
        var lines = await new LineCheck(Registry).Findings();
        await Registry.TamperBehindGuards("access_log.record", change);
        await Registry.Thawed(
            """
            alter table access_log.record add constraint record_check
              check (leaf_hash = sha256('\x0001'::bytea || sha256(sha256(actor) || sha256(subject))))
            """);

        Assert.Contains(log, finding => finding.Contains("entry 2", StringComparison.Ordinal));
        Assert.NotEmpty(lines);
        Assert.Empty(await new LogCheck(Registry).Findings());
    }

    [Fact]
    public async Task An_event_without_a_line_is_found()
    {
        using var play = await new BorderReturn(Registry).Registered();
        var stream = Guid.NewGuid();

        await Registry.TamperBehindGuards("events.mt_events", $"""
            insert into events.mt_streams (id, type, version) values ('{stream}', 'person', 1);
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
              select nextval('events.mt_events_sequence'), gen_random_uuid(), '{stream}', 1, data, type from events.mt_events where stream_id = '{play.Victim}' and version = 1
            """);
        var streams = await new StreamCheck(Registry).Findings();
        var lines = await new LineCheck(Registry).Findings();
        await Registry.TamperBehindGuards("events.mt_events", $"delete from events.mt_events where stream_id = '{stream}'");
        await Registry.TamperBehindGuards("events.mt_streams", $"delete from events.mt_streams where id = '{stream}'");

        Assert.Contains($"stream {stream} belongs to no subject", streams);
        Assert.Contains(lines, finding => finding.Contains("has no outcome line", StringComparison.Ordinal));
    }

    private static GetIdentityRequest Request(BorderReturn play) => BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");

    private static Task<Answer> History(BorderReturn play) => play.At(Officers.Post).Send(new GetHistoryRequest
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
        PersonId = play.Victim,
        Fields = new FieldMask { Paths = { "status", "full_name" } },
    });

    private static IReadOnlyList<DateTimeOffset> MomentsOf(Answer history) =>
        [.. ((GetHistoryResponse)history.Response!).Entries.Select(entry => entry.RecordedAt.ToDateTimeOffset())];

    private static Task<Answer> Look(BorderReturn play) => play.At(Officers.Post).Send(Request(play));

    private async Task Flip(string person) => await Registry.Tamper($"update registry.subject set sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) where subject_id = '{person}'");

    private async Task Keep(string person, string name)
    {
        await Registry.Thawed("create table if not exists public.tampered (name text, version bigint, sealed bytea)");
        await Registry.Tamper($"delete from public.tampered where name = '{name}'");
        await Registry.Tamper($"insert into public.tampered select '{name}', version, sealed from registry.subject where subject_id = '{person}'");
    }

    private async Task PutBack(string person, string name) => await Registry.Tamper(
        $"update registry.subject s set version = t.version, sealed = t.sealed from public.tampered t where t.name = '{name}' and s.subject_id = '{person}'");

    private async Task SwapKeys(string one, string other) => await Registry.TamperWithKeys(
        $"""
        update keys.subject_key s set epoch = o.epoch, wrapped = o.wrapped, commitment = o.commitment
        from keys.subject_key o where (s.subject = '{one}' and o.subject = '{other}') or (s.subject = '{other}' and o.subject = '{one}')
        """);
}
