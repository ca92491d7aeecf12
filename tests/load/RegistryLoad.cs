using System.Globalization;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Load;

/// <summary>Looks and acts beside an echo, on a registry of their own with fsync on; everything in one run, so that ratios mean something.</summary>
internal static class RegistryLoad
{
    public static async Task Run(TimeSpan length)
    {
        await using var registry = await RunningRegistry.Start(durable: true);
        using var border = new BorderReturn(registry);
        await border.Announced();
        await border.Registered();
        using var channel = GrpcChannel.ForAddress(registry.Grpc);
        var health = new Health.HealthClient(channel);

        // One token an officer for the whole run, as a client would keep it.
        var (post, postToken) = (border.At(Officers.Post), border.At(Officers.Post).Options.Headers);
        var (stranger, strangerToken) = (border.At(Officers.Population), border.At(Officers.Population).Options.Headers);
        var (police, policeToken) = (border.At(Officers.Police), border.At(Officers.Police).Options.Headers);
        var granted = BorderReturn.Look(border.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name", "birth_year", "id_number");
        var denied = BorderReturn.Look(border.Victim, Purpose.IdentityCheck, "QD22/2015-D7.1", "full_name");

        var loads = new (string Name, Func<Task> Call)[]
        {
            ("echo (health check)", async () => await health.CheckAsync(new HealthCheckRequest(), deadline: Deadline())),
            ("GetIdentity, granted", async () => await post.Identity.GetIdentityAsync(granted, postToken, Deadline())),
            ("GetIdentity, NOT_FOUND", async () => await NotFound(() => stranger.Identity.GetIdentityAsync(denied, strangerToken, Deadline()).ResponseAsync)),
            ("AnnounceReturn (new stream, two lines)", async () => await police.Victims.AnnounceReturnAsync(Announcement(), policeToken, Deadline())),
        };

        Console.WriteLine("| call | callers | calls/s | of echo | p50 ms | p95 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var callers in (int[])[1, 8, 32])
        {
            double? echo = null;
            foreach (var (name, call) in loads)
            {
                await Burst.Run(call, callers, TimeSpan.FromSeconds(1));
                var figure = await Burst.Run(call, callers, length);
                echo ??= figure.PerSecond;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {callers} | {figure.PerSecond:0} | {figure.PerSecond / echo:0.000} | {figure.At(0.5):0.0} | {figure.At(0.95):0.0} | {figure.At(0.99):0.0} |"));
            }
        }
    }

    private static DateTime Deadline() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);

    private static AnnounceReturnRequest Announcement() => new()
    {
        Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
        RequestId = BorderReturn.NewId(),
        EntryPoint = "Cửa khẩu Hồng Vân",
        Channel = ReturnChannel.BilateralAgreement,
        ExpectedOn = BorderReturn.Day,
        Persons = 1,
        Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
    };

    private static async Task NotFound(Func<Task> call)
    {
        try
        {
            await call();
            throw new InvalidOperationException("A stranger was answered.");
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.NotFound)
        {
            // The load is the refusal.
        }
    }
}
