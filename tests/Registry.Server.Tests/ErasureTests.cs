using System.Text;
using Npgsql;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Audit;
using Registry.Server.Erasing;
using Registry.Server.Records;
using Registry.Store.Log;
using Registry.Store.Schema;
using Registry.Testing.Running;
using Registry.Tool.Embedded;

namespace Registry.Server.Tests;

/// <summary>Old lines are shredded under a written policy beside a running registry; nothing goes in silence and no proof is lost.</summary>
public sealed class ErasureTests : IAsyncLifetime
{
    private const string Written = """
        {"id":"LT-01","legal_ground":"Luật Lưu trữ","approved_by":["Nguyễn A","Trần B"],"approved_on":"2016-01-01",
         "retention":{"intent":"P10Y","denial":"P5Y","outcome":"P10Y","start":"P10Y","adoption":"P3650D","break_glass":"P10Y"}}
        """;

    private static readonly RetentionPolicy Policy = RetentionPolicy.Parse(Encoding.UTF8.GetBytes(Written), new DateOnly(2026, 1, 1));

    private RunningRegistry registry = null!;

    [Fact]
    public async Task Lines_out_of_retention_are_shredded_and_the_log_stands_as_it_did()
    {
        var (old, young) = (await Sealed(3, TimeSpan.FromDays(11 * 366)), await Sealed(2, TimeSpan.FromDays(9 * 365)));
        var index = registry.Service<AccessIndex>();
        Assert.Equal("intent", await Said(index, old[0]));
        await using var erasure = Erasure();

        var scope = await erasure.Scope(Policy, null, default);
        var keys = (await erasure.Run(Policy, null, default)).Keys;

        Assert.Equal((1, 3), (keys, scope.Lines));
        Assert.Equal("SHREDDED", await Said(index, old[0]));
        Assert.Equal("intent", await Said(index, young[0]));
        var line = Assert.Single(await Lines(), one => one.Kind == RecordKind.Erasure);
        Assert.Equal((Written, Policy.Hash, 3), (line.Erased!.PolicyText, line.Erased.PolicyHash, line.Erased.Lines));
        Assert.Equal(0, (await erasure.Run(Policy, null, default)).Keys);
        await registry.VerifyEverything();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_the_same_line_is_found_and_no_second_one_is_written(bool written)
    {
        await Sealed(2, TimeSpan.FromDays(11 * 366));
        await using (var crashed = Erasure())
        {
            var scope = await crashed.Scope(Policy, null, default);
            await crashed.Plan(Policy, scope.Before, scope.Epochs, default);
            await using var source = Eraser();
            if (written)
                await crashed.Write(Assert.Single(await new LogErasures(source).Unfinished(default)), default);
        }

        await using var again = Erasure();
        Assert.Equal(1, (await again.Run(Policy, null, default)).Keys);

        Assert.Single(await Lines(), one => one.Kind == RecordKind.Erasure);
        await registry.VerifyEverything();
    }

    [Fact]
    public async Task Nothing_inside_the_retention_is_shredded_whatever_day_is_asked_for()
    {
        await Sealed(1, TimeSpan.FromDays(9 * 365));
        await using var erasure = Erasure();

        var refused = await Assert.ThrowsAsync<FormatException>(() => erasure.Run(Policy, TimeProvider.System.GetUtcNow().AddYears(-9), default));

        Assert.Contains("inside the retention of policy LT-01", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await erasure.Run(Policy, null, default)).Keys);
        Assert.DoesNotContain(await Lines(), one => one.Kind == RecordKind.Erasure);
    }

    [Fact]
    public async Task Lines_that_no_checkpoint_of_that_time_covers_stay_whatever_the_database_says_of_their_age()
    {
        await Sealed(2, TimeSpan.FromDays(11 * 366), signed: false);
        await registry.Service<Checkpointer>().SignOnce(default);
        await using var erasure = Erasure();

        var refused = await Assert.ThrowsAsync<FormatException>(() => erasure.Run(Policy, null, default));

        Assert.Contains("no checkpoint that was signed before that day covers it", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(await Lines(), one => one.Kind == RecordKind.Erasure);
        await registry.VerifyEverything();
    }

    [Fact]
    public async Task A_plan_that_stands_is_asked_everything_again_when_it_is_carried_out()
    {
        await Sealed(2, TimeSpan.FromDays(11 * 366));
        var old = await Newest();
        await Sealed(1, TimeSpan.FromDays(9 * 365));
        var young = await Newest();
        await Sealed(1, TimeSpan.FromDays(12 * 366));
        var other = await Newest();
        await Sealed(1, TimeSpan.FromDays(11 * 366), signed: false);
        var unsigned = await Newest();
        await using var erasure = Erasure();
        await using var source = Eraser();
        var before = Policy.Due(TimeProvider.System.GetUtcNow());
        var good = await erasure.Plan(Policy, before, [old], default);
        var held = new Dictionary<Guid, string>
        {
            [await erasure.Plan(Policy, before, [young], default)] = "inside the retention: policy",
            [await erasure.Plan(Policy, before, [unsigned], default)] = "no checkpoint that was signed before",
            [await ByHand(source, other)] = "does not open for everybody",
        };

        // The policy was made stricter since the plan.
        var longer = RetentionPolicy.Parse(Encoding.UTF8.GetBytes(Written.Replace("P5Y", "P30Y", StringComparison.Ordinal)), new DateOnly(2026, 1, 1));
        var strict = await erasure.Finish(longer, default);
        Assert.Equal((0, 4), (strict.Keys, strict.Held.Count));
        Assert.Contains("inside the retention: policy", Assert.Single(strict.Held, why => why.Contains(good.ToString(), StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(await Lines(), one => one.Kind == RecordKind.Erasure);

        var done = await erasure.Finish(Policy, default);

        Assert.Equal((1, held.Count), (done.Keys, done.Held.Count));
        foreach (var (line, because) in held)
            Assert.Contains(because, Assert.Single(done.Held, why => why.Contains(line.ToString(), StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(await Lines(), one => one.Kind == RecordKind.Erasure);
        Assert.Equal(held.Keys.Order(), (await new LogErasures(source).Unfinished(default)).Select(one => one.Line).Order());
        await registry.VerifyEverything();
    }

    /// <summary>A line that states one thing and reaches another: somebody with the eraser's login swaps the lines of two plans.</summary>
    [Fact]
    public async Task A_plan_whose_line_says_something_else_is_not_carried_out()
    {
        await Sealed(2, TimeSpan.FromDays(11 * 366));
        var said = await Newest();
        await Sealed(1, TimeSpan.FromDays(11 * 366));
        var reached = await Newest();
        await using var erasure = Erasure();
        await using var source = Eraser();
        await erasure.Plan(Policy, Policy.Due(TimeProvider.System.GetUtcNow()), [said], default);
        await registry.TamperBehindGuards("log_erasure.erased_epoch", $"update log_erasure.erased_epoch set epoch = '{reached}'");

        var done = await erasure.Finish(Policy, default);

        Assert.Equal(0, done.Keys);
        Assert.Contains("its line says other epochs than it reaches", Assert.Single(done.Held), StringComparison.Ordinal);
        Assert.DoesNotContain(await Lines(), one => one.Kind == RecordKind.Erasure);
    }

    public async ValueTask InitializeAsync() => registry = await RunningRegistry.Start();

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    private NpgsqlDataSource Eraser() =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(registry.App) { Username = RegistrySchema.LogEraserRole }.ConnectionString);

    private Erasure Erasure() => new(
        EmbeddedRegistry.ServerOptionsOf(registry.Directory, registry.Clusters, new EmbeddedOptions()), registry.Clusters.LogEraser);

    private static async Task<string> Said(AccessIndex index, Guid record)
    {
        var content = (await index.Find(record, default))!.Content;
        return content.Kind == RecordKind.Unspecified ? content.Outcome : content.Method;
    }

    private async Task<IReadOnlyList<AccessRecord>> Lines() => [.. (await Testing.Verification.Lines.Of(registry)).Select(line => line.Content)];

    /// <summary>The epoch whose lines were written last.</summary>
    private async Task<Guid> Newest() => (Guid)(await registry.Tamper("select audit_epoch from access_log.record order by idx desc limit 1"))!;

    /// <summary>A plan of whoever has the eraser's login and nothing to say.</summary>
    private static async Task<Guid> ByHand(NpgsqlDataSource eraser, Guid epoch)
    {
        var id = Guid.NewGuid();
        await new LogErasures(eraser).Plan(id, new SealedRecord(new byte[200], [], new byte[60], epoch), new byte[32], [epoch], default);
        return id;
    }

    /// <summary>Lines under an epoch of long ago, sealed as that day's process would have.</summary>
    private async Task<IReadOnlyList<Guid>> Sealed(int lines, TimeSpan ago, bool signed = true)
    {
        var past = new Past(registry.App);
        using var sealer = await RecordSealer.Start(registry.Service<LocalAuditKey>().PublicKey, past, TimeProvider.System, default);
        await using var log = new LogWriter(registry.App, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        var ids = new List<Guid>();
        for (var i = 0; i < lines; i++)
        {
            var record = new AccessRecord { At = TimeProvider.System.GetUtcNow() - ago, Kind = RecordKind.Intent, Method = "intent" };
            ids.Add(Guid.NewGuid());
            var line = new AccessRecorder(log, sealer).Line(record, "", Guid.NewGuid(), new HashSet<FieldClass>(), grant: false, ids[^1]);
            await log.Write(line, default);
        }

        await registry.TamperBehindGuards(
            "access_log.audit_epoch", $"update access_log.audit_epoch set created = created - interval '{ago.TotalSeconds:F0} seconds' where id = any (array['{string.Join("','", past.Made)}']::uuid[])");
        if (signed)
            await registry.SignAsOf(TimeProvider.System.GetUtcNow() - ago);
        return ids;
    }

    /// <summary>Epochs that take their lines today, as every epoch must, and are made old afterwards.</summary>
    private sealed class Past(string app) : IAuditEpochs
    {
        public List<Guid> Made { get; } = [];

        public async Task AddEpoch(Guid epoch, byte[] wrapped, CancellationToken cancel)
        {
            await using var source = NpgsqlDataSource.Create(app);
            await new AuditEpochs(source).AddEpoch(epoch, wrapped, cancel);
            Made.Add(epoch);
        }
    }
}
