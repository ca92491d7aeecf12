using Google.Protobuf.WellKnownTypes;
using Registry.Contracts.Access;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Subjects;
using Registry.V1;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Decides again as a line says that it was decided: the same caller, purpose and classes, the law's day of the line, and what was known at its moment of the person, of
/// other records of hers, and of who may act. An inspector sees whether the registry followed its own rule. No field is opened.
/// </summary>
internal sealed class ReplayDecision(Looks looks, AccessIndex index, PastLives lives, PastRecords past, AccessRules contract, LawTables law, OfficerTags tags)
{
    /// <summary>A line's moment is when its call began; facts that came while it was decided count too, and no longer than a call may take.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(31);

    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };
    private static readonly IReadOnlySet<DomainClass> FactsOfHer = new HashSet<DomainClass> { DomainClass.Facts };

    public async Task<ReplayDecisionResponse> Answer(ReplayDecisionRequest request, Call call)
    {
        // As GetRecord: two lines whatever the answer.
        using var search = await looks.At(call, Guid.Empty, Lines);
        var found = await index.Find(Wire.Id(request.RecordId), call.Cancel) is { } line && Mandates.Covers(call, line) ? line : null;
        (call.Shows, call.Inspects) = (1, found?.Content.Agency);
        using var look = await looks.ToAct(call, found?.Subject ?? Guid.Empty, Lines, FactsOfHer);
        if (found is null)
            throw Failures.Of("NOT_FOUND");
        if (Asking(found.Content) is not { } asked)
            return new ReplayDecisionResponse { Verdict = ReplayVerdict.NoDecision };
        if (found.Content.Law != law.Version)
            return await OtherLaw(found.Content.Law, call.Cancel);

        // What further records show of the same line counts once against the mandate.
        call.Shows = 0;
        var until = found.Content.At + LongestCall;
        var life = await lives.Of(look, call, until);
        var from = found.Content.ActsFrom is { } other ? await LifeOf(other) : null;
        using var directory = await looks.ToAct(call, DirectoryState.Subject, Lines, FactsOfHer);
        var changes = await past.Of(directory, until, call.Cancel);

        ReplayDecisionResponse? nearest = null;
        foreach (var at in Moments(found.Content, [life, .. from is null ? Array.Empty<PastLife>() : [from]], changes))
        {
            var enrolment = EnrolmentAt(found.Content, changes, at);
            foreach (var decision in Replay.Of(law.Over(enrolment.Agencies), enrolment, life, at, found.Content, asked, tags.Of(found.Content.Officer), from))
            {
                if (Replay.IsSame(found.Content, decision))
                    return Response(ReplayVerdict.Reproduced, at, decision);
                nearest ??= Response(ReplayVerdict.Differs, at, decision);
            }
        }

        // The agency of the line stood at no time of its call.
        return nearest ?? new ReplayDecisionResponse { Verdict = ReplayVerdict.Differs, FactsAt = Timestamp.FromDateTimeOffset(found.Content.At) };

        async Task<PastLife> LifeOf(Guid other)
        {
            using var there = await looks.ToAct(call, other, Lines, FactsOfHer);
            return await lives.Of(there, call, until);
        }
    }

    /// <summary>A rule with its legal source.</summary>
    internal static RuleOfClass RuleOf(LawTables law, DomainClass fieldClass, string rule) => new()
    {
        FieldClass = (V1.FieldClass)fieldClass,
        Rule = rule,
        Source = law.Rule(rule)?.Source ?? "",
    };

    /// <summary>When the call began, and whenever something came while it ran.</summary>
    private static IEnumerable<DateTimeOffset> Moments(AccessRecord line, IEnumerable<PastLife> lives, IReadOnlyList<Happened> changes) =>
        lives.SelectMany(life => life.Moments).Concat(changes.Select(one => one.At)).Where(at => at > line.At).Order().Distinct().Prepend(line.At);

    /// <summary>Who might act then. The caller was proven by the version that the line names: no moment is older than that.</summary>
    private DirectoryEnrolment EnrolmentAt(AccessRecord line, IReadOnlyList<Happened> changes, DateTimeOffset at) => DirectoryEnrolment.Of(
        law.AgenciesOfTables, Happened.Last([.. changes.TakeWhile(one => one.At <= at || one.After.State.Version <= line.Directory)], DirectoryState.Subject).State.Directory);

    private MethodRule? Asking(AccessRecord line) =>
        line.Kind is RecordKind.Intent or RecordKind.Denial or RecordKind.BreakGlass && line.LawDate is not null && !line.Asked.IsEmpty
        && contract.Methods.Values.FirstOrDefault(method => method.Name == line.Method) is { } method
            ? new MethodRule(method.Name, method.Scope, [.. method.Purposes.Select(purpose => (Domain.Access.Purpose)purpose)], [.. line.Asked], method.Line == LineKind.Act)
            : null;

    /// <summary>The tables that decided are not here. What ran with them is in the line of its start: with that it can be run again.</summary>
    private async Task<ReplayDecisionResponse> OtherLaw(string decided, CancellationToken cancel)
    {
        var starts = await index.Find(
            new AccessFilter { Subject = Guid.Empty, Kind = RecordKind.Start, Within = line => line.Content.Law == decided }, long.MaxValue, 1, cancel);
        return new ReplayDecisionResponse
        {
            Verdict = ReplayVerdict.OtherLaw,
            DecidedUnder = decided,
            LoadedLaw = law.Version,
            RanAs = starts.Lines.FirstOrDefault()?.Content is { } start ? $"{start.Method} {start.Running}" : "",
        };
    }

    private ReplayDecisionResponse Response(ReplayVerdict verdict, DateTimeOffset at, Decision decision)
    {
        var answer = new ReplayDecisionResponse { Verdict = verdict, FactsAt = Timestamp.FromDateTimeOffset(at), DecidedUnder = law.Version, LoadedLaw = law.Version };
        answer.Permitted.AddRange(decision.Permitted.Select(one => RuleOf(law, one.Key, one.Value)));
        answer.Refused.AddRange(decision.Refused.Select(one => RuleOf(law, one.Key, one.Value)));
        return answer;
    }
}
