using System.Collections.Frozen;
using System.Collections.Immutable;
using Registry.Domain.Law;

namespace Registry.Domain.Access;

/// <summary>
/// The one rule. A caller may see a field class only if the law gives its agency a reason to. Pure, total, driven by the tables,
/// replayable from events as of any day. Anything undeclared is refused.
/// </summary>
/// <remarks>
/// What depends on facts is refused with one constant id, whether the person does not exist, is a stranger to the caller, is
/// hidden by a measure or was handed over: whoever can tell these apart has learned who is in the registry.
/// </remarks>
public static class NeedToKnow
{
    /// <summary>The token lacks the method's scope.</summary>
    public const string Scope = "N2K-SCOPE";

    /// <summary>The method does not serve the purpose.</summary>
    public const string PurposeOfMethod = "N2K-PURPOSE";

    /// <summary>The token was issued for other purposes.</summary>
    public const string PurposeOfToken = "N2K-TOKEN";

    /// <summary>The method does not touch the class.</summary>
    public const string ClassOfMethod = "N2K-METHOD";

    /// <summary>No row lets the caller's kind of agency see the class for the purpose, whoever the person is.</summary>
    public const string Undeclared = "N2K-UNDECLARED";

    /// <summary>Everything that depends on facts.</summary>
    public const string None = "N2K-NONE";

    /// <summary>
    /// What an agency keeps although a block names it as acting for the blocked one: what binds it by law to answer for the person or to act for her, or
    /// one officer of another agency could blind her guard. What somebody chose to give it ends. A code is looked at all the same, as it is for a
    /// number of nobody; who asked is then told that it is not confirmed. An assignment opens nothing.
    /// </summary>
    private static readonly FrozenSet<RelationKind> Bound = FrozenSet.Create(
        RelationKind.Registrar, RelationKind.Receiver, RelationKind.Verifier, RelationKind.Carer, RelationKind.Decider, RelationKind.Executor,
        RelationKind.RequestAddressee, RelationKind.VerificationAddressee, RelationKind.SupportAddressee, RelationKind.ReportAddressee,
        RelationKind.Rescuer, RelationKind.Certifier, RelationKind.Assigned, RelationKind.Recused, RelationKind.ConsentCode);

    /// <summary>Rows that <c>general-rules.md</c> must have.</summary>
    internal static ImmutableArray<string> GeneralRules { get; } = [Scope, PurposeOfMethod, PurposeOfToken, ClassOfMethod, Undeclared, None];

    /// <summary>Decides class by class; conditions are checked in the order of the design and all are needed.</summary>
    /// <param name="law">The tables.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="rule">What the contract says of the method.</param>
    /// <param name="facts">Relations and measures of the subject; <see cref="Facts.None"/> for one that does not exist.</param>
    /// <param name="asked">Classes asked; each ends up in exactly one half of the decision.</param>
    /// <param name="today">The law date.</param>
    public static Decision Decide(
        LawTables law, Caller caller, Purpose purpose, MethodRule rule, Facts facts, IReadOnlySet<FieldClass> asked, DateOnly today)
    {
        if (OfToken(caller, purpose, rule) is { } refusal) return All(law, rule, asked, refusal);

        var rows = law.Needs(caller.Kind, purpose, today).ToLookup(r => r.Class);
        var closed = facts.AreClosedTo(law, caller.Agency, today);
        var agencys = law.Agencies.Held(facts.Relations, caller.Agency, today)
            .Where(r => r.InForceOn(today) && r.Serves(purpose) && (!closed || Bound.Contains(r.Kind))).ToImmutableArray();
        ImmutableArray<Relation> held = [.. agencys.Where(r => r.IsOf(caller.OfficerTag))];

        // A case that the agency gave to some of its officers is known to the others by its status; what is an officer's own stays his.
        var assigned = held.Any(r => r.Kind == RelationKind.Assigned);
        var narrowed = !assigned && (agencys.Any(r => r.Kind == RelationKind.Assigned) || (caller.OfficerTag is not null && held.Any(r => r.Kind == RelationKind.Recused)));
        ImmutableArray<Relation> own = narrowed ? [.. held.Where(r => r.Officer is not null)] : held;
        var (veil, ofStatus) = (new Veil(law, facts, own, today), new Veil(law, facts, held, today));
        var permitted = ImmutableSortedDictionary.CreateBuilder<FieldClass, string>();
        var refused = ImmutableSortedDictionary.CreateBuilder<FieldClass, string>();
        var operations = ImmutableSortedSet<Guid>.Empty;

        foreach (var fieldClass in asked)
        {
            // The id that goes into the line is that of the widest row: it says whether the whole file or own entries were seen.
            var reasons = (fieldClass == FieldClass.Status ? Reasons(rows[fieldClass], held, facts, ofStatus) : Reasons(rows[fieldClass], own, facts, veil)).OrderBy(r => r.Row.Limit == RowLimit.OwnEntries).ToArray();
            if (!rule.Classes.Contains(fieldClass)) refused[fieldClass] = ClassOfMethod;
            else if (!rows[fieldClass].Any()) refused[fieldClass] = Undeclared;
            else if (reasons.Length == 0) refused[fieldClass] = None;
            else
            {
                permitted[fieldClass] = reasons[0].Row.Standing.Id;
                operations = operations.Union(reasons.Select(r => r.Operation).OfType<Guid>());
            }
        }

        return new Decision(permitted.ToImmutable(), refused.ToImmutable(), operations, law.Version, rule.NeedsAll);
    }

    /// <summary>What the token alone decides: the same for everyone in the world.</summary>
    private static string? OfToken(Caller caller, Purpose purpose, MethodRule rule)
    {
        if (!caller.Scopes.Contains(rule.Scope)) return Scope;
        if (purpose == Purpose.Unspecified || !rule.Purposes.Contains(purpose)) return PurposeOfMethod;
        return caller.AuthorizedPurposes?.Contains(purpose) == false ? PurposeOfToken : null;
    }

    /// <summary>The rows that permit, in the order of the table; for a row limited to the own clause, once for every measure of it that is not hidden.</summary>
    private static IEnumerable<(NeedToKnowRow Row, Guid? Operation)> Reasons(
        IEnumerable<NeedToKnowRow> rows, ImmutableArray<Relation> held, Facts facts, Veil veil)
    {
        foreach (var row in rows)
        {
            if (row.Relation == RelationKind.None && !veil.Hides(row.Class, null)) yield return (row, null);
            foreach (var relation in held.Where(r => r.Kind == row.Relation))
            {
                if (row.Limit == RowLimit.Named && !relation.Named.Contains(row.Class)) continue;
                if (row.Limit == RowLimit.OwnClause)
                {
                    foreach (var measure in facts.Measures.Where(m => m.Clause == relation.Clause && !veil.Hides(row.Class, m.Source)))
                        yield return (row, measure.Source);
                }
                else if (!veil.Hides(row.Class, null))
                {
                    yield return (row, null);
                }
            }
        }
    }

    private static Decision All(LawTables law, MethodRule rule, IReadOnlySet<FieldClass> asked, string refusal) => new(
        ImmutableSortedDictionary<FieldClass, string>.Empty,
        asked.ToImmutableSortedDictionary(c => c, _ => refusal),
        [],
        law.Version,
        rule.NeedsAll);
}
