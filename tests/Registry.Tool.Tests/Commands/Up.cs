using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Registry.Tool.Tests.Interop;

namespace Registry.Tool.Tests.Commands;

/// <summary>A running `registryctl up`.</summary>
internal sealed partial class Up : IAsyncDisposable
{
    private readonly Process process;
    private readonly Task<string> error;

    private Up(string data, Process process)
    {
        Data = data;
        this.process = process;
        error = process.StandardError.ReadToEndAsync();
    }

    public string Data { get; }

    public string Grpc { get; private set; } = "";

    public string Http { get; private set; } = "";

    /// <summary>Starts and waits for the line that says ready.</summary>
    public static Task<Up> Start(string data, params string[] more) => Ready(Launch(data, more));

    /// <summary>The same with the registryctl of another build.</summary>
    public static Task<Up> StartOther(string data, params string[] more) => Ready(Launch(OtherBuild.Registryctl, data, more));

    private static async Task<Up> Ready(Up up)
    {
        var line = await up.process.StandardOutput.ReadLineAsync().WaitAsync(Ran.Patience);
        if (line is null || ReadyLine().Match(line) is not { Success: true } ready)
            throw new InvalidOperationException($"up was not ready: {line} {await up.error}");
        up.Grpc = ready.Groups[1].Value;
        up.Http = ready.Groups[2].Value;
        return up;
    }

    /// <summary>Starts and does not wait.</summary>
    public static Up Launch(string data, params string[] more) => Launch(Path.Combine(AppContext.BaseDirectory, "registryctl.dll"), data, more);

    private static Up Launch(string registryctl, string data, string[] more) =>
        new(data, Ran.Launch("dotnet", [registryctl, "up", "--data", data, .. more]));

    /// <summary>Server processes of the clusters of a data directory: none after a clean stop.</summary>
    public static IReadOnlyList<int> Postmasters(string data) =>
        [.. new[] { "registry", "keys" }
            .Select(name => Path.Combine(data, "clusters", name, "data", "postmaster.pid")).Where(File.Exists)
            .Select(file => int.Parse(File.ReadLines(file).First(), CultureInfo.InvariantCulture))
            .Where(pid => Directory.Exists($"/proc/{pid}"))];

    /// <summary>Sends a signal and waits for the end.</summary>
    public async Task<(int Code, string Error)> End(string signal = "TERM")
    {
        var sent = await Ran.Program("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        Assert.Equal(0, sent.Code);
        await process.WaitForExitAsync().WaitAsync(Ran.Patience);
        return (process.ExitCode, await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await End();
        process.Dispose();
    }

    [GeneratedRegex(@"^ready grpc=(127\.0\.0\.1:\d+) http=(127\.0\.0\.1:\d+)$")]
    private static partial Regex ReadyLine();
}
