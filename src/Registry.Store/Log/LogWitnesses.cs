using System.Diagnostics.Metrics;
using Npgsql;
using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Collects cosignatures from the policy's witnesses. A checkpoint is committed and signed before any of them hears of it, and no line waits
/// for them; each has its own request, its own time limit and its own pause, so none delays another.
/// </summary>
/// <remarks>
/// All are asked for one checkpoint until its quorum is met (a round), so that a fast and a slow one meet at the same size. The note with the
/// lines is kept beside the one without. Several processes of a registry may run one.
/// </remarks>
public sealed class LogWitnesses : IAsyncDisposable
{
    /// <summary>Name of the meter: <c>registry.log.witnessed.age</c> in seconds, <c>registry.log.witnessed.size</c>, <c>registry.log.witness.failures</c>.</summary>
    public const string MeterName = "Registry.Log.Witnesses";

    private readonly NpgsqlDataSource database;
    private readonly LogPolicy policy;
    private readonly WitnessOptions options;
    private readonly TimeProvider time;
    private readonly IReadOnlyList<WitnessSeat> seats;
    private readonly HttpClient http;
    private readonly Meter meter = new(MeterName);
    private readonly Counter<long> failures;
    private readonly CancellationTokenSource stopping = new();
    private Checkpointer? checkpointer;
    private Task loop = Task.CompletedTask;
    private bool disposed;
    private WitnessRound? round;
    private volatile Tuple<long, TreeHead>? witnessed;
    private volatile TaskCompletionSource grown = NewSignal();
    private volatile bool inVain;

    /// <param name="database">Data source of the login <c>registry_log_signer</c>; not owned.</param>
    /// <param name="policy">Keys of the log, witnesses with their addresses, quorum.</param>
    /// <param name="options">Null for the usual times.</param>
    /// <param name="time">Null for the system's.</param>
    /// <param name="network">Null for the real network; tests put their own end here. Owned.</param>
    public LogWitnesses(NpgsqlDataSource database, LogPolicy policy, WitnessOptions? options = null, TimeProvider? time = null, HttpMessageHandler? network = null)
    {
        this.database = database;
        this.policy = policy;
        this.options = options ?? new WitnessOptions();
        this.time = time ?? TimeProvider.System;
        http = new HttpClient(network ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = this.options.AnswerWithin })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        seats = [.. from witness in policy.Witnesses
                    where witness.Url is not null
                    select new WitnessSeat(database, policy, witness, new WitnessClient(http, witness.Url!, witness.Key, this.time, this.options.AnswerWithin))];
        failures = meter.CreateCounter<long>("registry.log.witness.failures", "{try}", "Failed tries at a witness");
        meter.CreateObservableGauge("registry.log.witnessed.age", () => Health.SinceWitnessed is { } age ? [new Measurement<double>(age.TotalSeconds)] : (Measurement<double>[])[], "s", "Since a checkpoint had its quorum of witnesses");
        meter.CreateObservableGauge("registry.log.witnessed.size", () => Health.Size, "{line}", "Size of the newest checkpoint that a quorum cosigned");
    }

    /// <summary>Witnesses that have an address and are asked.</summary>
    public int Count => seats.Count;

    /// <summary>How the log stands with its witnesses.</summary>
    public WitnessHealth Health => new(
        witnessed is { } last ? time.GetElapsedTime(last.Item1) : null, witnessed?.Item2.Size ?? 0, [.. seats.Select(seat => seat.Trouble).OfType<string>()])
    { WaitsInVain = inVain };

    /// <summary>What the witnesses keep of this log, before it is signed. Those that do not answer in time are left out: they cannot stop a start.</summary>
    public async Task<IReadOnlyList<RememberedHead>> Remembered(CancellationToken cancel) =>
        [.. (await Task.WhenAll(seats.Select(seat => seat.Remembered(cancel)))).OfType<RememberedHead>()];

    /// <summary>Begins to ask. Without witnesses it does nothing.</summary>
    /// <param name="of">Signs the log; refused for good if a witness shows that it is not the log that was signed.</param>
    public void Start(Checkpointer of)
    {
        checkpointer = of;
        if (seats.Count > 0)
            loop = Task.Run(Loop);
    }

    /// <summary>
    /// Returns when a quorum has cosigned a checkpoint of so many entries or more. All who wait share one signal, which every witnessed checkpoint gives: a
    /// thousand cost what a thousand calls at rest cost.
    /// </summary>
    /// <exception cref="NotWitnessedException">Not in time, or the log is refused.</exception>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public async Task Cover(long size, TimeSpan within, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(within, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            while (true)
            {
                // The signal before the size: what comes in between ends the wait at once.
                var next = grown.Task;
                if (witnessed is { } last && last.Item2.Size >= size)
                    return;
                if (checkpointer?.Refusal is { } refused)
                    throw new NotWitnessedException(refused);
                await next.WaitAsync(both.Token);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            inVain = true;
            throw new NotWitnessedException("no quorum of witnesses cosigned a checkpoint over the line in time");
        }
    }

    /// <summary>Stops asking; requests at work are given up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        await stopping.CancelAsync();
        await loop;
        await Task.WhenAll(seats.Select(seat => seat.Work));
        http.Dispose();
        meter.Dispose();
        stopping.Dispose();
    }

    private async Task Loop()
    {
        using var timer = new PeriodicTimer(options.Every, time);
        try
        {
            do
            {
                await TurnRound();
                var now = time.GetTimestamp();
                foreach (var seat in seats)
                    if (round is { } current && seat.Work.IsCompleted && now >= seat.NotBefore && current.TakeTurn(seat.Witness.Key))
                        seat.Work = Ask(seat, current);
            }
            while (checkpointer!.Refusal is null && await timer.WaitForNextTickAsync(stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    // A newer checkpoint takes the round when the old one has its quorum, everybody's answer, or had its time.
    private async Task TurnRound()
    {
        if (checkpointer!.Newest is not { } newest || newest == round?.Signed)
            return;
        var over = round is null || IsWitnessed(round) || time.GetElapsedTime(round.Begun) > options.RoundWithin
            || (round.Asked == seats.Count && seats.All(seat => seat.Work.IsCompleted));
        if (!over)
            return;
        if (round is not null)
            await Keep(round);
        round = new WitnessRound(newest, time.GetTimestamp());
    }

    private async Task Ask(WitnessSeat seat, WitnessRound asked)
    {
        try
        {
            if (await seat.Ask(asked, stopping.Token) is { } line)
            {
                asked.Add(line);
                // From the quorum on at once, also where a slow witness comes after its round.
                if (IsWitnessed(asked))
                    await Keep(asked);
                return;
            }
        }
        catch (LogRolledBackException evidence)
        {
            checkpointer!.Refuse(evidence.Message);
            return;
        }
        catch (Exception given) when (given is OperationCanceledException or NpgsqlException)
        {
            // Stopped, or the database is away: the log's own alarm; the witness is asked again.
        }

        asked.GiveBack(seat.Witness.Key);
        if (seat.Trouble is not null)
            failures.Add(1, new KeyValuePair<string, object?>("witness", seat.Witness.Name));
        var pause = options.Every * Math.Pow(2, Math.Min(seat.Failures, 10));
        seat.NotBefore = time.GetTimestamp() + (long)(Math.Min(pause.TotalSeconds, options.LongestPause.TotalSeconds) * time.TimestampFrequency);
    }

    private bool IsWitnessed(WitnessRound of) => of.Note is var note && note.Signatures.Count > policy.LogKeys.Count && policy.IsWitnessed(note);

    private async Task Keep(WitnessRound done)
    {
        try
        {
            if (done.Unkept() is { } note)
                await Checkpointer.Keep(database, done.Head.Size, note.ToString(), stopping.Token);
        }
        catch (NpgsqlException)
        {
            return;
        }

        if (IsWitnessed(done) && (witnessed is not { } last || last.Item2.Size <= done.Head.Size))
        {
            witnessed = Tuple.Create(done.Begun, done.Head);
            inVain = false;
            Interlocked.Exchange(ref grown, NewSignal()).TrySetResult();
        }
    }

    // Those who waited go on elsewhere, never on the task that asks witnesses.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
