using System.Diagnostics;
using System.Text.Json;
using Registry.Testing.Running;

namespace Registry.Server.Tests.House;

/// <summary>Python's stock gRPC client as a process of its own that watches tasks, to be killed in mid-stream.</summary>
internal sealed class StockWatcher : IDisposable
{
    private const string Needed = "apt-get install -y python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev";

    private readonly Process python;

    private StockWatcher(Process python) => this.python = python;

    public static async Task<StockWatcher> Start(RunningRegistry registry, Officer officer, string cursor)
    {
        var root = FindRoot();
        var python = Process.Start(new ProcessStartInfo(
            "/usr/bin/python3", [Path.Combine(root, "tests/interop/python/watch_tasks.py"), registry.Grpc.Authority, Path.Combine(root, "protos"), cursor])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["PYTHONDONTWRITEBYTECODE"] = "1" },
        })!;
        await python.StandardInput.WriteAsync(registry.Token(officer));
        python.StandardInput.Close();
        var watcher = new StockWatcher(python);
        Assert.True(Guid.TryParse((await watcher.Line()).GetProperty("record").GetString(), out _));
        return watcher;
    }

    /// <summary>The next line that it prints.</summary>
    public async Task<JsonElement> Line()
    {
        var line = await python.StandardOutput.ReadLineAsync();
        Assert.True(line is not null, $"Python's gRPC client did not run; needed on Debian: {Needed}");
        return JsonDocument.Parse(line).RootElement;
    }

    /// <summary>Reads until everything open has been told.</summary>
    /// <returns>The subjects that were told, and the last cursor.</returns>
    public async Task<(List<string> Subjects, string Cursor)> CatchUp()
    {
        var subjects = new List<string>();
        while (true)
        {
            var message = await Line();
            subjects.AddRange(message.GetProperty("subjects").EnumerateArray().Select(subject => subject.GetString()!));
            if (message.GetProperty("caught_up").GetBoolean())
                return (subjects, message.GetProperty("cursor").GetString()!);
        }
    }

    /// <summary>SIGKILL: it says goodbye to nobody.</summary>
    public void Kill()
    {
        python.Kill();
        python.WaitForExit();
    }

    public void Dispose()
    {
        if (!python.HasExited)
            Kill();
        python.Dispose();
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Registry.sln")))
            at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the tests run inside a clone");
    }
}
