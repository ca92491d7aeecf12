using System.Security.Cryptography;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

public sealed class RecordTests
{
    private static readonly byte[] Actor = [10, 20, 30];
    private static readonly byte[] Why = "Hồ sơ 12"u8.ToArray();
    private static readonly Guid Id = Guid.Parse("cccccccc-cccc-4ccc-8ccc-cccccccccccc");

    private readonly Clock clock = new();
    private readonly KeyTable table = new();

    [Fact]
    public async Task An_inspector_opens_what_was_sealed()
    {
        using var sealer = await Start();
        var record = sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana));

        using var opener = Inspector();
        var opened = opener.Open(Id, record);

        Assert.Equal(Actor, opened.Actor);
        Assert.Equal(Why, opened.Justification);
        Assert.False(opened.JustificationShredded);
        Assert.Equal(House.Ana, opened.Subject);
    }

    [Fact]
    public async Task The_key_of_the_subject_part_opens_what_the_line_lets_out_and_no_other_part()
    {
        using var sealer = await Start();
        var scope = new LineScope(House.Ana, 6, 7);
        var record = sealer.Seal(Id, Actor, Why, scope);
        using var key = Secret.CopyOf(record.Opening.Span);

        var plain = RecordPartFormat.OpenPart(key, Id, RecordPart.Subject, record.Subject);

        Assert.Equal(scope, ScopeFormat.Read(record.Subject[0], plain));
        using var opener = Inspector();
        Assert.Equal(scope, opener.Open(Id, record).Scope);
        Assert.Throws<OpenFailedException>(() => RecordPartFormat.OpenPart(key, Id, RecordPart.Actor, record.Actor));
        Assert.Throws<OpenFailedException>(() => RecordPartFormat.OpenPart(key, Guid.NewGuid(), RecordPart.Subject, record.Subject));
    }

    [Fact]
    public async Task A_grant_and_a_denial_have_one_size()
    {
        using var sealer = await Start();

        Assert.Equal(sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana)).Subject.Length, sealer.Seal(Id, Actor, Why, new LineScope(House.Ana, ulong.MaxValue, 7)).Subject.Length);
    }

    [Fact]
    public async Task A_record_without_justification_is_told_from_one_that_was_shredded()
    {
        using var sealer = await Start();
        var given = sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana));
        var none = sealer.Seal(Id, Actor, [], LineScope.About(House.Ana));
        using var opener = Inspector();

        var shredded = opener.Open(Id, given with { Justification = [] });

        Assert.Empty(none.Justification);
        Assert.False(opener.Open(Id, none).JustificationShredded);
        Assert.True(shredded.JustificationShredded);
        Assert.Null(shredded.Justification);
        Assert.Equal(Actor, shredded.Actor);
    }

    [Fact]
    public async Task The_actor_part_commits_to_the_sealed_justification()
    {
        using var sealer = await Start();
        var record = sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana));
        var other = sealer.Seal(Id, Actor, "another"u8, LineScope.About(House.Ana));
        using var opener = Inspector();

        Assert.Throws<OpenFailedException>(() => opener.Open(Id, record with { Justification = other.Justification }));
    }

    [Fact]
    public async Task Refuses_parts_moved_between_records_and_between_places()
    {
        using var sealer = await Start();
        var record = sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana));
        var otherId = Guid.NewGuid();
        var other = sealer.Seal(otherId, Actor, Why, LineScope.About(House.Binh));
        using var opener = Inspector();

        Assert.Throws<OpenFailedException>(() => opener.Open(otherId, record));
        Assert.Throws<OpenFailedException>(() => opener.Open(Id, record with { Subject = other.Subject }));
        Assert.Throws<OpenFailedException>(() => opener.Open(Id, record with { Subject = record.Actor }));
        Assert.Throws<OpenFailedException>(() => opener.Open(Id, record with { Actor = record.Subject }));
        Assert.Throws<OpenFailedException>(() => opener.Open(Id, record with { AuditEpoch = Guid.NewGuid() }));
    }

    [Fact]
    public async Task Refuses_a_change_of_any_byte()
    {
        using var sealer = await Start();
        var record = sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana));
        using var opener = Inspector();

        foreach (var part in new[] { record.Actor, record.Justification, record.Subject })
        {
            for (var i = 0; i < part.Length; i++)
            {
                part[i] ^= 1;
                Assert.Throws<OpenFailedException>(() => opener.Open(Id, record));
                part[i] ^= 1;
            }
        }

        Assert.Equal(Actor, opener.Open(Id, record).Actor);
    }

    [Fact]
    public async Task A_part_commits_to_its_key_and_another_key_is_refused_before_the_cipher()
    {
        using var sealer = await Start();
        var record = sealer.Seal(Id, Actor, Why, LineScope.About(House.Ana));
        using var wrong = new RecordOpener();

        wrong.Add(record.AuditEpoch, new byte[32]);

        Assert.Throws<OpenFailedException>(() => wrong.Open(Id, record));
    }

    [Fact]
    public async Task An_epoch_is_stored_before_any_record_is_sealed_under_it()
    {
        table.Down = true;
        await Assert.ThrowsAsync<IOException>(Start);

        table.Down = false;
        using var sealer = await Start();
        Assert.Contains(sealer.Seal(Id, Actor, [], LineScope.About(House.Ana)).AuditEpoch, table.AuditEpochs.Keys);
    }

    [Fact]
    public async Task The_next_epoch_is_made_ahead_and_taken_without_waiting()
    {
        using var sealer = await Start();
        var first = sealer.Seal(Id, Actor, [], LineScope.About(House.Ana)).AuditEpoch;

        clock.Now += RecordSealer.EpochLife - RecordSealer.Ahead - TimeSpan.FromSeconds(1);
        await sealer.MakeAhead(default);
        Assert.Single(table.AuditEpochs);

        clock.Now += TimeSpan.FromSeconds(1);
        await sealer.MakeAhead(default);
        await sealer.MakeAhead(default);
        Assert.Equal(2, table.AuditEpochs.Count);
        Assert.Equal(first, sealer.Seal(Id, Actor, [], LineScope.About(House.Ana)).AuditEpoch);

        clock.Now += RecordSealer.Ahead;
        var second = sealer.Seal(Id, Actor, [], LineScope.About(House.Ana)).AuditEpoch;
        Assert.NotEqual(first, second);
        Assert.Contains(second, table.AuditEpochs.Keys);
    }

    [Fact]
    public async Task Sealing_refuses_when_no_epoch_could_be_stored_for_an_hour_and_recovers()
    {
        using var sealer = await Start();
        table.Down = true;
        clock.Now += RecordSealer.EpochLife - TimeSpan.FromMinutes(1);
        await Assert.ThrowsAsync<IOException>(() => sealer.MakeAhead(default));
        sealer.Seal(Id, Actor, [], LineScope.About(House.Ana));

        clock.Now += TimeSpan.FromMinutes(1);
        Assert.Throws<InvalidOperationException>(() => sealer.Seal(Id, Actor, [], LineScope.About(House.Ana)));

        table.Down = false;
        await sealer.MakeAhead(default);
        sealer.Seal(Id, Actor, [], LineScope.About(House.Ana));
    }

    [Fact]
    public async Task Record_sizes_tell_no_lengths_inside_a_bucket()
    {
        using var sealer = await Start();

        var one = sealer.Seal(Id, new byte[1], new byte[30], LineScope.About(House.Ana));
        var other = sealer.Seal(Id, new byte[200], new byte[250], LineScope.About(House.Binh));

        Assert.Equal(one.Actor.Length, other.Actor.Length);
        Assert.Equal(one.Justification.Length, other.Justification.Length);
        Assert.Equal(one.Subject.Length, other.Subject.Length);
    }

    [Fact]
    public async Task The_opener_holds_a_bounded_number_of_epoch_keys()
    {
        using var sealer = await Start();
        var record = sealer.Seal(Id, Actor, [], LineScope.About(House.Ana));
        using var opener = new RecordOpener(capacity: 2);

        for (var i = 0; i < 3; i++)
            opener.Add(i == 0 ? record.AuditEpoch : Guid.NewGuid(), new byte[32]);

        Assert.False(opener.Holds(record.AuditEpoch));
        Assert.Throws<OpenFailedException>(() => opener.Open(Id, record));
    }

    private Task<RecordSealer> Start() =>
        RecordSealer.Start(CountingCustodian.Key.ExportSubjectPublicKeyInfo(), table, clock, default);

    private RecordOpener Inspector()
    {
        var opener = new RecordOpener();
        foreach (var (id, wrapped) in table.AuditEpochs)
            lock (CountingCustodian.Key)
                opener.Add(id, CountingCustodian.Key.Decrypt(wrapped, RSAEncryptionPadding.OaepSHA256));
        return opener;
    }
}
