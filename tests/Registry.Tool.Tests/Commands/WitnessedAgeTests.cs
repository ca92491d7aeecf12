using System.Text.Json;
using Registry.AccessLog;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Tool.Tests.Commands;

/// <summary>What `/healthz` of a running server says of its witnesses: operators hear of it when none cosigns any more, and nothing else stops.</summary>
public sealed class WitnessedAgeTests
{
    [Fact]
    public async Task Health_says_when_the_newest_witnessed_checkpoint_grows_old_and_looks_go_on()
    {
        using var scratch = new Scratch();
        var time = new Ahead();
        await using var registry = await Testing.Running.RunningRegistry.Start();
        var policy = registry.Directory.LogPolicy;
        await registry.StopServer();
        var keys = LogPolicy.Parse(await File.ReadAllBytesAsync(policy)).LogKeys;
        await File.WriteAllTextAsync(scratch["logs"], string.Concat(keys.Select(key => $"{key}\n")));
        await using var witness = await WitnessProcess.Start(scratch, "one", scratch["logs"]);
        await File.WriteAllTextAsync(policy, string.Concat(keys.Select(key => $"log {key}\n")) + $"{witness.PolicyLine}\nquorum {witness.PolicyLine.Split(' ')[1]}\n");
        registry.Time = time;
        await registry.StartServer();
        using var desk = registry.Desk(Officers.District);
        var look = BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");

        await Says(registry, "the newest witnessed checkpoint is recent");
        await witness.End("KILL");
        await desk.Send(look);
        Assert.StartsWith("the newest witnessed checkpoint is recent", await Says(registry, "witness.test/one: "), StringComparison.Ordinal);

        time.By(TimeSpan.FromMinutes(16));

        Assert.StartsWith("the newest witnessed checkpoint is more than 15 minutes old; witness.test/one: ", await Says(registry, "more than 15 minutes old"), StringComparison.Ordinal);
        Assert.Equal("NOT_FOUND", (await desk.Send(look)).Reason);
    }

    private static async Task<string> Says(Testing.Running.RunningRegistry registry, string what)
    {
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            using var answer = await http.GetAsync(new Uri(registry.Http, "/healthz"));
            using var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var said = health.RootElement.GetProperty("witnesses").GetString()!;
            if (said.Contains(what, StringComparison.Ordinal))
                return said;
            Assert.True(tries < 120, $"health went on saying: {said}");
            await Task.Delay(250);
        }
    }

    /// <summary>The system's clock with its timers, and so much more.</summary>
    private sealed class Ahead : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void By(TimeSpan more) => Interlocked.Add(ref ticks, more.Ticks);

        public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref ticks);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ticks));
    }
}
