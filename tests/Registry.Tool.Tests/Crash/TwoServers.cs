using System.Collections.Concurrent;
using System.Globalization;
using Registry.Tool.Tests.Commands;

namespace Registry.Tool.Tests.Crash;

/// <summary>
/// Two server processes on one database: `registryctl up`, which owns the clusters and may keep the process that releases keys, and a server by itself beside it.
/// </summary>
internal sealed class TwoServers : IAsyncDisposable
{
    private readonly string data;
    private readonly bool keysApart;
    private readonly int[] ports = [.. Enumerable.Range(0, 4).Select(_ => ServerProcess.FreePort())];
    private readonly ConcurrentQueue<string> said = [];
    private Up? first;
    private ServerProcess? second;

    private TwoServers(string data, bool keysApart) => (this.data, this.keysApart) = (data, keysApart);

    /// <summary>Where they serve, in all their lives.</summary>
    public IReadOnlyList<Uri> Addresses => [new($"http://127.0.0.1:{ports[0]}"), new($"http://127.0.0.1:{ports[2]}")];

    /// <param name="data">The data directory, made if it is not there.</param>
    /// <param name="keysApart">Keys are released by a process of its own, which dies with the first server.</param>
    public static async Task<TwoServers> Start(string data, bool keysApart)
    {
        var servers = new TwoServers(data, keysApart);
        try
        {
            await servers.StartAgain();
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills some of what runs: never the databases alone, whom nobody but the first server starts again.</summary>
    public async Task Kill(Victims victims)
    {
        var databases = victims.HasFlag(Victims.Databases) ? Up.Postmasters(data) : [];
        await Task.WhenAll(
            victims.HasFlag(Victims.First) ? EndFirst("KILL") : Task.CompletedTask, victims.HasFlag(Victims.Second) ? EndSecond("KILL") : Task.CompletedTask,
            Task.WhenAll(databases.Select(pid => Ran.Program("kill", ["-s", "KILL", pid.ToString(CultureInfo.InvariantCulture)]))));
    }

    /// <summary>Ends both, and returns what any process told its operator of a fault.</summary>
    public async Task<string> Faults()
    {
        await DisposeAsync();
        return string.Join('\n', said.SelectMany(one => one.Split('\n')).Where(line => line.Contains("failed, trace", StringComparison.Ordinal) || line.Contains("registry-verify", StringComparison.Ordinal)));
    }

    /// <summary>Starts what was killed, the one beside the other, and waits until both serve.</summary>
    public async Task StartAgain()
    {
        first ??= await Up.Start(data, ["--law-date", "2016-03-01", "--port", Number(ports[0]), "--http-port", Number(ports[1]), .. keysApart ? new[] { "--keys-process" } : []]);
        second ??= await ServerProcess.Start(data, ports[2], ports[3], keysApart);
        using var patience = new CancellationTokenSource(Ran.Patience);
        await Task.WhenAll(ServerProcess.IsReady(ports[1], patience.Token), ServerProcess.IsReady(ports[3], patience.Token));
    }

    public async ValueTask DisposeAsync()
    {
        // The second one first: the other takes the databases with it.
        if (second is not null)
            await EndSecond("TERM");
        if (first is not null)
            await EndFirst("TERM");
    }

    private async Task EndFirst(string signal)
    {
        said.Enqueue((await first!.End(signal)).Error);
        await first.DisposeAsync();
        first = null;
    }

    private async Task EndSecond(string signal)
    {
        said.Enqueue(await second!.End(signal));
        await second.DisposeAsync();
        second = null;
    }

    private static string Number(int port) => port.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Who is killed at once.</summary>
[Flags]
internal enum Victims
{
    First = 1,
    Second = 2,
    Both = First | Second,
    Databases = 4,
}
