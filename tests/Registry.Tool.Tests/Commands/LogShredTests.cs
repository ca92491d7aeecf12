using System.Text.Json;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Tool.Tests.Commands;

/// <summary>`log shred` as an operator runs it beside a running registry, and what an inspectorate finds in the export afterwards.</summary>
public sealed class LogShredTests
{
    private const string Policy = """
        {"id":"LT-01","legal_ground":"Luật Lưu trữ","approved_by":["Nguyễn A","Trần B"],"approved_on":"2016-01-01",
         "retention":{"intent":"P10Y","denial":"P5Y","outcome":"P10Y","start":"P10Y","adoption":"P10Y","break_glass":"P10Y"}}
        """;

    [Fact]
    public async Task Old_lines_are_shredded_after_their_line_and_the_export_says_by_whose_policy()
    {
        using var scratch = new Scratch();
        await using var registry = await Testing.Running.RunningRegistry.Start();
        await Restart(registry);
        await Look(registry);
        await registry.SignAsOf(TimeProvider.System.GetUtcNow().AddYears(-11));
        // As if the hour that was sealed last were long ago; the registry goes on under a new one.
        await registry.TamperBehindGuards(
            "access_log.audit_epoch", "update access_log.audit_epoch set created = created - interval '11 years' where created = (select max(created) from access_log.audit_epoch)");
        await Restart(registry);
        var kept = await Look(registry);
        await File.WriteAllTextAsync(scratch["policy.json"], Policy, TestContext.Current.CancellationToken);

        var early = await Ran.Registryctl("log", "shred", "--data", registry.Root, "--policy", scratch["policy.json"], "--before", "2025-01-01");
        var dry = await Ran.Registryctl("log", "shred", "--data", registry.Root, "--policy", scratch["policy.json"], "--dry-run");
        var shredded = await Ran.Registryctl("log", "shred", "--data", registry.Root, "--policy", scratch["policy.json"]);
        var again = await Ran.Registryctl("log", "shred", "--data", registry.Root, "--policy", scratch["policy.json"]);
        var exported = await Ran.Registryctl("log", "export", "--data", registry.Root, "--out", scratch["export"]);

        Assert.Equal(1, early.Code);
        Assert.Contains("inside the retention of policy LT-01", early.Error, StringComparison.Ordinal);
        Assert.True((dry.Code, shredded.Code, again.Code, exported.Code) == (0, 0, 0, 0), dry.Error + shredded.Error + again.Error + exported.Error);
        Assert.StartsWith("policy LT-01 (sha256 ", dry.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("destroyed", dry.Output, StringComparison.Ordinal);
        Assert.Contains("destroyed the keys of 1 audit epochs", shredded.Output, StringComparison.Ordinal);
        Assert.Contains("destroyed the keys of 0 audit epochs", again.Output, StringComparison.Ordinal);

        var log = await Ran.RegistryVerify("log", scratch["export"], "--policy", scratch["export/policy"]);
        Assert.True(log.Code == 0, log.Output + log.Error);
        Assert.Contains("shredded under policy LT-01", log.Output, StringComparison.Ordinal);
        var secrets = Path.Combine(registry.Root, "secrets", "inspectorate");
        string[] open = ["records", scratch["export"], "--key", Path.Combine(secrets, "audit"), "--unlock", Path.Combine(secrets, "unlock"), "--policy", scratch["export/policy"], "--json"];
        var records = await Ran.RegistryVerify([.. open, "--retention", scratch["policy.json"]]);
        Assert.True(records.Code == 0, records.Output + records.Error);
        var said = records.Output.Trim().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(said, one => one.GetProperty("kind").GetString() == "line" && one.GetProperty("record").GetString() == kept);
        Assert.Equal("LT-01", said[^1].GetProperty("shredded")[0].GetProperty("policy").GetString());

        // Under a policy that the inspectorate does not have it is damage.
        await File.WriteAllTextAsync(scratch["other.json"], Policy.Replace("LT-01", "LT-02", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.Equal(8, (await Ran.RegistryVerify([.. open, "--retention", scratch["other.json"]])).Code);
        await registry.VerifyEverything();
    }

    [Theory]
    [InlineData("LT-01", "", "id: 1 to 100 characters")]
    [InlineData("Trần B", "nguyễn a", "approved_by: two different persons")]
    [InlineData("P5Y", "P1D", "retention: denial must be a period")]
    [InlineData("{", "no json", "the policy is no JSON object")]
    public async Task A_policy_that_is_none_shreds_nothing_and_the_field_is_named(string written, string instead, string expected)
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch["policy.json"], Policy.Replace(written, instead, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var ran = await Ran.Registryctl("log", "shred", "--data", scratch["nothing"], "--policy", scratch["policy.json"]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("--policy: ", ran.Error, StringComparison.Ordinal);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    private static async Task Restart(Testing.Running.RunningRegistry registry)
    {
        await registry.StopServer();
        await registry.StartServer();
    }

    private static async Task<string> Look(Testing.Running.RunningRegistry registry)
    {
        using var desk = registry.Desk(Officers.District);
        return (await desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"))).RecordId;
    }
}
