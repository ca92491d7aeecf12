using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Server.Search;
using Registry.Server.Subjects;
using Registry.Store.Log;

namespace Registry.Server.Pipeline;

/// <summary>
/// The one way to a person: facts, decision, line on disk, keys. Denied, absent, hidden and erased take it together to the same
/// NOT_FOUND: same work, same bytes, and a line.
/// </summary>
internal sealed class Looks(Deciding deciding, AccessRecorder recorder, ISubjectKeys keys, LawTables law, Kindred kindred)
{
    /// <summary>Facts that moved under a decision are decided on again this often.</summary>
    private const int Attempts = 3;

    /// <summary>No relation but those that there are.</summary>
    private static readonly IReadOnlyList<Relation> Own = [];

    private static readonly IReadOnlySet<FieldClass> Nothing = new HashSet<FieldClass>();

    private static readonly IReadOnlySet<FieldClass> Counts = new HashSet<FieldClass> { FieldClass.Aggregates };

    /// <summary>Looks at a subject for the classes asked.</summary>
    /// <exception cref="CallFailedException">NOT_FOUND, or UNAVAILABLE when nothing may be said.</exception>
    public async Task<Look> At(Call call, Guid subject, IReadOnlySet<FieldClass> asked) =>
        Granted(await Open(call, subject, asked, Nothing, Own, beforeLine: null, denied: "NOT_FOUND"));

    /// <summary>
    /// Looks at one of several about whom the call asks at once: null for who may not be seen, after the same work and the same line, a denial
    /// that says <c>NOT_SHOWN</c>. The caller did not name her, so it is no miss of his.
    /// </summary>
    public async Task<Look?> OnTheWay(Call call, Guid subject, IReadOnlySet<FieldClass> asked) =>
        (await Open(call, subject, asked, Nothing, Own, beforeLine: null, denied: "NOT_SHOWN")).Look;

    /// <summary>
    /// Looks in order to act: keys of the classes that the act will seal are released too. What the agency holds of <paramref name="from"/> today counts
    /// here too, and the line names it.
    /// </summary>
    public async Task<Look> ToAct(Call call, Guid subject, IReadOnlySet<FieldClass> asked, IReadOnlySet<FieldClass> seals, SubjectState? from = null) =>
        Granted(await Open(
            call, subject, asked, seals, from is null ? Own : law.Agencies.HeldOn(from.Relations, call.Caller.Agency, call.Today), beforeLine: null, denied: "NOT_FOUND",
            actsFrom: from?.Subject));

    /// <summary>
    /// Looks in order to repeat the kept answer of an act. An act may end the very relation that it rested on (a transfer, a rejection): then
    /// nothing is opened, the line is a denial that says REPEATED, and null comes back.
    /// </summary>
    public async Task<Look?> ToRepeat(Call call, Guid subject, IReadOnlySet<FieldClass> asked) =>
        (await Open(call, subject, asked, Nothing, Own, beforeLine: null, denied: "REPEATED")).Look;

    /// <summary>
    /// Looks at a subject that this very call creates: the one relation that an agency gives itself. The key row comes first, so that
    /// there is never an event without a key; a key without events is swept.
    /// </summary>
    public async Task<Look> ToCreate(Call call, Guid subject, RelationKind relation, IReadOnlySet<FieldClass> asked, IReadOnlySet<FieldClass> seals) =>
        Granted(await Open(call, subject, asked, seals, [Prospective(call, relation)], () => MakeKey(subject, call.Cancel), denied: "NOT_YOUR_TASK"));

    /// <summary>Looks on the strength of a code from the person's own hand; whether it is right shows only after the line.</summary>
    public async Task<Look> OnConsent(Call call, Guid subject, IReadOnlySet<FieldClass> asked) =>
        Granted(await Open(call, subject, asked, Nothing, [Prospective(call, RelationKind.ConsentCode)], beforeLine: null, denied: "NOT_YOUR_TASK"));

    /// <summary>
    /// Looks in order to act on the strength of a code that was told out of band. Only a right one gives the relation; a wrong one is a
    /// denial with one line whatever else the agency has to do with the person, and tells nothing of a hand-over.
    /// </summary>
    public async Task<Look> OnCode(Call call, Guid subject, IReadOnlySet<FieldClass> asked, IReadOnlySet<FieldClass> seals, Func<SubjectRecord, bool> right) =>
        Granted(await Open(call, subject, asked, seals, Own, beforeLine: null, denied: "NOT_FOUND", record => right(record) ? Prospective(call, RelationKind.HandoverCode) : null));

    /// <summary>Looks as the agency that reports, at its own report, which may not be there yet: no other can have this relation by itself.</summary>
    public async Task<Look> ToReport(Call call, Guid report) =>
        Granted(await Open(call, report, Counts, Nothing, [Prospective(call, RelationKind.Reporter)], beforeLine: null, denied: "NOT_YOUR_TASK"));

    private static Look Granted((Look? Look, string Denied) opened) => opened.Look ?? throw Failures.Of(opened.Denied);

    private async Task<(Look? Look, string Denied)> Open(
        Call call, Guid subject, IReadOnlySet<FieldClass> asked, IReadOnlySet<FieldClass> seals, IReadOnlyList<Relation> prospective, Func<Task>? beforeLine, string denied,
        Func<SubjectRecord, Relation?>? byCode = null, Guid? actsFrom = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (attempt > 0)
                await deciding.Again(call);
            var record = await deciding.Load(call, subject);
            var enrolment = await deciding.Directory(call);
            var told = byCode?.Invoke(record);
            var decided = await deciding.Decide(call, enrolment, record, asked, prospective, told);
            var (facts, decision) = (decided.Counted, decided.Decision);

            // Where a code is asked for, nothing that the agency has already stands for it.
            var deny = decision.Granted && (byCode is null || told is not null) ? CaseProblem(call, record) ?? ReportProblem(call, facts, asked) : denied;
            if (deny is null && beforeLine is not null)
                await beforeLine();

            switch (await recorder.Record(call, facts, asked, decision, seals, deny, kindred.Of(call, enrolment, record, decision), actsFrom))
            {
                case LineResult.Granted granted:
                    return (new Look(record, decided.Known, decision, granted.Receipt, await keys.Release(granted.Receipt, call.Cancel), decided.Same), "");
                case LineResult.Noted:
                    return (null, deny ?? denied);
                default:
                    // A stranger is told the same however often the record moves under the look; its line then rests on no facts.
                    if (attempt == Attempts - 1 && deny is not null)
                    {
                        await recorder.Deny(call, subject, deny);
                        return (null, deny);
                    }

                    continue;
            }
        }

        throw Failures.Of("UNAVAILABLE");
    }

    /// <summary>A case reference that is named must be the dossier of this very person.</summary>
    private static string? CaseProblem(Call call, SubjectRecord record) =>
        call.Context.CaseReference.Length == 0 || Guid.TryParse(call.Context.CaseReference, out var named) && record.State.Dossier?.Id == named ? null : "NOT_FOUND";

    /// <summary>Counts over everybody are about nobody; a report is read by who sent it and whom it was sent to, whatever else they may count.</summary>
    private string? ReportProblem(Call call, Facts facts, IReadOnlySet<FieldClass> asked) =>
        facts.Subject == Guid.Empty || !asked.Contains(FieldClass.Aggregates)
        || law.Agencies.Held(facts.Relations, call.Caller.Agency, call.Today).Any(
            relation => relation.InForceOn(call.Today) && relation.Kind is RelationKind.Reporter or RelationKind.ReportAddressee)
            ? null
            : "NOT_FOUND";

    private async Task MakeKey(Guid subject, CancellationToken cancel)
    {
        try
        {
            await keys.Create(subject, cancel);
        }
        catch (InvalidOperationException)
        {
            // An earlier attempt of the same request made it; the id follows from the request.
        }
    }

    private static Relation Prospective(Call call, RelationKind kind) =>
        new(call.Caller.Agency, kind, call.Today, Until: null, Source: Guid.Empty, Named: [], Clause: null);
}
