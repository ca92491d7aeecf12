using System.CommandLine;
using System.CommandLine.Invocation;
using Registry.Verify.Exports;
using Registry.Verify.Kits;
using Registry.Verify.Records;

namespace Registry.Verify;

/// <summary>The command line of <c>registry-verify</c>.</summary>
internal static class VerifyCommand
{
    /// <summary>Runs one command line and returns the exit code.</summary>
    internal static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(args);
        // A bug must end as a crash, never with the code of a verdict; and a mistyped command is no verdict either.
        var console = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        var code = await parsed.InvokeAsync(console);
        return parsed.Action is ParseErrorAction ? ExitCode.Unusable : code;
    }

    private static RootCommand Create() => new(
        """
        Checks the access log of the registry, offline, with public keys only ('records' alone needs the inspectorate's private key).

        The access log records every look at a person in the registry. Nobody can change, remove or insert a line afterwards
        without being found out by this program. It needs no password, no network and no secret key, and it changes no file.

        Exit codes: 0 = verified, 1 = not genuine (the first line says what), 2 = the question was wrong or a file cannot be read;
        'receipt' and 'records' have further ones.
        """)
    {
        LogCommand.Create(),
        ProofCommand.Create(),
        ReceiptCommand.Create(),
        RecordsCommand.Create(),
        ExportCommand.Create(),
        KitCommand.Create(),
    };
}
