using System.Collections.Immutable;
using Registry.Domain.Law;

namespace Registry.Domain.Access;

/// <summary>Who could read what of a subject on a day: the one rule, asked for every agency and every purpose.</summary>
public static class Readers
{
    private static readonly ImmutableArray<Purpose> Purposes = [.. Enum.GetValues<Purpose>().Where(purpose => purpose != Purpose.Unspecified)];

    /// <summary>Every agency that stands on the day, with each purpose for which it could have read something.</summary>
    /// <param name="law">The tables.</param>
    /// <param name="facts">The subject's facts at the moment.</param>
    /// <param name="classes">Classes asked about.</param>
    /// <param name="day">The law date.</param>
    /// <param name="given">What an agency held beside the person's own facts for a purpose: a grant, a code in its hand; null for nothing.</param>
    public static IEnumerable<(AgencyCode Agency, Purpose Purpose, Decision Decision)> Of(
        LawTables law, Facts facts, ImmutableHashSet<FieldClass> classes, DateOnly day, Func<AgencyCode, Purpose, IEnumerable<Relation>>? given = null)
    {
        var rule = new MethodRule("any", "any", [.. Purposes], classes, NeedsAll: false);
        foreach (var agency in law.Agencies.On(day))
        {
            var caller = new Caller("", "", agency.Code, agency.Kind, ImmutableHashSet.Create("any"), null, null);
            foreach (var purpose in Purposes)
            {
                var held = (given?.Invoke(agency.Code, purpose) ?? []).Aggregate(facts, (all, one) => all.AsIf(one));
                var decision = NeedToKnow.Decide(law, caller, purpose, rule, held, classes, day);
                if (decision.Permitted.Count > 0) yield return (agency.Code, purpose, decision);
            }
        }
    }
}
