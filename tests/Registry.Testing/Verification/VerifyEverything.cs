using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>
/// Checks all that a registry has written so far, from the outside: the log as an inspectorate would, streams against their MACs,
/// stored records against their streams, events against their lines, and every byte on disk for personal strings.
/// </summary>
/// <remarks>Changes nothing but the clusters' checkpoints. The registry must run; nobody else may be calling it.</remarks>
internal sealed class VerifyEverything(RunningRegistry registry)
{
    /// <exception cref="NotVerifiedException">Lists all that is wrong.</exception>
    public async Task Run() => NotVerifiedException.ThrowFor(await Findings());

    /// <summary>What is wrong, in sentences; empty when everything is as it must be.</summary>
    public async Task<IReadOnlyList<string>> Findings() => [.. await FindingsInTables(), .. await new CanaryCheck(registry).Findings()];

    /// <summary>The same without the search through every file and a dump of each database, whose time grows with them.</summary>
    public async Task<IReadOnlyList<string>> FindingsInTables() =>
    [
        .. await new OutboxCheck(registry).Findings(),
        .. await new LogCheck(registry).Findings(),
        .. await new StreamCheck(registry).Findings(),
        .. await new LineCheck(registry).Findings(),
    ];
}

/// <summary>Something that the registry wrote is not as it must be.</summary>
public sealed class NotVerifiedException(IReadOnlyList<string> findings)
    : Exception(string.Join(Environment.NewLine, findings.Take(20)) + (findings.Count > 20 ? $"{Environment.NewLine}... and {findings.Count - 20} more" : ""))
{
    public IReadOnlyList<string> Findings { get; } = findings;

    internal static void ThrowFor(IReadOnlyList<string> findings)
    {
        if (findings.Count > 0)
            throw new NotVerifiedException(findings);
    }
}
