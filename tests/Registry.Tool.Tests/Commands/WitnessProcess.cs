using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Registry.Tool.Tests.Commands;

/// <summary>A running `registryctl witness`.</summary>
internal sealed partial class WitnessProcess : IAsyncDisposable
{
    private readonly Process process;

    private WitnessProcess(Process process, Uri url, string policyLine)
    {
        this.process = process;
        Url = url;
        PolicyLine = policyLine;
    }

    public Uri Url { get; }

    /// <summary><c>witness NAME VKEY URL</c>, as it prints it.</summary>
    public string PolicyLine { get; }

    public static async Task<WitnessProcess> Start(Scratch scratch, string name, string logs, string listen = "127.0.0.1:0")
    {
        var process = Ran.Launch("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "registryctl.dll"), "witness", "--key", scratch[name + ".key"], "--state", scratch[name],
            "--logs", logs, "--name", $"witness.test/{name}", "--listen", listen]);
        var ready = await process.StandardOutput.ReadLineAsync().WaitAsync(Ran.Patience);
        if (ready is null || Ready().Match(ready) is not { Success: true } match)
            throw new InvalidOperationException($"the witness was not ready: {ready} {await process.StandardError.ReadToEndAsync()}");
        var line = (await process.StandardOutput.ReadLineAsync().WaitAsync(Ran.Patience))!;
        return new WitnessProcess(process, new Uri($"http://{match.Groups[1].Value}/"), line["line for a policy: ".Length..]);
    }

    public async Task End(string signal)
    {
        await Ran.Program("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Ran.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await End("TERM");
        process.Dispose();
    }

    [GeneratedRegex(@"^ready http=(127\.0\.0\.1:\d+) logs=\d+$")]
    private static partial Regex Ready();
}
