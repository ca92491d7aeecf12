namespace Registry.Verify.Records;

/// <summary>Where the lines of a question go: to the screen, to a file of lines, to a kit.</summary>
internal interface ILineSink : IAsyncDisposable
{
    /// <summary>Prepares the lines of one bundle, several bundles at once; what comes back hands them over when it is their turn.</summary>
    Task<Func<Task>> Prepare(IReadOnlyList<OpenLine> lines, CancellationToken cancel);

    /// <summary>Everything was handed over. What was written, in a sentence for the finding; null where nothing is to be said.</summary>
    /// <exception cref="UnusableException">What was asked for is not there.</exception>
    Task<string?> Complete();
}

/// <summary>Shows lines on standard output; none when they are only counted.</summary>
internal sealed class Screen(TextWriter output, bool list, bool json) : ILineSink
{
    public Task<Func<Task>> Prepare(IReadOnlyList<OpenLine> lines, CancellationToken cancel)
    {
        var text = list ? string.Concat(lines.Select(line => (json ? LineOutput.AsJson(line) : LineOutput.AsText(line)) + "\n")) : "";
        return Task.FromResult<Func<Task>>(() => output.WriteAsync(text));
    }

    public Task<string?> Complete() => Task.FromResult<string?>(null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
