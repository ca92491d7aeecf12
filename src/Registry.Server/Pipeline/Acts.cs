using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Calls;
using Registry.Server.Cases;
using Registry.Server.Records;
using Registry.Server.Reports;
using Registry.Server.Subjects;
using Registry.Store.Log;
using Registry.Store.Streams;
using Registry.Store.Subjects;

namespace Registry.Server.Pipeline;

/// <summary>
/// The one way to change something: intent line, the law's decision, then events, row, kept answer and owed outcome line in one
/// transaction. The same request id with the same body gives the same answer, after deciding again.
/// </summary>
internal sealed class Acts(
    Looks looks, Deciding deciding, AccessRecorder recorder, SubjectRows rows, SubjectRecords records, EventSealer events, Journal journal, RequestSeal requests, Outbox outbox, OutboxDrainer drainer,
    CaseFollower cases, StatisticsEntries statistics, DecisionNumbers numbers, LawTables law)
{
    private static readonly IReadOnlySet<FieldClass> Status = new HashSet<FieldClass> { FieldClass.Status };

    private static readonly IReadOnlySet<FieldClass> Counts = new HashSet<FieldClass> { FieldClass.Aggregates };

    /// <summary>Id of the subject that a request creates: follows from the request, tells nothing, and cannot be guessed without the key.</summary>
    public Guid NewSubject(Call call, string requestId) => HashedId.LikeRandom(requests.Body(Lookup(call, requestId), "subject"u8));

    /// <summary>
    /// The same for a subject that a request creates before an act on another: it follows from that one too, or a request whose second transaction never came
    /// would, sent again for somebody else, link her to the first one's.
    /// </summary>
    public Guid NewSubject(Call call, string requestId, Guid of) => HashedId.LikeRandom(requests.Body(Lookup(call, requestId), [.. "subject"u8, .. of.ToByteArray()]));

    /// <summary>Carries out the act of a request.</summary>
    public async Task<TResponse> Do<TResponse>(Call call, IMessage request, string requestId, Act<TResponse> act)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var lookup = Lookup(call, requestId);
        var body = request.ToByteArray();

        async Task<TResponse?> Kept()
        {
            if (await rows.FindRequest(lookup, call.Cancel) is not { } kept)
                return default;
            if (!requests.SameBody(lookup, body, kept.Body))
                throw Failures.Of("REQUEST_ID_REUSED", new FieldProblem("request_id", Expected.NewRequestId));
            var answer = new TResponse();
            answer.MergeFrom(requests.Open(lookup, kept.Result));
            return answer;
        }

        var answer = await Kept();
        if (answer is null)
        {
            using var look = await LookFor(call, act);
            try
            {
                var (made, after) = await Write(
                    call, act, look, made => new KeptRequest(lookup, requests.Body(lookup, body), requests.Seal(lookup, made.ToByteArray())), numbers.Of(call, request));
                act.Complete?.Invoke(made, look, after);
                return made;
            }
            catch (CallFailedException overtaken) when (overtaken.Reason == "VERSION_MOVED")
            {
                // A twin of this call may have carried out the same request a moment ago.
                answer = await Kept();
                if (answer is null)
                    throw;
            }
        }

        using var again = act.Complete is null && act.CreatesAs is null ? await looks.ToRepeat(call, act.Subject, Asked(call, act)) : await LookFor(call, act);
        if (again is null)
            return answer;
        await recorder.Outcome(call, act.Subject, again.Receipt.RecordId, "REPEATED");
        act.Complete?.Invoke(answer, again, again.Record);
        return answer;
    }

    /// <summary>
    /// Carries out the first part of an act, in a transaction of its own, with an answer of its own that is kept: what a crash left half done is gone on with by the
    /// same request, also after the record moved, and by no other one under its id, or the first part would say one thing and the second another.
    /// </summary>
    public Task<TResponse> DoPart<TResponse>(Call call, IMessage request, string requestId, Act<TResponse> act)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var whole = (IMessage)request.Descriptor.Parser.ParseFrom(request.ToByteArray());
        request.Descriptor.FindFieldByName("expected_version").Accessor.Clear(whole);
        return Do(call, whole, requestId, act);
    }

    /// <summary>The same of a part that can be seen to be done: it keeps no answer, and finding it done is as good as doing it.</summary>
    public async Task<TResponse> DoPart<TResponse>(Call call, Act<TResponse> act)
        where TResponse : class, IMessage<TResponse>, new()
    {
        using var look = await LookFor(call, act);
        var head = look.Record.Head(act.Subject, act.StreamType);
        return act.IsDone!(look.State)
            ? act.Answer(new Written(look.Record, head.Told, null!, Guid.Empty))
            : (await Write(call, act, look, _ => null)).Answer;
    }

    private Task<Look> LookFor<TResponse>(Call call, Act<TResponse> act)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var seals = act.Seals.Append(FieldClass.Facts).ToHashSet();
        return act.CreatesAs is { } relation
            ? looks.ToCreate(call, act.Subject, relation, relation == RelationKind.Reporter ? Counts : Status, seals)
            : act.ByCode is { } right
                ? looks.OnCode(call, act.Subject, Asked(call, act), seals, right)
                : looks.ToAct(call, act.Subject, Asked(call, act), seals, act.ActsFrom);
    }

    private static IReadOnlySet<FieldClass> Asked<TResponse>(Call call, Act<TResponse> act)
        where TResponse : class, IMessage<TResponse>, new() =>
        act.Asks ?? call.Method.Classes.Select(one => (FieldClass)one).ToHashSet();

    private async Task<(TResponse Answer, SubjectRecord After)> Write<TResponse>(
        Call call, Act<TResponse> act, Look look, Func<TResponse, KeptRequest?> keep, (byte[] Tag, byte[] Paper)? decision = null)
        where TResponse : class, IMessage<TResponse>, new()
    {
        var intent = look.Receipt.RecordId;
        var stream = act.Stream?.Invoke(look.State) ?? act.Subject;
        // A stream that is there keeps its type, whatever act adds to it.
        var head = look.Record.Head(stream, act.StreamType);
        if (act.OtherMoved || (act.Expected is { } expected && head.Told != expected))
            throw await Failed(call, act.Subject, intent, Failures.Of("VERSION_MOVED"));

        var kinOf = act.KinOf?.Invoke(look.State) is { } victim ? (await deciding.Load(call, victim)).State : null;
        var decided = act.Decide(look.Deciding with { KinOf = kinOf });
        if (decided.Refusal is { } refusal)
            throw await Failed(call, act.Subject, intent, Failures.Of(refusal));
        // No birth date lies after the day her record began, so none is needed to keep acts from before it, and no refusal tells one.
        if (act is { AtAnyDate: false, ActsFrom: null } && decided.Events.Single().OccurredOn < PaperDates.CaseBegan(look.State))
            throw await Failed(call, act.Subject, intent, Failures.Of(law.Refuse(RefusalReason.DateBeforeLastStep, call.Today)));

        try
        {
            if (act.Before is { } before)
                await before(look);
        }
        catch (CallFailedException failed)
        {
            throw await Failed(call, act.Subject, intent, failed);
        }

        var happened = decided.Events.Single();
        var eventId = Guid.NewGuid();
        var fields = act.Fields(happened, eventId).ToList();
        var (sealedEvent, after) = events.Seal(look.Record, look.Keys, stream, head.Type, happened, eventId, fields);
        var answer = act.Answer(new Written(after, after.Head(stream, head.Type).Told, happened, eventId));
        var owed = outbox.Owe(AccessRecorder.OutcomeOf(call, intent, "OK", new AppendedTo(stream, sealedEvent.Version, sealedEvent.Mac)), act.Subject);
        try
        {
            await journal.Write(
                new ActWrite(
                    [new StreamAppend(stream, head.Type, head.Version, [sealedEvent])], act.Subject, look.Record.Row, records.Seal(after), records.Superseded(look.Record),
                    owed, keep(answer), act.Index?.Invoke())
                {
                    Statistics = statistics.Of(look.State, after.State, happened, fields, call.Today),
                    Decision = decision,
                },
                CancellationToken.None);
        }
        catch (Exception moved) when (moved is VersionMovedException or RequestKeptException)
        {
            throw await Failed(call, act.Subject, intent, Failures.Of("VERSION_MOVED"));
        }
        catch (DecisionNumberUsedException)
        {
            throw await Failed(
                call, act.Subject, intent, act.NumberUsed is { } reason ? Failures.Of(reason) : Failures.Of(law.Refuse(RefusalReason.DecisionNumberUsed, call.Today)));
        }

        cases.Wrote(stream, after);
        drainer.Announce();
        return (answer, after);
    }

    /// <summary>An act that changed nothing still leaves its outcome.</summary>
    private async Task<CallFailedException> Failed(Call call, Guid subject, Guid intent, CallFailedException failure)
    {
        await recorder.Outcome(call, subject, intent, failure.Reason);
        return failure;
    }

    private byte[] Lookup(Call call, string requestId) =>
        requests.Lookup(call.Caller.Issuer, call.Caller.Officer, call.Method.Name, requestId);
}
