using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Victims;

/// <summary>
/// What a referral names and does not open while it is hidden: nobody hands on by words what a measure hides from itself. The sender is told nothing of it. The
/// addressee, to whom a class was named and stays closed, can tell that something hides it, not what; once the secrecy is released the referral opens it like the rest. Whoever
/// takes her in sees her all the same.
/// </summary>
internal static class Withholding
{
    /// <summary>The named classes that a measure hides from the sender; the default array for none, which no event writes down.</summary>
    /// <param name="law">Tables.</param>
    /// <param name="state">The person.</param>
    /// <param name="sender">Who names them.</param>
    /// <param name="named">What it names.</param>
    /// <param name="today">Law date on which it is written down: nobody dates a proposal back to before the measure.</param>
    public static ImmutableArray<FieldClass> Of(LawTables law, SubjectState state, AgencyCode sender, IEnumerable<FieldClass> named, DateOnly today)
    {
        var facts = Facts.Of(state) with { Measures = state.AllHiding };
        ImmutableArray<Relation> held = [.. law.Agencies.HeldOn(state.Relations, sender, today).Where(r => r.Officer is null)];
        var veil = new Veil(law, facts, held, today);
        ImmutableArray<FieldClass> hidden = [.. named.Where(one => veil.Hides(one, null))];
        return hidden.IsEmpty ? default : hidden;
    }
}
