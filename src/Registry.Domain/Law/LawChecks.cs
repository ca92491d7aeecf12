using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What the tables owe each other. Each finding is a gap like any other.</summary>
internal static class LawChecks
{
    public static void Run(LawReader law, List<string> gaps)
    {
        Sources(law, gaps);
        Steps(law, gaps);
        Duplicates(law, gaps);
        Undeclared(law, gaps);
        Completeness(law, gaps);
    }

    private static void Sources(LawReader law, List<string> gaps)
    {
        var known = law.LegalBases.Select(b => b.Standing.Id).ToHashSet(StringComparer.Ordinal);
        var rows = law.NeedToKnow.Select(r => ("need-to-know", r.Standing))
            .Concat(law.GeneralRules.Select(r => ("general-rules", r.Standing)))
            .Concat(law.Measures.Select(r => ("measures", r.Standing)))
            .Concat(law.Authorities.Select(r => ("authorities", r.Standing)))
            .Concat(law.Hides.Select(r => ("hides", r.Standing)))
            .Concat(law.Refusals.Select(r => ("refusals", r.Standing)))
            .Concat(law.NextSteps.Select(r => ("next-steps", r.Standing)))
            .Concat(law.Switches.Select(r => ("switches", r.Standing)))
            .Distinct();
        foreach (var (table, row) in rows)
        {
            if (row.Source.Length > 0 && !known.Contains(row.Source)) gaps.Add($"{table}, {row.Id}: source '{row.Source}' is not in legal-bases");
            if (row.Until <= row.From) gaps.Add($"{table}, {row.Id}: 'to' must be after 'from'");
        }
    }

    private static void Steps(LawReader law, List<string> gaps)
    {
        var known = law.NextSteps.Select(s => s.Standing.Id).ToHashSet(StringComparer.Ordinal);
        var used = law.Refusals.Select(r => (Table: "refusals", r.Standing.Id, r.NextStep))
            .Concat(law.Authorities.Select(a => (Table: "authorities", a.Standing.Id, a.NextStep)))
            .Distinct();
        foreach (var (table, id, step) in used)
            if (step is not null && !known.Contains(step)) gaps.Add($"{table}, {id}: next step '{step}' is not in next-steps");
    }

    private static void Duplicates(LawReader law, List<string> gaps)
    {
        Twice("need-to-know", law.NeedToKnow, r => $"{r.Kind?.ToString() ?? "Any"}, {r.Purpose}, {r.Relation}, {r.Class} is declared twice", r => r.Standing, gaps);
        Twice("authorities", law.Authorities, r => $"clause {r.Clause} x {r.Kind} is declared twice", r => r.Standing, gaps);
        Twice("hides", law.Hides, r => $"clause {r.Clause} x {r.Class} is declared twice", r => r.Standing, gaps);
        Twice("measures", law.Measures, r => $"clause {r.Clause} is declared twice", r => r.Standing, gaps);
        Ids("legal-bases", law.LegalBases.Select(r => r.Standing.Id), gaps);
        Ids("measures", law.Measures.Select(r => r.Standing.Id), gaps);
        Ids("general-rules", law.GeneralRules.Select(r => r.Standing.Id), gaps);
        Ids("refusals", law.Refusals.Select(r => r.Standing.Id), gaps);
        Ids("next-steps", law.NextSteps.Select(r => r.Standing.Id), gaps);
        Ids("switches", law.Switches.Select(r => r.Standing.Id), gaps);
        Ids("agencies", law.Agencies.Select(a => a.Code.Value), gaps);
        // One row makes many cells, all with one standing: an id with two standings is two rows.
        Ids("need-to-know", law.NeedToKnow.Select(r => (r.Standing, r.Purpose, r.Limit)).Distinct().Select(r => r.Standing.Id), gaps);
        Ids("authorities", law.Authorities.Select(r => (r.Standing, r.Power, r.Condition, r.SwitchedOn)).Distinct().Select(r => r.Standing.Id), gaps);
        Ids("hides", law.Hides.Select(r => (r.Standing, r.VisibleTo)).Distinct().Select(r => r.Standing.Id), gaps);
    }

    private static void Undeclared(LawReader law, List<string> gaps)
    {
        foreach (var row in law.NeedToKnow.Where(r => r.Kind == AgencyKind.Unspecified || r.Purpose == Purpose.Unspecified))
            gaps.Add($"need-to-know, {row.Standing.Id}: agency and purpose must be declared");
        foreach (var row in law.NeedToKnow.Where(r => r.Class is FieldClass.Unspecified or FieldClass.Facts))
            gaps.Add($"need-to-know, {row.Standing.Id}: class {row.Class} is never released");
        foreach (var row in law.NeedToKnow.Where(r => r.Relation == RelationKind.None && r.Class != FieldClass.AccessLines))
            gaps.Add($"need-to-know, {row.Standing.Id}: only AccessLines may be seen without a relation");
        foreach (var row in law.NeedToKnow.Where(r => (r.Limit == RowLimit.OwnClause) != (r.Class == FieldClass.ProtectionOperation)))
            gaps.Add($"need-to-know, {row.Standing.Id}: ProtectionOperation, and nothing else, is limited to the own clause");
        var known = law.Agencies.Select(a => a.Code).ToHashSet();
        foreach (var agency in law.Agencies.Where(a => a.Under is { } under && !known.Contains(under)))
            gaps.Add($"agencies, {agency.Code}: stands under '{agency.Under}', which is not in the table");
        foreach (var agency in law.Agencies.Where(a => a.Kind == AgencyKind.Unspecified))
            gaps.Add($"agencies, {agency.Code}: kind must be declared");
    }

    private static void Completeness(LawReader law, List<string> gaps)
    {
        var kinds = Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified).ToArray();
        var cells = law.Authorities.Select(c => (c.Clause, c.Kind)).ToHashSet();
        for (var clause = 1; clause <= 8; clause++)
        {
            if (law.Measures.All(m => m.Clause != clause)) gaps.Add($"measures: clause {clause} is missing");
            if (law.Hides.All(h => h.Clause != clause || h.Class != FieldClass.ProtectionOperation))
                gaps.Add($"hides: clause {clause} does not hide its own ProtectionOperation");
            foreach (var kind in kinds.Where(k => !cells.Contains((clause, k))))
                gaps.Add($"authorities: clause {clause} x {kind} is missing");
        }

        gaps.AddRange(Access.NeedToKnow.GeneralRules.Except(law.GeneralRules.Select(r => r.Standing.Id)).Select(id => $"general-rules: {id} is missing"));
        gaps.AddRange(RefusalReasons.All.Except(law.Refusals.Select(r => r.Standing.Id)).Select(id => $"refusals: {id} is missing"));
        gaps.AddRange(law.Refusals.Select(r => r.Standing.Id).Except(RefusalReasons.All).Select(id => $"refusals: {id} is never given"));
    }

    private static void Twice<T>(string table, IEnumerable<T> rows, Func<T, string> says, Func<T, Standing> standing, List<string> gaps)
    {
        // The same cell may stand twice for times that do not overlap.
        foreach (var group in rows.GroupBy(says).Where(g => g.Count() > 1))
        {
            var times = group.Select(standing).OrderBy(s => s.From).ToArray();
            if (times.Zip(times.Skip(1)).Any(p => p.First.Until is not { } until || until > p.Second.From)) gaps.Add($"{table}: {group.Key}");
        }
    }

    private static void Ids(string table, IEnumerable<string> ids, List<string> gaps) =>
        gaps.AddRange(ids.GroupBy(i => i).Where(g => g.Count() > 1).Select(g => $"{table}: id '{g.Key}' is used twice"));
}
