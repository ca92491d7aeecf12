using System.Diagnostics;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>
/// <c>registry-verify</c> as a program of its own: a verdict on the log, and a kit that carries one, must not come from the process that wrote the log.
/// </summary>
internal static class VerifyProgram
{
    private const string Library = "registry-verify.dll";

    /// <summary>Runs it to its end. The one beside this program, or that of the checkout.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public static async Task<(int ExitCode, string Output, string Error)> Run(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, Library);
        var start = File.Exists(beside) ? new ProcessStartInfo("dotnet", [beside, .. arguments]) : new ProcessStartInfo(InCheckout(), arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var program = Process.Start(start) ?? throw new CommandFailedException("registry-verify does not start");
        var output = program.StandardOutput.ReadToEndAsync(cancel);
        var error = program.StandardError.ReadToEndAsync(cancel);
        try
        {
            await program.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            throw;
        }

        return (program.ExitCode, await output, await error);
    }

    private static string InCheckout()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (Path.Combine(at.FullName, "deploy", "registry-verify") is var script && File.Exists(script))
                return script;
        throw new CommandFailedException("registry-verify was not found, neither beside registryctl nor in a checkout's deploy folder");
    }
}
