using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Npgsql;
using Registry.AccessLog;
using Registry.Contracts.Access;
using Registry.Domain.Law;
using Registry.Sealing;
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
    AccessRules rules, Identities identities, NobodysLines nobody, RequestRules shape, Ceilings ceilings, AccessRecorder recorder,
    LawTables law, LawClock lawClock, TimeProvider clock, ILogger<CallPipeline> log) : Interceptor
{
    /// <summary>Longest deadline of a unary call.</summary>
    public static readonly TimeSpan LongestDeadline = TimeSpan.FromSeconds(30);

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (rules.Find(context.Method) is not { } method)
            return IsHealth(context.Method) ? await continuation(request, context) : throw new RpcException(new Status(StatusCode.Unimplemented, ""));

        var today = lawClock.Today;
        var http = context.GetHttpContext();
        UnreadCalls.Mark(http);
        var (caller, why) = await identities.Prove(http, today);
        if (caller is null)
        {
            nobody.Count(http.Connection.RemoteIpAddress, why);
            throw Failures.ToRpc(Failures.Of("TOKEN_NOT_VALID"), law);
        }

        var message = (IMessage)request;
        var accessContext = message.Descriptor.FindFieldByName("context").Accessor.GetValue(message) as AccessContext ?? new AccessContext();
        var call = new Call(caller, method, accessContext, clock.GetUtcNow(), today, Guid.NewGuid(), context)
        {
            LegalBasis = law.KnowsLegalBasis(accessContext.LegalBasis, today) ? accessContext.LegalBasis : "",
        };
        call.Attach();
        try
        {
            Admit(call, message);
            return await continuation(request, context);
        }
        catch (Exception failed)
        {
            throw await Answer(call, message, failed);
        }
    }

    /// <summary>Health says nothing about anybody; everything else that the rules do not know stays shut.</summary>
    private static bool IsHealth(string method) => method.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);

    private void Admit(Call call, IMessage message)
    {
        var caller = call.Caller;
        if (!ceilings.Admit(caller.Issuer, caller.Officer, caller.Agency.Value))
            throw Failures.Of("CEILING_REACHED");
        if (call.Server.Deadline == DateTime.MaxValue || call.Server.Deadline - call.Now.UtcDateTime > LongestDeadline + TimeSpan.FromSeconds(1))
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
        if (failure.Status == StatusCode.NotFound)
            ceilings.Missed(call.Caller.Issuer, call.Caller.Officer);
        if (!call.HasLine && failure.Reason is not "UNAVAILABLE")
        {
            try
            {
                await recorder.Deny(call, SubjectOf(message), failure.Reason);
            }
            catch (Exception down) when (down is LogUnavailableException or LogBusyException)
            {
                failure = Failures.Of("UNAVAILABLE");
            }
        }

        return Failures.ToRpc(failure, law);
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
            case LogUnavailableException or KeysUnavailableException or TimeoutException or NpgsqlException:
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
            ?? message.Descriptor.FindFieldByName("announcement_id");
        return field?.Accessor.GetValue(message) is string text && Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty;
    }
}
