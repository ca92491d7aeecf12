using System.Text.Json;
using Registry.Tool.Tests.Commands;

namespace Registry.Tool.Tests.Interop;

/// <summary>Clients and a verifier that nobody here wrote the protocol of: Python's grpcio, @grpc/grpc-js, and a second verifier of the log.</summary>
public sealed class StockClientTests(RunningRegistry registry)
{
    private const string InstallPython = "apt-get install -y python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev openssl";
    private const string InstallNode = "apt-get install -y nodejs npm; then: cd tests/interop/node && npm ci";

    private static readonly string Root = FindRoot();

    [Fact]
    public async Task Python_plays_the_case_and_its_lines_can_be_proven()
    {
        var kept = registry.Place("python.receipts");
        var ran = await Ran.Program("/usr/bin/python3", [Interop("python/registry_client.py"), registry.Up.Grpc, Path.Combine(Root, "protos"), kept], await registry.Tokens(), InstallPython);

        Assert.True(ran.Code == 0, $"{ran.Output}{ran.Error}\nneeded on Debian: {InstallPython}");
        await ProveLines(ran.Output, "python");
        await CheckReceipts(kept, Path.Combine(registry.Place("python-export"), "policy"));
    }

    [Fact]
    public async Task Node_plays_the_case_and_its_lines_can_be_proven()
    {
        Assert.True(Directory.Exists(Interop("node/node_modules/@grpc/grpc-js")), $"@grpc/grpc-js is missing: {InstallNode}");

        var ran = await Ran.Program("node", [Interop("node/registry_client.js"), registry.Up.Grpc, Path.Combine(Root, "protos")], await registry.Tokens(), InstallNode);

        Assert.True(ran.Code == 0, ran.Output + ran.Error);
        await ProveLines(ran.Output, "node");
    }

    [Fact]
    public async Task Two_verifiers_agree_that_an_export_is_genuine()
    {
        var export = await Export("genuine");

        var ours = await Ran.RegistryVerify("log", export);
        var other = await SecondVerifier(export);

        Assert.True(ours.Code == 0, ours.Output + ours.Error);
        Assert.True(other.Code == 0, other.Output + other.Error);
        Assert.Contains("records checked", other.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tile/entries")]
    [InlineData("tile/0")]
    [InlineData("records")]
    [InlineData("checkpoint")]
    public async Task Two_verifiers_agree_that_a_changed_byte_is_found(string place)
    {
        var export = await Export($"changed-{place.Replace('/', '-')}");
        var path = Path.Combine(export, place);
        var file = File.Exists(path) ? path : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).First();
        var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        // In a record the actor part begins behind 16 bytes of id and 4 of length; ids and justifications are not covered by the tree.
        content[place == "records" ? 24 : content.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);

        Assert.Equal(1, (await Ran.RegistryVerify("log", export)).Code);
        Assert.Equal(1, (await SecondVerifier(export)).Code);
    }

    private static Task<Ran> SecondVerifier(string export) =>
        Ran.Program("/usr/bin/python3", [Interop("python/verify_log.py"), export], install: InstallPython);

    private static string Interop(string path) => Path.Combine(Root, "tests", "interop", path);

    private async Task<string> Export(string name)
    {
        var target = registry.Place(name);
        var ran = await Ran.Registryctl("log", "export", "--data", registry.Data, "--out", target);
        Assert.True(ran.Code == 0, ran.Error);
        return target;
    }

    /// <summary>The lines that the client was told of in trailers stand in the log, allowed and denied.</summary>
    private async Task ProveLines(string output, string name)
    {
        var made = JsonDocument.Parse(output).RootElement;
        var policy = Path.Combine(await Export($"{name}-export"), "policy");
        foreach (var line in (string[])["record", "denied"])
        {
            var proof = registry.Place($"{name}-{line}.tlog-proof");
            var written = await Ran.Registryctl("log", "proof", "--data", registry.Data, "--record", made.GetProperty(line).GetString()!, "--out", proof);
            Assert.True(written.Code == 0, written.Error);
            var verified = await Ran.RegistryVerify("proof", proof, "--policy", policy);
            Assert.True(verified.Code == 0, verified.Output + verified.Error);
        }
    }

    /// <summary>The receipts that a stock client kept are genuine, and one with a changed bit is not.</summary>
    private static async Task CheckReceipts(string kept, string policy)
    {
        var genuine = await Ran.Program("/usr/bin/python3", [Interop("python/receipts.py"), kept, "--policy", policy], install: InstallPython);
        Assert.True(genuine.Code == 0, genuine.Output + genuine.Error);
        Assert.Matches(@"^1\d receipts checked", genuine.Output);

        var lines = await File.ReadAllLinesAsync(kept, TestContext.Current.CancellationToken);
        var fields = lines[3].Split(' ');
        var receipt = Convert.FromBase64String(fields[2]);
        receipt[40] ^= 1;
        lines[3] = string.Join(' ', fields[0], fields[1], Convert.ToBase64String(receipt));
        await File.WriteAllLinesAsync(kept + ".changed", lines, TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Ran.Program("/usr/bin/python3", [Interop("python/receipts.py"), kept + ".changed", "--policy", policy], install: InstallPython)).Code);
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Registry.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the tests run inside a clone");
    }
}
