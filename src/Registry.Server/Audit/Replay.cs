using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Calls;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Subjects;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;

namespace Registry.Server.Audit;

/// <summary>The decisions that a line may rest on, from what was known at a moment. Pure; as <see cref="Deciding"/> decides, step by step.</summary>
internal static class Replay
{
    /// <summary>One decision for what was there, and one for each relation that a call of the line's method may have been decided with before it was there.</summary>
    /// <param name="law">The tables of the line, over the agencies of the moment.</param>
    /// <param name="enrolment">Who might act then.</param>
    /// <param name="life">The person's records.</param>
    /// <param name="at">The moment.</param>
    /// <param name="line">What is replayed.</param>
    /// <param name="rule">The line's method, for the classes that it asked.</param>
    /// <param name="officer">Tag of the line's officer.</param>
    /// <param name="from">The other record whose relations counted in the line of a mirror; null for none.</param>
    public static IEnumerable<Decision> Of(LawTables law, DirectoryEnrolment enrolment, PastLife life, DateTimeOffset at, AccessRecord line, MethodRule rule, OfficerTag officer,
        PastLife? from)
    {
        var day = line.LawDate!.Value;
        if (law.Agencies.Find(new AgencyCode(line.Agency), day) is not { } agency)
            yield break;
        var caller = new Caller(line.Issuer, line.Officer, agency.Code, agency.Kind, ImmutableHashSet.Create(rule.Scope), null, null) { OfficerTag = officer };
        var state = life.At(at);
        Relation[] grants = state.Person is null
            ? []
            : [.. enrolment.Grants.Select(grant => grant.For(agency.Code, line.Purpose, day)).OfType<Relation>()];

        var lent = from is null ? [] : law.Agencies.HeldOn(from.At(at).Relations, agency.Code, day);

        foreach (var kind in Prospective(line.Method, state))
        {
            Relation[] given = kind is { } one ? [new Relation(agency.Code, one, day, null, Guid.Empty, [], null)] : [];

            // What an officer told is not for whom she acts in the name of somebody blocked; what the call makes, and the person's own code, are.
            var (told, made) = kind is RelationKind.HandoverCode ? (given, lent) : ([], [.. lent, .. given]);
            Decision Over(Facts known) =>
                NeedToKnow.Decide(law, caller, line.Purpose, rule, With(With(known, [.. grants, .. told]).For(line.OnBehalfOf), made), rule.Classes, day);

            var own = Facts.Of(state).At(line.At);
            var decision = Over(own);
            yield return decision.Granted ? Over(own.With(life.ElsewhereAt(at))) : decision;
        }
    }

    /// <summary>A denial keeps what was refused alone: what it would have permitted is not in its line.</summary>
    public static bool IsSame(AccessRecord line, Decision decision) =>
        decision.Refused.SequenceEqual(line.Refused)
        && (line.Kind == RecordKind.Denial || decision.Granted && decision.Permitted.SequenceEqual(line.Granted));

    private static Facts With(Facts facts, IEnumerable<Relation> relations) => relations.Aggregate(facts, (all, one) => all.AsIf(one));

    /// <summary>
    /// None, and what a call of this method may have counted with: a code, at the two doors that ask for one; what its call creates, of a subject that was not there. A line that
    /// claims it elsewhere was not decided by the rule.
    /// </summary>
    private static IEnumerable<RelationKind?> Prospective(string method, Domain.History.SubjectState state) => method switch
    {
        $"IdentityService/{nameof(VerifyCertificate)}" => [null, RelationKind.ConsentCode],
        $"ProtectionService/{nameof(CollectDossierHandover)}" => [null, RelationKind.HandoverCode],
        _ when !state.Exists => [null, RelationKind.Registrar, RelationKind.Carer, RelationKind.Announcer, RelationKind.Reporter],
        _ => [null],
    };
}
