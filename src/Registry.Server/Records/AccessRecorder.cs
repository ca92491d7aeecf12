using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Secrecy;
using Registry.Server.Pipeline;
using Registry.Store.Log;

namespace Registry.Server.Records;

/// <summary>Turns a decision into a line on disk. Whoever wants to open something waits here for COMMIT.</summary>
internal sealed class AccessRecorder(LogWriter log, IRecordSealer sealer, WitnessedLines? witnessed = null)
{
    private static readonly IReadOnlySet<FieldClass> Nothing = new HashSet<FieldClass>();

    /// <summary>Writes the intent or denial line of a call about one subject.</summary>
    /// <param name="call">The call.</param>
    /// <param name="facts">What the decision rests on; facts that moved meanwhile give <see cref="LineResult.Stale"/>.</param>
    /// <param name="asked">Classes asked.</param>
    /// <param name="decision">What need to know decided.</param>
    /// <param name="seals">Classes that an act will write; keys for them are released too.</param>
    /// <param name="deny">A reason to deny that stands before need to know; null for none.</param>
    /// <param name="alike">What the person shares with the officer; null where nothing is known of him.</param>
    /// <param name="actsFrom">Another record, whose relations counted as if the caller held them of this one; null for none.</param>
    public async Task<LineResult> Record(
        Call call, Facts facts, IReadOnlySet<FieldClass> asked, Decision decision, IReadOnlySet<FieldClass> seals, string? deny = null, AlikeMark? alike = null,
        Guid? actsFrom = null) =>
        await Covered(call, Noted(call, await log.Write(DecisionLine(call, facts, asked, decision, seals, deny, alike, actsFrom), call.Cancel)));

    /// <summary>Writes the line of a call that is told what it could see: nothing is granted by it and nothing released.</summary>
    /// <param name="call">The call.</param>
    /// <param name="facts">What the decision rests on.</param>
    /// <param name="decision">What need to know decided.</param>
    /// <param name="guarded">Whether facts that moved meanwhile give <see cref="LineResult.Stale"/>.</param>
    public async Task<LineResult> Explained(Call call, Facts facts, Decision decision, bool guarded)
    {
        var record = Begin(call) with
        {
            Kind = RecordKind.Intent,
            Asked = [.. decision.Permitted.Keys.Concat(decision.Refused.Keys).Order()],
            Law = decision.LawVersion,
            Facts = facts.Version,
        };
        var line = Line(record, call.Justification, facts.Subject, Nothing, grant: false);
        return await Covered(call, Noted(call, await log.Write(guarded ? Resting(call, facts, line) : line, call.Cancel)));
    }

    /// <summary>Writes the line of a call that asks about nobody in particular: what it tells about anybody has lines of its own.</summary>
    /// <returns>Its record id, for the outcome.</returns>
    public async Task<Guid> Called(Call call, IReadOnlySet<FieldClass> asked)
    {
        var record = Begin(call) with { Kind = RecordKind.Intent, Asked = [.. asked.Order()] };
        var line = Line(record, call.Justification, Guid.Empty, Nothing, grant: false);
        await Covered(call, Noted(call, await log.Write(line, call.Cancel)));
        return line.RecordId;
    }

    /// <summary>Writes the intent lines of a page, one a subject, in one transaction; each may be stale on its own.</summary>
    public async Task<IReadOnlyList<LineResult>> RecordMany(Call call, IReadOnlyList<(Facts Facts, Decision Decision)> page, IReadOnlySet<FieldClass> asked)
    {
        var results = await log.WriteMany([.. page.Select(one => DecisionLine(call, one.Facts, asked, one.Decision, Nothing, deny: null))], call.Cancel);
        foreach (var result in results)
            await Covered(call, result);
        return results;
    }

    /// <summary>Writes a denial that rests on no facts: shape, scope, ceiling.</summary>
    public async Task Deny(Call call, Guid subject, string reason)
    {
        var record = Begin(call) with { Kind = RecordKind.Denial, Outcome = reason };
        Noted(call, await log.Write(Line(record, call.Justification, subject, Nothing, grant: false), CancellationToken.None));
    }

    /// <summary>The outcome of an act that changed nothing: refused by the law, or overtaken.</summary>
    public async Task Outcome(Call call, Guid subject, Guid intent, string reason) =>
        await log.Write(Line(OutcomeOf(call, intent, reason), "", subject, Nothing, grant: false), CancellationToken.None);

    /// <summary>The outcome of a report to a person: what it was made from, on disk before anything of it is told.</summary>
    /// <returns>The id of the line.</returns>
    public async Task<Guid> Reported(Call call, Guid subject, Guid intent, ReportedRecord reported)
    {
        var line = Line(OutcomeOf(call, intent, "TOLD") with { Reported = reported }, "", subject, Nothing, grant: false);
        await Covered(call, await log.Write(line, CancellationToken.None));
        return line.RecordId;
    }

    /// <summary>The outcome that marks an entry of the review queue as read; the line is the mark.</summary>
    /// <param name="call">The call.</param>
    /// <param name="subject">Whom the entry is about; empty for several.</param>
    /// <param name="intent">The intent line of the call about the same.</param>
    /// <param name="settled">What was found.</param>
    /// <param name="remark">The inspector's words, for the sealed part.</param>
    /// <returns>The id of the line.</returns>
    public async Task<Guid> Settled(Call call, Guid subject, Guid intent, SettledRecord settled, string remark)
    {
        var line = Line(OutcomeOf(call, intent, "SETTLED") with { Settles = settled }, remark, subject, Nothing, grant: false);
        await Covered(call, await log.Write(line, CancellationToken.None));
        return line.RecordId;
    }

    /// <summary>The outcome record of an act, to be committed with its events or written at once.</summary>
    public static AccessRecord OutcomeOf(Call call, Guid intent, string outcome, params AppendedTo[] appended) =>
        Begin(call) with { Kind = RecordKind.Outcome, Outcome = outcome, Intent = intent, Appended = [.. appended] };

    /// <summary>A line of the registry itself, or one that stands in the outbox since a crash.</summary>
    public Line Line(AccessRecord record, string justification, Guid subject, IReadOnlySet<FieldClass> granted, bool grant, Guid? id = null)
    {
        var recordId = id ?? Guid.NewGuid();
        var scope = grant ? new LineScope(subject, FieldClassMask.Of(granted), LineScope.TagOf(record.Issuer, record.Officer)) : LineScope.About(subject);
        var parts = Seal(recordId, record, justification, scope);
        return new Line(recordId, parts, FactSubject: null, FactVersion: 0, subject, granted, grant) { Share = record.Agency.Length > 0 ? record.Agency : null };
    }

    private Line DecisionLine(
        Call call, Facts facts, IReadOnlySet<FieldClass> asked, Decision decision, IReadOnlySet<FieldClass> seals, string? deny, AlikeMark? alike = null,
        Guid? actsFrom = null)
    {
        var granted = decision.Granted && deny is null;
        var record = Begin(call) with
        {
            Kind = !granted ? RecordKind.Denial : call.Glass is { Verdict: null } ? RecordKind.BreakGlass : RecordKind.Intent,
            Asked = [.. asked.Order()],
            Granted = granted ? decision.Permitted : decision.Permitted.Clear(),
            Refused = decision.Refused,
            Law = decision.LawVersion,
            LawDate = call.Today,
            Facts = facts.Version,
            ActsFrom = actsFrom,
            Outcome = granted ? "OK" : deny ?? "NOT_FOUND",
            // Whoever may not see her should have told nobody of her.
            Shows = granted ? call.Shows : 0,
            Alike = (granted ? alike : alike is null ? null : AlikeMark.None)?.Text,
            Told = granted ? call.Told : call.Told is { } told ? told with { Review = true } : null,
        };
        var classes = granted ? decision.Permitted.Keys.Concat(seals).ToHashSet() : [];
        return Resting(call, facts, Line(record, call.Justification, facts.Subject, classes, granted));
    }

    /// <summary>The line of a decision: it is written when neither the facts nor the directory that proved the caller has moved since.</summary>
    private static Line Resting(Call call, Facts facts, Line line) => line with
    {
        FactSubject = facts.Subject,
        FactVersion = facts.Version,
        Actor = (DirectoryState.Subject, call.Caller.ProvenBy),
    };

    private SealedRecord Seal(Guid recordId, AccessRecord record, string justification, LineScope scope)
    {
        try
        {
            return sealer.Seal(recordId, record.ToBytes(), Encoding.UTF8.GetBytes(justification), scope);
        }
        catch (InvalidOperationException noEpoch)
        {
            throw new LogUnavailableException("There is no audit epoch key to seal a line with.", noEpoch);
        }
    }

    private static AccessRecord Begin(Call call) => new()
    {
        At = call.Now,
        Kind = RecordKind.Unspecified,
        Issuer = call.Caller.Issuer,
        Officer = call.Caller.Officer,
        Agency = call.Caller.Agency.Value,
        SecondedFrom = call.Caller.SecondedFrom?.Value,
        Directory = call.Directory,
        Certificate = call.Caller.CertificateThumbprint,
        Method = call.Method.Name,
        Purpose = Enum.IsDefined(call.Purpose) ? call.Purpose : Purpose.Unspecified,
        LegalBasis = call.LegalBasis,
        Case = Guid.TryParse(call.Context.CaseReference, out var id) ? id : null,
        OnBehalfOf = call.OnBehalfOf,
        Trace = call.Trace,
        Told = call.Told,
        Glass = call.Glass,
        Assigns = call.Assigns,
        Counted = call.Counted,
        PageOf = call.PageOf,
        Mandate = call.Mandate?.Id,
        Inspects = call.Inspects,
    };

    /// <summary>A line that must be witnessed is, or nothing follows from it.</summary>
    private async Task<LineResult> Covered(Call call, LineResult result)
    {
        if (witnessed is not null)
            await witnessed.Of(call, result);
        return result;
    }

    private static LineResult Noted(Call call, LineResult result)
    {
        if (result is LineResult.Granted { Position: var granted })
            call.Noted(granted);
        if (result is LineResult.Noted { Position: var noted })
            call.Noted(noted);
        return result;
    }
}
