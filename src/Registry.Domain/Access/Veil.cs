using System.Collections.Immutable;
using Registry.Domain.Law;

namespace Registry.Domain.Access;

/// <summary>What the measures around a person hide from one agency on one day. Hidden beats permitted.</summary>
/// <param name="law">The tables; see <c>hides.md</c>.</param>
/// <param name="facts">The measures.</param>
/// <param name="held">The agency's relations in force on the day.</param>
/// <param name="today">The law date.</param>
internal sealed class Veil(LawTables law, Facts facts, ImmutableArray<Relation> held, DateOnly today)
{
    /// <summary>True when any measure hides the class, and no relation of the agency is exempt from that very measure.</summary>
    /// <param name="fieldClass">The class asked.</param>
    /// <param name="of">For places and guards: of which measure. A measure hides its own and not those of another.</param>
    public bool Hides(FieldClass fieldClass, Guid? of) =>
        facts.Measures
            .Where(m => m.HidesOn(today) && (of is null || of == m.Source))
            .Any(m => law.HidesOf(m.Clause, m.DecidedOn).Any(h => h.Class == fieldClass && !Exempt(h, m)));

    private bool Exempt(HideRow row, MeasureFact measure) =>
        row.VisibleTo.Any(e => held.Any(r => r.Kind == e.Relation && Tied(e.Scope, r, measure, row.Class)));

    private bool Tied(ExemptionScope scope, Relation relation, MeasureFact measure, FieldClass fieldClass) => scope switch
    {
        ExemptionScope.Any => !relation.Veiled,
        ExemptionScope.InForce => !relation.Veiled && facts.Measures.Any(m => m.Source == relation.Source && m.IsOrderedOn(today)),
        ExemptionScope.Same => relation.Source == measure.Source,
        ExemptionScope.Named => relation.Named.Contains(fieldClass) && (relation.Withheld.IsDefault || !relation.Withheld.Contains(fieldClass)),
        ExemptionScope.AtPlace => measure.Executors.Any(e => law.Agencies.StandsFor(relation.Agency, e, today)),
        _ => false,
    };
}
