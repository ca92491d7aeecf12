using System.CommandLine;
using System.Security.Cryptography;
using Registry.AccessLog;

namespace Registry.Verify;

/// <summary>The question cannot be answered as it was put; the message says what to change.</summary>
internal sealed class UnusableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Turns what happened into a first line and an exit code; the one place that catches.</summary>
internal static class Outcome
{
    internal static async Task<int> OfAsync(InvocationConfiguration console, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (e is VerificationFailedException or FormatException)
        {
            NotGenuine(console.Output, e.Message);
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is UnusableException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            await console.Error.WriteLineAsync($"CANNOT BE CHECKED: {e.Message}");
            return ExitCode.Unusable;
        }
        catch (OperationCanceledException)
        {
            await console.Error.WriteLineAsync("CANNOT BE CHECKED: it was interrupted.");
            return ExitCode.Unusable;
        }
    }

    internal static void NotGenuine(TextWriter output, string reason) => output.WriteLine($"NOT GENUINE: {reason}");
}
