using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Registry.AccessLog;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Tool.Tests.Commands;

/// <summary>A whole registry with witnesses of other processes: cosigned, published, and stopped when it comes back as another log.</summary>
public sealed class WitnessedRegistryTests
{
    [Fact]
    public async Task Its_checkpoints_are_cosigned_by_the_quorum_and_an_old_copy_of_it_is_refused()
    {
        using var scratch = new Scratch();
        await using (await Up.Start(scratch["data"]))
        {
        }

        var policy = scratch["data/secrets/log/policy"];
        var keys = LogPolicy.Parse(await File.ReadAllBytesAsync(policy)).LogKeys;
        Assert.Equal([KeyType.Ed25519, KeyType.Cosignature, KeyType.Ecdsa], keys.Select(key => key.Type));
        await File.WriteAllTextAsync(scratch["logs"], string.Concat(keys.Select(key => $"{key}\n")));
        await using var one = await WitnessProcess.Start(scratch, "one", scratch["logs"]);
        await using var two = await WitnessProcess.Start(scratch, "two", scratch["logs"]);
        await File.WriteAllTextAsync(
            policy, string.Concat(keys.Select(key => $"log {key}\n")) + $"{one.PolicyLine}\n{two.PolicyLine}\ngroup both all {Name(one)} {Name(two)}\nquorum both\n");
        Directory.CreateDirectory(scratch["copy"]);
        Assert.Equal(0, (await Ran.Program("cp", ["-a", scratch["data"], scratch["copy"]])).Code);

        await using (var up = await Up.Start(scratch["data"]))
        {
            // The first checkpoint that witnesses see is the copy's own: only a later one tells them apart.
            var copied = RightEdge.Parse(Convert.FromBase64String((await File.ReadAllLinesAsync(scratch["copy/data/secrets/log/high-water"]))[1])).Size;
            Assert.True(await Keeps(one, keys[0].Name, copied) > copied);
            Assert.Contains("the newest witnessed checkpoint is", await Witnessed(up, "recent"), StringComparison.Ordinal);
            var export = await Ran.Registryctl("log", "export", "--data", up.Data, "--out", scratch["export"]);
            Assert.True(export.Code == 0, export.Error);
        }

        var verified = await Ran.RegistryVerify("log", scratch["export"], "--policy", policy);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        var looked = await Ran.Registryctl("monitor", "--log", scratch["export"], "--policy", policy, "--state", scratch["state"]);
        Assert.True(looked.Code == 0, looked.Output + looked.Error);

        // Clusters, keys and high-water mark of one earlier moment: only the witnesses know better.
        var copy = await Ran.Registryctl("up", "--data", scratch["copy/data"]);
        Assert.Equal(1, copy.Code);
        Assert.Contains("deploy/runbooks/log-copied.md", copy.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_one_of_its_keys_nothing_is_signed_and_a_lost_mark_is_adopted_with_a_line()
    {
        using var scratch = new Scratch();
        await using (await Up.Start(scratch["data"]))
        {
        }

        File.Move(scratch["data/secrets/log/ecdsa-p256.pem"], scratch["ecdsa"]);
        await Refuses(scratch, "nothing is signed without every key of the log");
        File.Move(scratch["ecdsa"], scratch["data/secrets/log/ecdsa-p256.pem"]);

        var early = await Ran.Registryctl("log", "adopt", "--data", scratch["data"], "--because", "a test");
        Assert.Contains("needs no adoption", early.Error, StringComparison.Ordinal);
        File.Delete(scratch["data/secrets/log/high-water"]);
        await Refuses(scratch, "registryctl log adopt");
        Assert.Equal(1, (await Ran.Registryctl("log", "adopt", "--data", scratch["data"], "--because", " ")).Code);

        var adopted = await Ran.Registryctl("log", "adopt", "--data", scratch["data"], "--because", "the disk of the secrets was replaced");
        Assert.True(adopted.Code == 0, adopted.Error);
        Assert.Matches("^adopted [0-9]+ entries, the last of which says so$", adopted.Output.Trim());
        await using var again = await Up.Start(scratch["data"]);
    }

    [Fact]
    public async Task A_witnessed_method_is_answered_while_a_witness_runs_and_refused_in_words_once_it_is_gone()
    {
        const string method = "IdentityService/GetIdentity";
        using var scratch = new Scratch();
        await using (await Up.Start(scratch["data"]))
        {
        }

        var policy = scratch["data/secrets/log/policy"];
        var keys = LogPolicy.Parse(await File.ReadAllBytesAsync(policy)).LogKeys;
        await File.WriteAllTextAsync(scratch["logs"], string.Concat(keys.Select(key => $"{key}\n")));
        await using var witness = await WitnessProcess.Start(scratch, "one", scratch["logs"]);
        await File.WriteAllTextAsync(policy, string.Concat(keys.Select(key => $"log {key}\n")) + $"{witness.PolicyLine}\nquorum {Name(witness)}\n");
        await using var up = await Up.Start(scratch["data"], "--witnessed", method, "--law-date", "2016-03-01");
        var token = await Ran.Registryctl("token", "--data", up.Data, "--agency", Officers.District.Agency, "--officer", Officers.District.Name, "--scope", "identity.read");
        using var desk = new Desk(new Uri($"http://{up.Grpc}"), () => token.Output.Trim()) { Language = "vi" };
        var look = BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name");

        // The desk waits 20 seconds, the server 15 at most: an answer that is not NOT_WITNESSED came in time.
        var cosigned = await desk.Send(look);
        await witness.End("KILL");
        var alone = await desk.Send(look);

        Assert.Equal((StatusCode.NotFound, "NOT_FOUND"), (cosigned.Status, cosigned.Reason));
        Assert.Equal((StatusCode.Unavailable, "NOT_WITNESSED"), (alone.Status, alone.Reason));
        Assert.NotEmpty(alone.Text("vi"));
        Assert.NotEmpty(alone.RecordId);
        Assert.Contains("methods that demand a witnessed line are refused", await Witnessed(up, "are refused"), StringComparison.Ordinal);
    }

    private static string Name(WitnessProcess witness) => witness.PolicyLine.Split(' ')[1];

    private static async Task Refuses(Scratch scratch, string because)
    {
        var ran = await Ran.Registryctl("up", "--data", scratch["data"]);
        Assert.Equal(1, ran.Code);
        Assert.Contains(because, ran.Error, StringComparison.Ordinal);
    }

    private static async Task<long> Keeps(WitnessProcess witness, string origin, long beyond)
    {
        using var http = new HttpClient();
        var checkpoint = new Uri(witness.Url, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))}/checkpoint");
        for (var tries = 0; ; tries++)
        {
            using var answer = await http.GetAsync(checkpoint);
            var size = answer.IsSuccessStatusCode ? long.Parse((await answer.Content.ReadAsStringAsync()).Split('\n')[1], CultureInfo.InvariantCulture) : 0;
            if (size > beyond || tries == 120)
                return size;
            await Task.Delay(500);
        }
    }

    private static async Task<string> Witnessed(Up up, string until)
    {
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            using var health = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://{up.Http}/healthz")));
            var said = health.RootElement.GetProperty("witnesses").GetString()!;
            if (said.Contains(until, StringComparison.Ordinal) || tries == 120)
                return said;
            await Task.Delay(500);
        }
    }
}
