using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Registry.Sealing;
using Registry.Tool.Commands;
using Registry.Tool.Embedded;
using Registry.Tool.Tests.Commands;

namespace Registry.Tool.Tests.Crash;

/// <summary>
/// Registry.Server as a process of its own, on databases, keys and files of a data directory that another process runs: what a second host of one registry
/// would be told, where `up` lets one process alone into the directory.
/// </summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> output, error;

    private ServerProcess(Process process)
    {
        this.process = process;
        (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    /// <summary>Starts and waits until it says that it is ready.</summary>
    /// <param name="data">The data directory.</param>
    /// <param name="grpc">Port of the calls.</param>
    /// <param name="http">Port of health and of the published log.</param>
    /// <param name="keysApart">Keys come from the process that `up --keys-process` keeps.</param>
    public static async Task<ServerProcess> Start(string data, int grpc, int http, bool keysApart)
    {
        var directory = DataDirectory.Open(data);
        await using var clusters = await EmbeddedClusters.Attach(directory, CancellationToken.None);
        var options = new Dictionary<string, string>
        {
            ["Environment"] = "Development",
            ["Grpc"] = $"127.0.0.1:{grpc}",
            ["Http"] = $"127.0.0.1:{http}",
            ["App"] = clusters.App,
            ["LogSigner"] = clusters.LogSigner,
            ["LogReader"] = clusters.LogReader,
            ["AuditKeyDirectory"] = directory.AuditKey,
            ["LogKeyFile"] = directory.LogSeed,
            ["HighWaterFile"] = directory.HighWater,
            ["LogDirectory"] = directory.PublishedLog,
            ["LogOrigin"] = directory.Identity.LogOrigin,
            ["LawDate"] = "2016-03-01",
            ["FirstAdministrators"] = string.Join(',', AgencyCommand.DevelopmentAdministrators),
            ["FoundingInspectors"] = string.Join(',', new EmbeddedOptions().Inspectors),
            ["Issuer__Issuer"] = directory.Identity.Issuer,
            ["Issuer__Audience"] = directory.Identity.Audience,
            ["Issuer__KeyFile"] = directory.IssuerPublic,
            ["Issuer__Agencies"] = "*",
        };
        if (keysApart)
        {
            (options["KeysSocket"], options["KeysUser"]) = (directory.KeysSocket, PeerCredentials.OwnUser().ToString(CultureInfo.InvariantCulture));
            options["BooksFile"] = data + ".second-books";
        }
        else
        {
            (options["Keys"], options["CustodianDirectory"]) = (clusters.Keys, directory.Custodian);
        }

        // Switches of the tests are no options of the server, and it refuses what it does not know.
        var tests = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("REGISTRY_", StringComparison.Ordinal));
        var server = new ServerProcess(Ran.Launch(
            "env", [.. tests.SelectMany(name => new[] { "-u", name }), .. options.Select(option => $"REGISTRY_{option.Key}={option.Value}"), "dotnet", Path.Combine(AppContext.BaseDirectory, "Registry.Server.dll")]));
        await server.Ready(http);
        return server;
    }

    /// <summary>Returns when a server on this port says that a look could leave its line now.</summary>
    public static async Task IsReady(int http, CancellationToken cancel)
    {
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{http}/healthz"), cancel);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50, cancel);
        }
    }

    /// <summary>A port of this machine that nobody listens on; the server keeps it through all its lives.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Sends a signal, waits for the end, and returns what it told its operator.</summary>
    public async Task<string> End(string signal)
    {
        Assert.Equal(0, (await Ran.Program("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)])).Code);
        await process.WaitForExitAsync().WaitAsync(Ran.Patience);
        return await output + await error;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await End("TERM");
        process.Dispose();
    }

    private async Task Ready(int http)
    {
        using var patience = new CancellationTokenSource(Ran.Patience);
        var ready = IsReady(http, patience.Token);
        if (await Task.WhenAny(ready, process.WaitForExitAsync(patience.Token)) != ready)
        {
            await patience.CancelAsync();
            await ready.ContinueWith(_ => { }, TaskScheduler.Default);
            throw new InvalidOperationException($"the second server ended: {await output} {await error}");
        }

        await ready;
    }
}
