using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Registry.Contracts.Access;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Decides again as a line says that it was decided: the same caller, purpose and classes, the law's day of the line, the facts of its moment. An inspector
/// sees whether the registry followed its own rule. No field is opened.
/// </summary>
internal sealed class ReplayDecision(Looks looks, AccessIndex index, PastRecords past, AccessRules contract, LawTables law, OfficerTags tags)
{
    /// <summary>A line's moment is when its call began; facts that came while it was decided count too, and no longer than a call may take.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(31);

    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };
    private static readonly IReadOnlySet<DomainClass> FactsOfHer = new HashSet<DomainClass> { DomainClass.Facts };

    /// <summary>Relations that a call may have been decided with before they were there: what it created, and a code from her own hand.</summary>
    private static readonly ImmutableArray<RelationKind?> Prospective = [null, RelationKind.Registrar, RelationKind.Announcer, RelationKind.ConsentCode, RelationKind.HandoverCode, RelationKind.Reporter];

    public async Task<ReplayDecisionResponse> Answer(ReplayDecisionRequest request, Call call)
    {
        // As GetRecord: two lines whatever the answer.
        using var search = await looks.At(call, Guid.Empty, Lines);
        var found = await index.Find(Wire.Id(request.RecordId), call.Cancel) is { } line && Mandates.Covers(call, line) ? line : null;
        (call.Shows, call.Inspects) = (1, found?.Content.Agency);
        using var look = await looks.ToAct(call, found?.Subject ?? Guid.Empty, Lines, FactsOfHer);
        if (found is null)
            throw Failures.Of("NOT_FOUND");

        // What other records of the same person hide, and the grants of outside systems, are no facts of this record.
        if (Asking(found.Content) is not { } asking || look.State.Person is { Merge.Links.Length: > 0 })
            return new ReplayDecisionResponse { Verdict = ReplayVerdict.NoDecision };
        if (found.Content.Law != law.Version)
            return new ReplayDecisionResponse { Verdict = ReplayVerdict.OtherLaw };

        var happened = await past.Of(look, found.Content.At + LongestCall, call.Cancel);
        ReplayDecisionResponse? nearest = null;
        foreach (var (at, facts) in Candidates(found, happened))
        {
            var decision = NeedToKnow.Decide(law, asking.Caller, asking.Purpose, asking.Rule, facts, asking.Rule.Classes, asking.Day);
            var same = IsSame(found.Content, decision);
            if (nearest is null || same)
                nearest = Response(same, at, decision);
            if (same)
                break;
        }

        return nearest!;
    }

    /// <summary>A rule with its legal source.</summary>
    internal static RuleOfClass RuleOf(LawTables law, DomainClass fieldClass, string rule) => new()
    {
        FieldClass = (V1.FieldClass)fieldClass,
        Rule = rule,
        Source = law.Rule(rule)?.Source ?? "",
    };

    /// <summary>Facts as they were when the call began, then those that came while it ran, each as they are and with what the call itself was about to give.</summary>
    private static IEnumerable<(DateTimeOffset At, Facts Facts)> Candidates(IndexedRecord line, IReadOnlyList<Happened> happened)
    {
        var before = happened.Where(one => one.Stored.RecordedAt <= line.Content.At).ToList();
        var states = happened.Skip(before.Count).Select(one => (At: one.Stored.RecordedAt, one.After.State))
            .Prepend((line.Content.At, Happened.Last(before, line.Subject).State));
        foreach (var (at, state) in states)
        {
            foreach (var kind in Prospective)
            {
                var facts = Facts.Of(state).At(line.Content.At).For(line.Content.OnBehalfOf);
                yield return (at, kind is { } given
                    ? facts.AsIf(new Relation(new AgencyCode(line.Content.Agency), given, line.Content.LawDate!.Value, null, Guid.Empty, [], null))
                    : facts);
            }
        }
    }

    private Question? Asking(AccessRecord line)
    {
        if (line.Kind is not (RecordKind.Intent or RecordKind.Denial or RecordKind.BreakGlass) || line.LawDate is not { } day || line.Asked.IsEmpty
            || contract.Methods.Values.FirstOrDefault(method => method.Name == line.Method) is not { } method
            || law.Agencies.Find(new AgencyCode(line.Agency), day) is not { Kind: not Domain.Agencies.AgencyKind.OutsideSystem } agency)
            return null;
        var rule = new MethodRule(
            method.Name, method.Scope, [.. method.Purposes.Select(purpose => (Domain.Access.Purpose)purpose)], [.. line.Asked], method.Line == LineKind.Act);
        var caller = new Caller(line.Issuer, line.Officer, agency.Code, agency.Kind, ImmutableHashSet.Create(method.Scope), null, null)
        {
            OfficerTag = tags.Of(line.Officer),
        };
        return new Question(caller, line.Purpose, rule, day);
    }

    /// <summary>A denial keeps what was refused alone: what it would have permitted is not in its line.</summary>
    private static bool IsSame(AccessRecord line, Decision decision) =>
        decision.Refused.SequenceEqual(line.Refused)
        && (line.Kind == RecordKind.Denial || decision.Granted && decision.Permitted.SequenceEqual(line.Granted));

    private ReplayDecisionResponse Response(bool same, DateTimeOffset at, Decision decision)
    {
        var answer = new ReplayDecisionResponse
        {
            Verdict = same ? ReplayVerdict.Reproduced : ReplayVerdict.Differs,
            FactsAt = Timestamp.FromDateTimeOffset(at),
        };
        answer.Permitted.AddRange(decision.Permitted.Select(one => RuleOf(law, one.Key, one.Value)));
        answer.Refused.AddRange(decision.Refused.Select(one => RuleOf(law, one.Key, one.Value)));
        return answer;
    }

    private sealed record Question(Caller Caller, Domain.Access.Purpose Purpose, MethodRule Rule, DateOnly Day);
}
