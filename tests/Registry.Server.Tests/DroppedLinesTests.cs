using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>An operator with the database, the signing key and the signer's memory unsays looks. Whoever kept the receipts shows it.</summary>
public sealed class DroppedLinesTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dropped-");
    private RunningRegistry registry = null!;

    private string Kept => Path.Combine(folder.FullName, "kept.receipts");

    private string HighWater => Path.Combine(registry.Root, "secrets", "log", "high-water");

    public async ValueTask InitializeAsync() => registry = await RunningRegistry.Start();

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_newest_lines_that_a_superuser_drops_are_missed_and_when_grown_over_named_as_replaced()
    {
        await Look(3);
        var (size, edge, root) = await State();
        var mark = await File.ReadAllBytesAsync(HighWater, TestContext.Current.CancellationToken);
        await Look(4);
        Assert.Equal(ReceiptFault.None, (await Check("genuine")).Worst);
        await registry.Service<LogPublisher>().PublishOnce(default);

        await DropFrom(size, edge, root, mark);
        var cut = await Check("cut");
        await Look(6, keep: false);
        var grown = await Check("grown");

        // The start line of the new process took the place of the first look.
        Assert.Equal(ReceiptFault.Replaced, cut.Worst);
        Assert.Equal((3L, 1L, 3L), (cut.Kept, cut.Counts[ReceiptFault.Replaced], cut.Counts[ReceiptFault.Dropped]));
        Assert.Equal((3L, 4L), (grown.Kept, grown.Counts[ReceiptFault.Replaced]));
    }

    private async Task Look(int times, bool keep = true)
    {
        using var store = ReceiptStore.Open(Kept);
        using var desk = registry.Desk(Officers.District);
        for (var i = 0; i < times; i++)
        {
            var answer = await desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));
            if (keep)
                store.Append(new KeptReceipt(TimeProvider.System.GetUtcNow(), "IdentityService/GetIdentity", answer.Receipt!));
        }
    }

    private async Task<(long Size, string Edge, string Root)> State() => (
        (long)(await registry.Tamper("select size from access_log.tree_state"))!,
        (string)(await registry.Tamper("select edge::text from access_log.tree_state"))!,
        (string)(await registry.Tamper("select encode(root, 'hex') from access_log.tree_state"))!);

    /// <summary>All that root on the host can do: lines, tree, checkpoints, signatures, and the signer's own memory.</summary>
    private async Task DropFrom(long size, string edge, string root, byte[] mark)
    {
        await registry.TamperBehindGuards("access_log.record", $"delete from access_log.record where idx >= {size}");
        await registry.TamperBehindGuards("access_log.tree_state", $"update access_log.tree_state set size = {size}, edge = '{edge}', root = decode('{root}', 'hex')");
        // Otherwise the signer, which still runs, would sign again what is about to go.
        await Assert.ThrowsAsync<LogRolledBackException>(() => registry.Service<Checkpointer>().SignOnce(default));
        await registry.TamperBehindGuards("access_log.signature", $"delete from access_log.signature where size > {size}");
        await registry.TamperBehindGuards("access_log.checkpoint", $"delete from access_log.checkpoint where size > {size}");
        await registry.StopServer();
        await File.WriteAllBytesAsync(HighWater, mark);
        // The published log alone would refuse the start.
        await Assert.ThrowsAsync<LogRolledBackException>(registry.StartServer);
        Directory.Delete(Path.Combine(registry.Root, "log"), recursive: true);
        await File.WriteAllBytesAsync(HighWater, mark);
        await registry.StartServer();
    }

    private async Task<ReceiptVerdict> Check(string name)
    {
        await registry.Service<Checkpointer>().SignOnce(default);
        var shown = Path.Combine(folder.FullName, name);
        await new LogExporter(registry.Service<LogReader>(), registry.Policy).Export(shown, withRecords: false, null, default);
        await using var file = File.OpenRead(Kept);
        return new ReceiptChecker(shown, registry.Policy, TimeProvider.System.GetUtcNow().AddMinutes(5), TimeSpan.FromMinutes(1)).Run(ReceiptFile.Read(file));
    }
}
