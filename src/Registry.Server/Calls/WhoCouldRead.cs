using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainPurpose = Registry.Domain.Access.Purpose;

namespace Registry.Server.Calls;

/// <summary>
/// Which agencies could have read which classes of a person at a moment: a fold of what happened, and the one rule over what <see cref="Deciding"/> decides over: with
/// what other records of hers hide and bar, grants, and codes. No field is opened. Whether an agency was suspended then is no part of it.
/// </summary>
internal sealed class WhoCouldRead(Looks looks, Deciding deciding, PastLives past, LawTables law, LawClock lawClock)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };
    private static readonly IReadOnlySet<DomainClass> FactsOfHer = new HashSet<DomainClass> { DomainClass.Facts };

    /// <summary>Everything about a person: not the log, sums, who may act, or the law, which stand for no person.</summary>
    private static readonly ImmutableHashSet<DomainClass> Classes =
        [.. Enum.GetValues<DomainClass>().Where(one => one is not (DomainClass.Unspecified or DomainClass.Facts or DomainClass.AccessLines or DomainClass.Aggregates
            or DomainClass.Directory or DomainClass.Reference))];

    public async Task<WhoCouldReadResponse> Answer(WhoCouldReadRequest request, Call call)
    {
        var moment = Wire.Moment(request.At, "at", call);
        var person = Wire.Id(request.PersonId);
        PastLife life;
        using (var look = await looks.ToAct(call, person, Lines, FactsOfHer))
            life = await past.Of(look, call, moment);
        var own = life.At(moment);
        var facts = Facts.Of(own).With(life.ElsewhereAt(moment)).At(moment);

        var (day, enrolment) = (lawClock.DayOf(moment), await deciding.Directory(call));
        var over = law.Over(enrolment.Agencies);
        var answer = new WhoCouldReadResponse();
        IEnumerable<Relation> Granted(AgencyCode agency, DomainPurpose purpose) => GrantsOf(own, enrolment, agency, purpose, day, moment < call.Now);
        var without = Readers.Of(over, facts, Classes, day, Granted).ToDictionary(one => (one.Agency, one.Purpose), one => one.Decision);
        Tell(without.Select(one => (one.Key.Agency, one.Key.Purpose, one.Value.Permitted)), withCode: false);

        // Of one reader what a code adds is told apart.
        var with = Readers.Of(over, facts, Classes, day, (agency, purpose) => Granted(agency, purpose).Concat(CodesOf(own, agency, moment, day)));
        Tell(with.Select(one => (one.Agency, one.Purpose, one.Decision.Permitted.RemoveRange(without.GetValueOrDefault((one.Agency, one.Purpose))?.Permitted.Keys ?? []))), withCode: true);
        return answer;

        void Tell(IEnumerable<(AgencyCode, DomainPurpose, ImmutableSortedDictionary<DomainClass, string>)> readers, bool withCode)
        {
            foreach (var (agency, purpose, permitted) in readers)
            {
                // As for somebody who is not here: a mandate over others tells nothing of her.
                if (permitted.IsEmpty || call.Mandate?.Given.Scope.Covers(person, agency) is not true)
                    continue;
                var reader = new Reader { Agency = agency.Value, Purpose = (V1.Purpose)purpose, WithCode = withCode };
                var held = over.Agencies.HeldOn(facts.Relations, agency, day);
                reader.AssignedOfficers = held.Count(relation => relation.Kind == RelationKind.Assigned);
                reader.EmergencyOfficers = held.Count(relation => relation.Kind == RelationKind.BreakGlass);
                reader.Permitted.AddRange(permitted.Select(one => ReplayDecision.RuleOf(law, one.Key, one.Value)));
                answer.Readers.Add(reader);
            }
        }
    }

    /// <summary>Grants as they stood then; on the day of a revocation, unless it is asked of now, the system could still have read.</summary>
    private static IEnumerable<Relation> GrantsOf(SubjectState own, DirectoryEnrolment enrolment, AgencyCode agency, DomainPurpose purpose, DateOnly day, bool before) =>
        own.Person is null
            ? []
            : enrolment.Grants.Select(grant => (before && grant.RevokedOn >= day ? grant with { RevokedOn = null } : grant).For(agency, purpose, day)).OfType<Relation>();

    /// <summary>Whoever could have named a code of hers: of a certificate that stood, anybody; of a hand-over that was open, its addressee.</summary>
    private IEnumerable<Relation> CodesOf(SubjectState own, AgencyCode agency, DateTimeOffset moment, DateOnly day)
    {
        if (own.Person?.Verifying.Certificates.Any(one => one.InForce) == true)
            yield return Code(RelationKind.ConsentCode);
        if (own.Dossier?.Handovers.LiveAt(moment).Any(live => law.Agencies.StandsFor(agency, live.To, day)) == true)
            yield return Code(RelationKind.HandoverCode);

        Relation Code(RelationKind kind) => new(agency, kind, day, null, Guid.Empty, [], null);
    }
}
