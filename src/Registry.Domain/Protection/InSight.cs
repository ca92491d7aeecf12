using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>
/// What of a dossier an agency may see while it asks or decides. An act is compared with that and with nothing else: a refusal over a measure of another
/// authority would tell an agency that may not see it, by asking for each clause once, what protects her. What it may not see goes on beside its own act
/// and goes on hiding.
/// </summary>
internal static class InSight
{
    private const string Method = "ProtectionDossier";

    private static readonly ImmutableHashSet<FieldClass> Decisions = [FieldClass.ProtectionDecision];

    private static readonly MethodRule Rule = new(Method, Method, [Purpose.Protect], Decisions, NeedsAll: true);

    /// <summary>All measures for who may see decisions; else those that the agency decided, took over or carries out.</summary>
    public static IEnumerable<MeasureFact> Measures(LawTables law, SubjectState state, Actor by, DateOnly today)
    {
        var measures = state.Dossier?.Measures ?? [];
        return (SeesDecisions(law, state, by, today)
            ? measures
            : measures.Where(m => m.Fact.Executors.Append(m.Decider).Any(agency => law.Agencies.StandsFor(by.Agency, agency, today)))).Select(m => m.Fact);
    }

    /// <summary>All requests for who may see decisions; else those that the agency made or must answer.</summary>
    public static IEnumerable<ProtectionRequest> Requests(LawTables law, SubjectState state, Actor by, DateOnly today)
    {
        var requests = state.Dossier?.Requests ?? [];
        return SeesDecisions(law, state, by, today)
            ? requests
            : requests.Where(r => law.Agencies.StandsFor(by.Agency, r.RequestedBy, today) || law.Agencies.StandsFor(by.Agency, r.Addressee, today));
    }

    /// <summary>By the one rule, over what other records of the same human being hide too.</summary>
    private static bool SeesDecisions(LawTables law, SubjectState state, Actor by, DateOnly today)
    {
        var caller = new Caller("", "", by.Agency, by.Kind, ImmutableHashSet.Create(Method), AuthorizedPurposes: null, CertificateThumbprint: null);
        var facts = Facts.Of(state).With([.. state.Elsewhere.Select(Facts.Of)]);
        return NeedToKnow.Decide(law, caller, Purpose.Protect, Rule, facts, Decisions, today).Permits(FieldClass.ProtectionDecision);
    }
}
