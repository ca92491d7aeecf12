using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Registry.Server.Audit;
using Registry.Server.Books;
using Registry.Server.Records;
using Registry.Store;
using Registry.Store.Log;

namespace Registry.Server.Hosting;

/// <summary>Ready means: a look could leave its line now, and lines are being signed.</summary>
internal sealed class Readiness(LogWriter log, Checkpointer checkpointer, LogPublisher publisher, OutboxDrainer outbox, ServerKeys keys) : IHealthCheck
{
    /// <summary>How long the newest line may wait for its checkpoint; signing follows within about a second.</summary>
    private static readonly TimeSpan LongestUnsigned = TimeSpan.FromMinutes(1);

    /// <summary>A log at rest is signed again every ten minutes.</summary>
    private static readonly TimeSpan WitnessedAtRest = TimeSpan.FromMinutes(15);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Reason() is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy());

    /// <summary>The HTTP answer: 200 or 503, and what build this is.</summary>
    public static JsonHttpResult<Health> Answer(
        LogWriter log, Checkpointer checkpointer, LogPublisher publisher, OutboxDrainer outbox, LogWitnesses witnesses, WitnessedLines lines, ServerKeys keys, TwoBooks books,
        AccessIndexBuilder inspection)
    {
        var reason = new Readiness(log, checkpointer, publisher, outbox, keys).Reason();
        return TypedResults.Json(
            new Health(reason is null ? "ready" : "not ready", reason, Build.Version, Build.Subsets, Witnessed(witnesses, lines), books.Health, inspection.Health), statusCode: reason is null ? 200 : 503);
    }

    /// <summary>
    /// In words how the log stands with its witnesses. It makes nothing unready: reads never wait for a witness. No sizes, and no
    /// age in seconds: whoever may ask for health would otherwise see every look happen.
    /// </summary>
    private static string Witnessed(LogWitnesses witnesses, WitnessedLines lines)
    {
        var health = witnesses.Health;
        if (witnesses.Count == 0)
            return "the log has no witnesses: only who keeps checkpoints would notice another history";
        var age = health.SinceWitnessed switch
        {
            null => "no checkpoint of this process has its quorum of witnesses yet",
            { } since when since <= WitnessedAtRest => "the newest witnessed checkpoint is recent",
            _ => string.Create(CultureInfo.InvariantCulture, $"the newest witnessed checkpoint is more than {WitnessedAtRest.TotalMinutes:0} minutes old"),
        };
        string[] waiting = lines.Count == 0 ? [] : health.WaitsInVain
            ? ["methods that demand a witnessed line are refused: no quorum came in time"]
            : [string.Create(CultureInfo.InvariantCulture, $"{lines.Count} methods demand a witnessed line")];
        return string.Join("; ", (string[])[age, .. waiting, .. health.Troubles]);
    }

    private string? Reason()
    {
        if (!log.Health.Connected)
            return $"the access log cannot be written; nothing is released: see {Runbook.DatabaseUnfit}";
        if (log.Refusal is { } wentBack)
            return wentBack;
        if (checkpointer.Refusal is { } refusal)
            return refusal;
        if (keys.Problem is { } closed)
            return closed;
        if (checkpointer.Unsigned > LongestUnsigned)
            return $"the signer meets {checkpointer.Trouble}; lines are written but not signed: see {Runbook.LogUnsigned}";
        if (publisher.Refusal is { } unpublished)
            return unpublished;
        if (publisher.SinceLastRound > LongestUnsigned)
            return $"signed lines are not published; the folder of the log cannot be written: see {Runbook.LogUnpublished}";
        return outbox.Stuck > 0 ? $"outcome lines that are owed cannot be opened: see {Runbook.Outbox}" : null;
    }
}

/// <summary>Body of <c>/healthz</c>.</summary>
internal sealed record Health(string Status, string? Reason, string Version, IReadOnlyList<string> Subsets, string Witnesses, string Books, string Inspection);
