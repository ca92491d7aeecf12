using System.Globalization;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Registry.Load;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

// Everything in one run on one machine, so that ratios mean something: an echo (health) beside looks and acts, with fsync on.
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
await using var registry = await RunningRegistry.Start(durable: true);
using var border = new BorderReturn(registry);
await border.Announced();
await border.Registered();

DateTime Deadline() => TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20);
var health = new Health.HealthClient(GrpcChannel.ForAddress(registry.Grpc));

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
    ("GetIdentity, NOT_FOUND", async () => await NotFound()),
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
        var figure = await Burst.Run(call, callers, TimeSpan.FromSeconds(seconds));
        echo ??= figure.PerSecond;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {callers} | {figure.PerSecond:0} | {figure.PerSecond / echo:0.000} | {figure.At(0.5):0.0} | {figure.At(0.95):0.0} | {figure.At(0.99):0.0} |"));
    }
}

static AnnounceReturnRequest Announcement() => new()
{
    Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
    RequestId = BorderReturn.NewId(),
    EntryPoint = "Cửa khẩu Hồng Vân",
    Channel = ReturnChannel.BilateralAgreement,
    ExpectedOn = BorderReturn.Day,
    Persons = 1,
    Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
};

async Task NotFound()
{
    try
    {
        await stranger.Identity.GetIdentityAsync(denied, strangerToken, Deadline());
        throw new InvalidOperationException("A stranger was answered.");
    }
    catch (RpcException refused) when (refused.StatusCode == StatusCode.NotFound)
    {
        // The load is the refusal.
    }
}
