using System.Diagnostics;
using Registry.Domain.Law;
using Registry.Tool.Demo;
using Registry.Tool.Embedded;

namespace Registry.Tool.Tests.Demo;

public sealed class BorderReturnTests
{
    [Fact]
    public async Task Every_expectation_of_the_case_holds_against_a_running_registry()
    {
        var law = LawTables.Load();
        var scenario = ScenarioFile.Read(Repository.BorderReturn, law);
        var folder = Directory.CreateTempSubdirectory("registry-demo-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_001_001);
        try
        {
            await using var registry = await EmbeddedRegistry.Start(
                Path.Combine(folder.FullName, "data"), new EmbeddedOptions { LawDate = scenario.LawDate, Durable = false }, CancellationToken.None);
            var host = new EmbeddedDemoHost(registry, Path.Combine(folder.FullName, "out"), Verify, TimeProvider.System);
            var transcript = new StringWriter();

            var code = await DemoPlayer.Play(host, scenario, law, transcript, TimeProvider.System);

            Assert.True(code == 0, transcript.ToString());
            Assert.All(transcript.ToString().Split('\n'), line => Assert.True(line.Length <= 120, line));
            Assert.Contains("suy luận / inferred", transcript.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> Verify(string[] args)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "registry-verify.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = program.StandardOutput.ReadToEndAsync();
        var error = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, await output + await error);
    }
}
