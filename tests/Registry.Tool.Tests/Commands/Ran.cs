using System.Diagnostics;
using System.Text;

namespace Registry.Tool.Tests.Commands;

/// <summary>A program that ran to its end.</summary>
internal sealed record Ran(int Code, string Output, string Error)
{
    /// <summary>Longest any command of these tests may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs registryctl as a process of its own.</summary>
    public static Task<Ran> Registryctl(params string[] arguments) => Program("dotnet", [Built("registryctl.dll"), .. arguments]);

    /// <summary>Runs registry-verify as a process of its own.</summary>
    public static Task<Ran> RegistryVerify(params string[] arguments) => Program("dotnet", [Built("registry-verify.dll"), .. arguments]);

    /// <summary>Runs any program; a missing one fails with the command that installs it.</summary>
    public static async Task<Ran> Program(string program, IReadOnlyList<string> arguments, string input = "", string install = "")
    {
        using var process = Launch(program, arguments, install);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new Ran(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a program with its three streams in our hands.</summary>
    public static Process Launch(string program, IReadOnlyList<string> arguments, string install = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            WorkingDirectory = Path.GetTempPath(),
        };
        // Nothing may need a home directory: services have none.
        start.Environment.Remove("HOME");
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} is missing. As root: {install}", missing);
        }
    }

    private static string Built(string name) => Path.Combine(AppContext.BaseDirectory, name);
}
