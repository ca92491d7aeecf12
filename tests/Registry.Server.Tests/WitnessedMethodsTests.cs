using System.Text;
using System.Text.Json;
using Grpc.Core;
using Registry.AccessLog;
using Registry.Server.Hosting;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>A method that demands a witnessed line opens nothing while no witness answers; the others answer as ever.</summary>
public sealed class WitnessedMethodsTests : IAsyncLifetime
{
    private const string Method = "IdentityService/GetIdentity";

    private RunningRegistry registry = null!;

    [Fact]
    public async Task Without_a_quorum_the_call_fails_closed_with_its_reason_and_its_line_stands()
    {
        await Restart(Method);
        using var desk = registry.Desk(Officers.District);
        var before = await Lines.Count(registry);

        var answer = await desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));

        Assert.Equal((StatusCode.Unavailable, "NOT_WITNESSED"), (answer.Status, answer.Reason));
        Assert.Equal(before + 1, await Lines.Count(registry));
        Assert.Contains("methods that demand a witnessed line are refused", await Health(), StringComparison.Ordinal);
        await Restart();
        await registry.VerifyEverything();
    }

    [Theory]
    [InlineData("IdentityService/GetIdentiy", "is no method of the contract")]
    [InlineData("registry.v1.IdentityService/GetIdentity", "is no method of the contract")]
    public async Task An_unknown_name_refuses_the_start(string name, string expected)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Restart(name));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_without_a_quorum_refuses_the_start()
    {
        await registry.StopServer();
        registry.WitnessedMethods = [Method];

        var refused = await Assert.ThrowsAsync<StartRefusedException>(registry.StartServer);

        Assert.Contains("WitnessedMethods needs witnesses", refused.Message, StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync() => registry = await RunningRegistry.Start();

    public ValueTask DisposeAsync() => registry.DisposeAsync();

    /// <summary>Goes on with a policy whose only witness is not there; without a method, with none.</summary>
    private async Task Restart(string? method = null)
    {
        var policy = Path.Combine(Path.GetDirectoryName(registry.Directory.LogSeed)!, "policy");
        await registry.StopServer();
        using var key = Ed25519Key.FromSeed(Encoding.ASCII.GetBytes("a witness that is never there...").AsSpan(..32));
        var witness = VerifierKey.Create("witness.example", KeyType.Cosignature, key.PublicKey);
        var keys = LogPolicy.Parse(await File.ReadAllBytesAsync(policy)).LogKeys;
        await File.WriteAllTextAsync(policy, string.Concat(keys.Select(one => $"log {one}\n")) + $"witness w {witness} http://127.0.0.1:1/\nquorum {(method is null ? "none" : "w")}\n");
        registry.WitnessedMethods = method is null ? [] : [method];
        await registry.StartServer();
    }

    private async Task<string> Health()
    {
        using var http = new HttpClient();
        using var health = JsonDocument.Parse(await http.GetStringAsync(new Uri(registry.Http, "/healthz")));
        return health.RootElement.GetProperty("witnesses").GetString()!;
    }
}
