using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

public sealed class OutboxDrainerTests : LogDatabaseTests
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(1);

    private readonly Guid owed = Guid.NewGuid();

    [Fact]
    public async Task A_line_that_is_owed_is_written_and_then_owed_no_more()
    {
        await Owe(owed);
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });

        await using var drainer = new OutboxDrainer(Database.App, log, Open, Never);

        await Eventually.Get(async () => await Owed() == 0 ? "settled" : null);
        Assert.Equal(owed, Assert.Single(await Database.CheckLog()).Stored.Id);
    }

    [Fact]
    public async Task A_line_that_was_written_before_a_crash_is_not_doubled()
    {
        await Owe(owed);
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await log.Write(await Open(new OutboxRow(owed, []), default), default);

        await using var drainer = new OutboxDrainer(Database.App, log, Open, Never);

        await Eventually.Get(async () => await Owed() == 0 ? "settled" : null);
        Assert.Single(await Database.CheckLog());
    }

    [Fact]
    public async Task Two_drainers_write_every_line_once()
    {
        foreach (var id in Enumerable.Range(0, 30).Select(_ => Guid.NewGuid()))
            await Owe(id);
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });

        await using var one = new OutboxDrainer(Database.App, log, Open, Never);
        await using var other = new OutboxDrainer(Database.App, log, Open, Never);

        await Eventually.Get(async () => await Owed() == 0 ? "settled" : null);
        Assert.Equal(30, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_row_that_does_not_open_stays_and_holds_up_no_other()
    {
        var broken = Guid.NewGuid();
        await Owe(broken);
        await Owe(owed);
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });

        await using var drainer = new OutboxDrainer(
            Database.App, log, (row, cancel) => row.RecordId == broken ? throw new InvalidDataException() : Open(row, cancel), Never);

        await Eventually.Get(async () => await Owed() == 1 && drainer.Stuck == 1 ? "stuck" : null);
        Assert.Equal(owed, Assert.Single(await Database.CheckLog()).Stored.Id);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_row_earns_no_receipt_and_writes_no_other_line(bool grant, bool otherId)
    {
        await Owe(owed);
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });

        await using var drainer = new OutboxDrainer(
            Database.App, log, (row, _) => ValueTask.FromResult(Database.Line(grant, recordId: otherId ? Guid.NewGuid() : row.RecordId)), Never);

        await Eventually.Get(() => Task.FromResult(drainer.Stuck == 1 ? "stuck" : null));
        Assert.Empty(await Database.CheckLog());
        Assert.Equal(1, await Owed());
    }

    [Fact]
    public async Task A_row_waits_while_the_log_is_down_and_an_announced_row_does_not_wait_for_the_clock()
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromMilliseconds(100) });
        await using var drainer = new OutboxDrainer(Database.App, log, Open, TimeSpan.FromMilliseconds(200));
        await using (var locked = await Locked.Tree(Database))
        {
            await Owe(owed);
            drainer.Announce();
            await Eventually.Get(async () => await locked.Waiters() > 0 ? "waits" : null);
            Assert.Equal(1, await Owed());
            await locked.Release();
        }

        await Eventually.Get(async () => await Owed() == 0 ? "settled" : null);
        Assert.Single(await Database.CheckLog());
    }

    private ValueTask<Line> Open(OutboxRow row, CancellationToken cancel) => ValueTask.FromResult(Database.Line(grant: false, recordId: row.RecordId));

    private Task<object?> Owe(Guid recordId) => Database.ExecuteAs("registry_app", $"insert into registry.outbox values ('{recordId}', 'x')");

    private async Task<long> Owed() => (long)(await Database.Execute("select count(*) from registry.outbox"))!;
}
