using System.Diagnostics;
using Registry.Domain.Law;
using Registry.Tool.Commands;
using Registry.Tool.Demo;
using Registry.Tool.Embedded;

namespace Registry.Tool.Tests.Demo;

/// <summary>Every case of deploy/demo, each played through gRPC to its end: one registry for all of them, which is moved to each case's day.</summary>
public sealed class ScenarioTests(ScenarioTests.Stage stage) : IClassFixture<ScenarioTests.Stage>
{
    public static TheoryData<string> Names => [.. Repository.Shelf.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_expectation_of_the_case_holds_against_a_running_registry(string name)
    {
        var law = LawTables.Load();
        var scenario = ScenarioFile.Read(Repository.Shelf.Text(name), law);
        var host = new EmbeddedDemoHost(stage.Registry, Path.Combine(stage.Folder, "out", name), Verify, TimeProvider.System);
        var transcript = new StringWriter();

        var code = await DemoPlayer.Play(host, scenario, law, transcript, TimeProvider.System);

        Assert.True(code == 0, transcript.ToString());
        Assert.All(transcript.ToString().Split('\n'), line => Assert.True(line.Length <= Paper.Width, line));
        if (name == ScenarioShelf.First)
            Assert.Contains("suy luận / inferred", transcript.ToString(), StringComparison.Ordinal);
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

    /// <summary>A registry that every case finds as the case before it left it: none may count on being the first or alone.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        internal EmbeddedRegistry Registry { get; private set; } = null!;

        internal string Folder { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Folder = Directory.CreateTempSubdirectory("registry-demo-").FullName;
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_001_001);
            Registry = await EmbeddedRegistry.Start(
                Path.Combine(Folder, "data"),
                new EmbeddedOptions { LawDate = new DateOnly(2016, 3, 1), Durable = false, Administrators = AgencyCommand.DevelopmentAdministrators },
                CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await Registry.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
