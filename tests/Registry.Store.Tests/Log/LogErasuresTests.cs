using System.Security.Cryptography;
using Npgsql;
using Registry.Domain.Secrecy;
using Registry.Store.Log;
using Registry.Store.Schema;

namespace Registry.Store.Tests.Log;

/// <summary>The database lets a key go after its line alone, whoever asks.</summary>
public sealed class LogErasuresTests : LogDatabaseTests
{
    private readonly Guid old = Guid.NewGuid();
    private NpgsqlDataSource? source;

    private LogErasures Erasures => new(source ??= NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(Database.Superuser) { Username = RegistrySchema.LogEraserRole }.ConnectionString));

    [Fact]
    public async Task A_key_goes_after_its_line_is_in_the_log_and_under_a_checkpoint()
    {
        var planned = await Plan();
        await Refused(() => Erasures.CarryOut(planned.Line, default));
        await Append(planned);
        await Refused(() => Erasures.CarryOut(planned.Line, default));
        await Sign();

        Assert.Equal(1, await Erasures.CarryOut(planned.Line, default));

        Assert.Null(await Database.Reader.AuditEpoch(old, default));
        Assert.Empty(await Erasures.Unfinished(default));
        Assert.Equal([planned.Line], await Database.Reader.Erasures().Select(erasure => erasure.RecordId).ToListAsync());
        await Database.CheckLog();
    }

    [Fact]
    public async Task Whoever_comes_after_a_crash_finds_the_plan_with_the_very_same_line()
    {
        var planned = await Plan();

        var found = Assert.Single(await Erasures.Unfinished(default));
        await Append(found);
        await Append(found);
        await Sign();
        await Erasures.CarryOut(found.Line, default);

        Assert.Equal(planned.Parts.Actor, found.Parts.Actor);
        Assert.Equal(0, await Erasures.CarryOut(found.Line, default));
        Assert.Single(await Database.CheckLog(), record => record.Stored.Id == planned.Line);
    }

    [Fact]
    public async Task Another_line_under_the_same_id_lets_no_key_go()
    {
        var planned = await Plan();
        await Append(planned with { Parts = planned.Parts with { Actor = RandomNumberGenerator.GetBytes(80) } });
        await Sign();

        await Refused(() => Erasures.CarryOut(planned.Line, default));
    }

    [Fact]
    public async Task An_epoch_of_today_an_unknown_one_and_one_that_is_planned_already_are_refused()
    {
        await Plan();

        await Refused(() => Plan(Database.Epoch));
        await Refused(() => Plan(Guid.NewGuid()));
        await Assert.ThrowsAsync<PostgresException>(() => Plan(old));
    }

    [Fact]
    public async Task No_other_login_shreds_and_nobody_by_hand()
    {
        var planned = await Plan();

        foreach (var role in new[] { RegistrySchema.AppRole, RegistrySchema.LogReaderRole, RegistrySchema.LogEraserRole })
            await Denied(() => Database.ExecuteAs(role, $"update access_log.audit_epoch set wrapped = null where id = '{old}'"));
        await Denied(() => Database.ExecuteAs(RegistrySchema.AppRole, $"select log_erasure.carry_out('{planned.Line}')"));
        await Denied(() => Database.ExecuteAs(RegistrySchema.LogEraserRole, "insert into log_erasure.erased_epoch values (gen_random_uuid(), gen_random_uuid())"));
        foreach (var sql in new[]
        {
            $"update access_log.audit_epoch set wrapped = null where id = '{old}'", $"update access_log.audit_epoch set wrapped = 'x' where id = '{old}'",
            "delete from access_log.audit_epoch", "delete from log_erasure.erased_epoch", "update log_erasure.erasure set actor_key = actor_key",
        })
            await Denied(() => Database.Execute(sql));
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Database.Execute($"insert into access_log.audit_epoch (id, wrapped, created) values ('{old}', 'key', '2001-01-01')");
    }

    public override async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        await base.DisposeAsync();
    }

    private static async Task Refused(Func<Task> act) => Assert.Equal("22023", (await Assert.ThrowsAsync<PostgresException>(act)).SqlState);

    private static async Task Denied(Func<Task> act) => Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(act)).SqlState);

    private async Task<PlannedErasure> Plan(Guid? epoch = null)
    {
        var planned = new PlannedErasure(
            Guid.NewGuid(), new SealedRecord(RandomNumberGenerator.GetBytes(200), [], RandomNumberGenerator.GetBytes(60), Database.Epoch));
        await Erasures.Plan(planned.Line, planned.Parts, RandomNumberGenerator.GetBytes(32), [epoch ?? old], default);
        return planned;
    }

    private async Task Append(PlannedErasure planned)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await log.Write(Database.Line(grant: false, recordId: planned.Line) with { Sealed = planned.Parts }, default);
    }

    private Task<object?> Sign() => Database.Execute(
        """
        select access_log.take_checkpoint();
        insert into access_log.signature (size, note) select size, 'signed' from access_log.checkpoint order by size desc limit 1
        """);
}
