using System.Net;
using System.Net.Sockets;

namespace Registry.Tool.Tests.Commands;

/// <summary>Start, stop, crash and come back.</summary>
public sealed class LifeTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_clean_stop_leaves_no_server_of_a_cluster_and_a_log_that_is_signed_to_its_end(string signal)
    {
        using var scratch = new Scratch();
        await using var up = await Up.Start(scratch["data"]);
        Assert.Equal(2, Up.Postmasters(up.Data).Count);

        var (code, error) = await up.End(signal);

        Assert.Equal(0, code);
        Assert.Contains("stopping ...", error, StringComparison.Ordinal);
        Assert.DoesNotContain("XML encryptor", error, StringComparison.Ordinal);
        Assert.Empty(Up.Postmasters(up.Data));
        var export = await Ran.Registryctl("log", "export", "--data", up.Data, "--out", scratch["export"]);
        Assert.True(export.Code == 0, export.Error);
        Assert.DoesNotContain("not signed yet", export.Error, StringComparison.Ordinal);
        Assert.Empty(Up.Postmasters(up.Data));
    }

    [Fact]
    public async Task Starting_again_continues_the_same_log()
    {
        using var scratch = new Scratch();
        string origin;
        await using (var first = await Up.Start(scratch["data"]))
            origin = await Origin(first.Data, scratch["first"]);

        await using var again = await Up.Start(scratch["data"]);

        Assert.Equal(origin, await Origin(again.Data, scratch["second"]));
        var kept = await Ran.RegistryVerify("log", scratch["second"], "--kept", scratch["first/checkpoint"]);
        Assert.True(kept.Code == 0, kept.Output + kept.Error);
        Assert.Contains("(kept by you: 1)", kept.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clusters_that_a_killed_up_left_running_are_taken_over_and_stopped_in_the_end()
    {
        using var scratch = new Scratch();
        await using (var killed = await Up.Start(scratch["data"]))
            await killed.End("KILL");
        var orphans = Up.Postmasters(scratch["data"]);

        await using (var next = await Up.Start(scratch["data"]))
            Assert.Equal(orphans, Up.Postmasters(next.Data));

        Assert.Equal(2, orphans.Count);
        Assert.Empty(Up.Postmasters(scratch["data"]));
    }

    [Fact]
    public async Task A_crash_of_everything_at_once_is_recovered_from()
    {
        using var scratch = new Scratch();
        await using (var killed = await Up.Start(scratch["data"]))
        {
            await killed.End("KILL");
            foreach (var pid in Up.Postmasters(scratch["data"]))
                await Ran.Program("kill", ["-s", "KILL", pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        }

        await using var next = await Up.Start(scratch["data"]);

        await Origin(next.Data, scratch["export"]);
        var verified = await Ran.RegistryVerify("log", scratch["export"]);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
    }

    [Fact]
    public async Task A_signal_during_the_start_leaves_nothing_running_and_the_directory_usable()
    {
        using var scratch = new Scratch();
        await using (var early = Up.Launch(scratch["data"]))
        {
            while (!File.Exists(scratch["data/up.lock.pid"]))
                await Task.Delay(20, TestContext.Current.CancellationToken);
            var (code, error) = await early.End();
            Assert.Equal(0, code);
            Assert.Contains("stopped before it was ready", error, StringComparison.Ordinal);
        }

        Assert.Empty(Up.Postmasters(scratch["data"]));
        await using var next = await Up.Start(scratch["data"]);
        Assert.NotEmpty(next.Grpc);
    }

    [Fact]
    public async Task A_port_in_use_is_named_and_nothing_is_left_running()
    {
        using var scratch = new Scratch();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var ran = await Ran.Registryctl("up", "--data", scratch["data"], "--port", port);

        Assert.Equal(1, ran.Code);
        Assert.Contains("the port is in use", ran.Error, StringComparison.Ordinal);
        Assert.Empty(Up.Postmasters(scratch["data"]));
    }

    [Fact]
    public async Task Lost_secrets_are_named_and_never_replaced_by_new_ones()
    {
        using var scratch = new Scratch();
        await using (var up = await Up.Start(scratch["data"]))
            await up.End();
        File.Delete(scratch["data/secrets/log/ed25519.seed"]);
        foreach (var key in Directory.EnumerateFiles(scratch["data/secrets/custodian"]))
            File.Delete(key);

        var ran = await Ran.Registryctl("up", "--data", scratch["data"]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("has lost its secrets: secrets/log/ed25519.seed, secrets/custodian.", ran.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(scratch["data/secrets/log/ed25519.seed"]));
    }

    [Fact]
    public async Task A_directory_that_was_moved_serves_at_its_new_place()
    {
        using var scratch = new Scratch();
        await using (var up = await Up.Start(scratch["data"]))
            await up.End();
        Directory.Move(scratch["data"], scratch["moved"]);

        await using var next = await Up.Start(scratch["moved"]);

        Assert.Contains(scratch["moved"], await File.ReadAllTextAsync(scratch["moved/postgres.env"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> Origin(string data, string target)
    {
        var export = await Ran.Registryctl("log", "export", "--data", data, "--out", target);
        Assert.True(export.Code == 0, export.Error);
        return File.ReadLines(Path.Combine(target, "checkpoint")).First();
    }
}
