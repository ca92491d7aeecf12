using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Which agencies could have read which classes of a person at a moment: a fold of what happened, and the one rule. No field is opened.</summary>
internal sealed class WhoCouldRead(Looks looks, PastRecords past, LawTables law, LawClock lawClock)
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
        using var look = await looks.ToAct(call, person, Lines, FactsOfHer);
        var then = Happened.Last(await past.Of(look, moment, call.Cancel), person);

        var answer = new WhoCouldReadResponse();
        var (facts, day) = (Facts.Of(then.State).At(moment), lawClock.DayOf(moment));
        foreach (var (agency, purpose, decision) in Readers.Of(law, facts, Classes, day))
        {
            // As for somebody who is not here: a mandate over others tells nothing of her.
            if (call.Mandate?.Given.Scope.Covers(person, agency) is not true)
                continue;
            var reader = new Reader { Agency = agency.Value, Purpose = (V1.Purpose)purpose };
            var held = law.Agencies.Held(facts.Relations, agency, day).Where(relation => relation.InForceOn(day)).ToList();
            reader.AssignedOfficers = held.Count(relation => relation.Kind == RelationKind.Assigned);
            reader.EmergencyOfficers = held.Count(relation => relation.Kind == RelationKind.BreakGlass);
            reader.Permitted.AddRange(decision.Permitted.Select(one => ReplayDecision.RuleOf(law, one.Key, one.Value)));
            answer.Readers.Add(reader);
        }

        return answer;
    }
}
