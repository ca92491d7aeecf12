using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Npgsql;
using Registry.AccessLog;
using Registry.Contracts.Access;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Enrolment;
using Registry.Server.Records;
using Registry.Server.Subjects;
using Registry.Store.Log;
using Registry.V1;
using DomainPurpose = Registry.Domain.Access.Purpose;

namespace Registry.Server.Pipeline;

/// <summary>
/// What every call goes through, in this order: token, deadline, ceilings, scope and purpose, shape, then the call itself. Decided in
/// here and not in authorization middleware, because a refusal there would leave no line.
/// </summary>
internal sealed class CallPipeline(
    AccessRules rules, Identities identities, NobodysLines nobody, RequestRules shape, Ceilings ceilings, AnswerTick tick, AccessRecorder recorder,
    DirectoryWatch directory, LawTables law, LawClock lawClock, Audit.Mandates mandates, TimeProvider clock, ILogger<CallPipeline> log) : Interceptor
{
    /// <summary>Longest deadline of a unary call.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromSeconds(30);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (IsHealth(context.Method))
            return await continuation(request, context);
        TResponse? response = null;
        await Through((IMessage)request, context, LongestDeadline, async () => response = await continuation(request, context));
        return response!;
    }

    /// <summary>A stream comes in through the same door; what it tells later goes through <see cref="StreamGate"/> page by page.</summary>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        IsHealth(context.Method)
            ? continuation(request, responseStream, context)
            : Through((IMessage)request, context, Identities.LongestLife, () => continuation(request, responseStream, context));

    private async Task Through(IMessage message, ServerCallContext context, TimeSpan longest, Func<Task> answer)
    {
        if (rules.Find(context.Method) is not { } method)
            throw new RpcException(new Status(StatusCode.Unimplemented, ""));

        var (began, today) = (tick.Begin(), lawClock.Today);
        var http = context.GetHttpContext();
        UnreadCalls.Mark(http);
        var tongue = Tongues.Of(context.RequestHeaders);
        var (caller, why) = await Prove(http, context, today, tongue);
        if (caller is null)
        {
            nobody.Count(http.Connection.RemoteIpAddress, why);
            throw Failures.ToRpc(Failures.Of("TOKEN_NOT_VALID"), law, tongue);
        }

        var accessContext = message.Descriptor.FindFieldByName("context").Accessor.GetValue(message) as AccessContext ?? new AccessContext();
        var call = new Call(caller, method, accessContext, clock.GetUtcNow(), today, Guid.NewGuid(), context)
        {
            LegalBasis = law.KnowsLegalBasis(accessContext.LegalBasis, today) ? accessContext.LegalBasis : "",
            Tongue = tongue,
            Directory = directory.Version,
        };
        call.Attach();
        try
        {
            Admit(call, message, why, longest);
            await mandates.Admit(call, message);
            await answer();
        }
        catch (Exception failed)
        {
            var refusal = await Answer(call, message, failed);
            if (refusal.StatusCode != StatusCode.NotFound)
                call.Miss?.GiveBack();
            if (refusal.StatusCode == StatusCode.NotFound || call.LeavesOnTick)
                await tick.Next(began, call.Cancel);
            throw refusal;
        }

        if (!call.Missed)
            call.Miss?.GiveBack();
        if (call.LeavesOnTick)
            await tick.Next(began, call.Cancel);
    }

    /// <summary>Health says nothing about anybody; everything else that the rules do not know stays shut.</summary>
    private static bool IsHealth(string method) => method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);

    private async Task<(Caller? Caller, string Why)> Prove(HttpContext http, ServerCallContext context, DateOnly today, Tongue tongue)
    {
        try
        {
            return await identities.Prove(http, today);
        }
        catch (Exception unread) when (unread is DirectoryUnreadException or OperationCanceledException)
        {
            Log.Unavailable(log, context.Method, Guid.NewGuid(), (unread.InnerException ?? unread).GetType().Name);
            throw Failures.ToRpc(Failures.Of("UNAVAILABLE"), law, tongue);
        }
    }

    private void Admit(Call call, IMessage message, string barred, TimeSpan longest)
    {
        var caller = call.Caller;
        call.Miss = ceilings.Admit(caller) ?? throw Failures.Of("CEILING_REACHED");
        if (barred.Length > 0)
            throw Failures.Of(barred);
        if (call.Server.Deadline == DateTime.MaxValue || call.Server.Deadline - call.Now.UtcDateTime > longest + TimeSpan.FromSeconds(1))
            throw Failures.Of("DEADLINE_REQUIRED");
        if (!caller.Scopes.Contains(call.Method.Scope))
            throw Failures.Of("SCOPE_MISSING");

        var problems = shape.Check(message, call.Today);
        if (problems.Count > 0)
            throw Failures.Of("REQUEST_NOT_VALID", problems);
        if (!call.Method.Purposes.Contains(call.Context.Purpose) || caller.AuthorizedPurposes is { } allowed && !allowed.Contains((DomainPurpose)call.Context.Purpose))
            throw Failures.Of("PURPOSE_NOT_ALLOWED");
    }

    /// <summary>Every failure leaves the house as a status of the table, and none without a line while the log can be reached.</summary>
    private async Task<RpcException> Answer(Call call, IMessage message, Exception failed)
    {
        var failure = Classify(call, failed);
        if (!call.HasLine && failure.Reason is not "UNAVAILABLE")
        {
            try
            {
                await recorder.Deny(call, SubjectOf(message), failure.Reason);
            }
            catch (LogBusyException)
            {
                // One line a minute says how many, when the log goes on.
                nobody.Count(call.Server.GetHttpContext().Connection.RemoteIpAddress, $"too many lines of {call.Caller.Agency.Value} wait");
                failure = Failures.Of("BUSY");
            }
            catch (LogUnavailableException)
            {
                failure = Failures.Of("UNAVAILABLE");
            }
        }

        return Failures.ToRpc(failure, law, call.Tongue);
    }

    private CallFailedException Classify(Call call, Exception failed)
    {
        switch (failed)
        {
            case CallFailedException known:
                return known;
            case LogBusyException:
                return Failures.Of("BUSY");
            case KeyBudgetException:
                return Failures.Of("CEILING_REACHED");
            case NotWitnessedException:
                Log.Unavailable(log, call.Method.Name, call.Trace, failed.GetType().Name);
                return Failures.Of("NOT_WITNESSED");
            case LogUnavailableException or KeysUnavailableException or TimeoutException or NpgsqlException or DirectoryUnreadException:
                Log.Unavailable(log, call.Method.Name, call.Trace, failed.GetType().Name);
                return Failures.Of("UNAVAILABLE");
            case OperationCanceledException when call.Cancel.IsCancellationRequested:
                return Failures.Of("CANCELLED");
            case OperationCanceledException:
                Log.Unavailable(log, call.Method.Name, call.Trace, failed.GetType().Name);
                return Failures.Of("UNAVAILABLE");
            case RecordTamperedException or OpenFailedException or VerificationFailedException:
                Log.Tampered(log, call.Method.Name, call.Trace);
                return Failures.Of("INTERNAL");
            default:
                Log.Fault(log, call.Method.Name, call.Trace, failed.GetType().Name, failed.StackTrace ?? "");
                return Failures.Of("INTERNAL");
        }
    }

    /// <summary>The person that a refused request named, so that its line is found under her; none when the id has no shape.</summary>
    private static Guid SubjectOf(IMessage message)
    {
        var field = message.Descriptor.FindFieldByName("person_id") ?? message.Descriptor.FindFieldByName("victim_id")
            ?? message.Descriptor.FindFieldByName("announcement_id") ?? message.Descriptor.FindFieldByName("subject_id") ?? message.Descriptor.FindFieldByName("report_id");
        return field?.Accessor.GetValue(message) is string text && Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty;
    }
}
