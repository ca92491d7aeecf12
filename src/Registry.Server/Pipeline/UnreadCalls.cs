using Registry.Contracts.Access;
using Registry.Domain.Access;
using Registry.Server.Enrolment;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Pipeline;

/// <summary>
/// Calls whose message was never read (too large, torn, compressed): gRPC refuses them before any interceptor runs, so their line is
/// written here, around it. The sender of a refused message is as proven, or as unproven, as any other.
/// </summary>
internal sealed class UnreadCalls(
    AccessRules rules, Identities identities, NobodysLines nobody, Ceilings ceilings, AccessRecorder recorder, LogWriter log, LawClock lawClock, TimeProvider clock,
    ILogger<UnreadCalls> logger) : IMiddleware
{
    private static readonly object Read = new();

    /// <summary>Says that the message of this request was read: the pipeline leaves the lines.</summary>
    public static void Mark(HttpContext http) => http.Items[Read] = true;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (!context.Items.ContainsKey(Read) && rules.Find(context.Request.Path) is { } method)
                await Note(context, method);
        }
    }

    private async Task<(Caller? Caller, string Why)> Prove(HttpContext context)
    {
        try
        {
            return await identities.Prove(context, lawClock.Today);
        }
        catch (Exception unread) when (unread is DirectoryUnreadException or OperationCanceledException)
        {
            return (null, "the directory could not be read");
        }
    }

    private async Task Note(HttpContext context, MethodAccess method)
    {
        var (caller, why) = await Prove(context);
        if (caller is null || !ceilings.Count(caller))
        {
            nobody.Count(context.Connection.RemoteIpAddress, caller is null ? why : "ceiling reached with unread messages");
            return;
        }

        var record = new AccessRecord
        {
            At = clock.GetUtcNow(),
            Kind = RecordKind.Denial,
            Issuer = caller.Issuer,
            Officer = caller.Officer,
            Agency = caller.Agency.Value,
            Method = method.Name,
            Trace = Guid.NewGuid(),
            Outcome = "MESSAGE_NOT_READ",
        };
        try
        {
            await log.Write(recorder.Line(record, "", Guid.Empty, new HashSet<FieldClass>(), grant: false), CancellationToken.None);
        }
        catch (Exception down) when (down is LogUnavailableException or LogBusyException)
        {
            // The refusal is out already and released nothing.
            Log.Unavailable(logger, method.Name, record.Trace, down.GetType().Name);
        }
    }
}
