namespace Registry.Store.Log;

/// <summary>The lines of one caller on their way through the queue. They are written in one batch or not at all.</summary>
internal sealed class Submission(IReadOnlyList<Line> lines)
{
    private const int Waiting = 0, Taken = 1, Gone = 2;

    // Continuations run elsewhere: a caller's code must never run on the writer's only task.
    private readonly TaskCompletionSource<IReadOnlyList<LineResult>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int state = Waiting;

    public IReadOnlyList<Line> Lines { get; } = lines;

    /// <summary>Whose share they wait in; the lines of one caller have one.</summary>
    public string? Share => Lines[0].Share;

    public Task<IReadOnlyList<LineResult>> Answer => answer.Task;

    /// <summary>The writer takes it into a batch, unless the caller is gone.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref state, Taken, Waiting) == Waiting;

    /// <summary>The caller leaves. Before it is taken, its lines are dropped; after, they are written and nobody hears of it.</summary>
    public void Leave() => Interlocked.CompareExchange(ref state, Gone, Waiting);

    public void Complete(IReadOnlyList<LineResult> results) => answer.TrySetResult(results);

    public void Fail(Exception cause)
    {
        answer.TrySetException(cause);
        // A caller that left never looks at its task.
        _ = answer.Task.Exception;
    }
}
