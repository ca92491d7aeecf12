using Registry.Domain.Access;
using Registry.Domain.People;
using Registry.Domain.Reports;

namespace Registry.Domain.Law;

/// <summary>What the tables owe each other. Each finding is a gap like any other and names file, row and column.</summary>
internal static class LawChecks
{
    private const string Bases = "Common/legal-bases.md";

    public static void Run(LawReader law, List<string> gaps)
    {
        var rows = Rows(law).ToList();
        Sources(law, rows, gaps);
        Regimes(law, gaps);
        Steps(law, gaps);
        Ids(law, rows, gaps);
        Duties(law, rows, gaps);
        var years = law.Holidays.Select(h => h.Once?.Year).OfType<int>().Distinct().Order().ToArray();
        gaps.AddRange(years.Zip(years.Skip(1)).Where(p => p.Second != p.First + 1).Select(p => $"Common/holidays.md: the lunar holidays of {p.First + 1} are missing"));
        gaps.AddRange(Word.Needed.Except(law.Words.Select(w => w.Id)).Select(id => $"Common/words.md: {id} is missing"));
        gaps.AddRange(law.Words.Select(w => w.Id).Except(Word.Needed).Select(id => $"Common/words.md, {id}: is no word of the tables"));
        gaps.AddRange(law.Words.GroupBy(w => w.Id).Where(g => g.Count() > 1).Select(g => $"Common/words.md, column 'id': '{g.Key}' is used twice"));
        Tasks(law, gaps);
        gaps.AddRange(law.Figures.GroupBy(w => w.Id).Where(g => g.Count() > 1).Select(g => $"Common/figures.md, column 'id': '{g.Key}' is used twice"));
        gaps.AddRange(Enum.GetNames<Figure>().Except(law.Figures.Select(w => w.Id)).Select(id => $"Common/figures.md: {id} is missing"));
        gaps.AddRange(NeedToKnow.GeneralRules.Except(law.GeneralRules.Select(r => r.Standing.Id)).Select(id => $"Common/general-rules.md: {id} is missing"));
        gaps.AddRange(RefusalReasons.All.Except(law.Refusals.Select(r => r.Standing.Id)).Select(id => $"Common/refusals.md: {id} is missing"));
        gaps.AddRange(PersonWarnings.All.Except(law.Warnings.Select(w => w.Standing.Id)).Select(id => $"Common/warnings.md: {id} is missing"));
        gaps.AddRange(law.Warnings.Select(w => w.Standing.Id).Except(PersonWarnings.All).Select(id => $"Common/warnings.md: {id} is never given"));
        gaps.AddRange(law.Refusals.Select(r => r.Standing.Id).Except(RefusalReasons.All).Select(id => $"Common/refusals.md: {id} is never given"));
    }

    /// <summary>Every row of every table, with its file.</summary>
    private static IEnumerable<(string File, Standing Row)> Rows(LawReader law) =>
    [
        .. law.Regimes.SelectMany(RegimeChecks.Rows),
        .. Of("Common/regimes.md", law.Regimes.Select(r => r.Standing)),
        .. Of("Common/transitions.md", law.Transitions.Select(r => r.Standing)),
        .. Of("Common/general-rules.md", law.GeneralRules.Select(r => r.Standing)),
        .. Of("Common/refusals.md", law.Refusals.Select(r => r.Standing)),
        .. Of("Common/next-steps.md", law.NextSteps.Select(r => r.Standing)),
        .. Of("Common/warnings.md", law.Warnings.Select(w => w.Standing)),
        .. Of("Common/holidays.md", law.Holidays.Select(h => h.Standing)),
        .. Of("Common/tasks.md", law.Tasks.Select(t => t.Standing)),
        .. Of("Common/escalations.md", law.Escalations.Select(e => e.Standing)),
        .. Of("Common/deadlines-untasked.md", law.Untasked.Select(u => u.Standing)),
        .. Of("Common/reporting.md", law.Reporting.Select(r => r.Standing)),
        .. Of("Common/switches.md", law.Switches.Select(r => r.Standing)),
        .. law.Duties.Select(d => (d.CarriedBy.IsEmpty ? "Common/duties-not-carried.md" : "Common/duties-carried.md", d.Standing)),
        .. law.Codes.SelectMany(c => Of(c.Version.Length > 0 ? $"Codes/{c.Name}.{c.Version}.md" : $"Codes/{c.Name}.md", c.Rows.Select(r => r.Standing))),
        .. law.Province.Rows,
    ];

    private static IEnumerable<(string, Standing)> Of(string file, IEnumerable<Standing> rows) => rows.Select(r => (file, r));

    private static void Sources(LawReader law, List<(string File, Standing Row)> rows, List<string> gaps)
    {
        var known = law.LegalBases.GroupBy(b => b.Standing.Id).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var (file, row) in rows.Distinct())
        {
            if (row.Until <= row.From) gaps.Add($"{file}, {row.Id}, column 'to': must be after 'from'");
            if (row.Source.Length == 0) continue;
            if (!known.TryGetValue(row.Source, out var basis)) gaps.Add($"{file}, {row.Id}, column 'source': '{row.Source}' is not in {Bases}");
            else if (row.From < basis.Standing.From || row.From >= basis.Standing.Until)
                gaps.Add($"{file}, {row.Id}, column 'from': '{row.Source}' is not in force on that day");
        }

        foreach (var basis in law.LegalBases.Where(b => b.SucceededBy is { } next && !known.ContainsKey(next)))
            gaps.Add($"{Bases}, {basis.Standing.Id}, column 'succeeded by': '{basis.SucceededBy}' is not in the table");
    }

    /// <summary>Regimes follow each other without a gap, and every matter has one transitional rule.</summary>
    private static void Regimes(LawReader law, List<string> gaps)
    {
        foreach (var (earlier, later) in law.Regimes.Zip(law.Regimes.Skip(1)).Where(p => p.First.Standing.Until != p.Second.Standing.From))
            gaps.Add($"Common/regimes.md, {later.Code}, column 'from': must be the day on which {earlier.Code} ends");
        if (law.Regimes.Length == 0 || law.Regimes[^1].Standing.Until is not null)
            gaps.Add("Common/regimes.md: one regime must be open, with a dash in 'to'");
        foreach (var matter in Enum.GetValues<Matter>().Where(m => m != Matter.Unspecified && law.Transitions.Count(t => t.Matter == m) != 1))
            gaps.Add($"Common/transitions.md: {matter} must have exactly one rule");
    }

    /// <summary>Every duty has one row, and every deadline a task, or a reason why it has none: what is late is seen by somebody.</summary>
    private static void Tasks(LawReader law, List<string> gaps)
    {
        // A duty of supervision has no row of its own: it is late for whom the late duty is.
        foreach (var duty in Enum.GetValues<DutyKind>().Where(d => d is not (DutyKind.Unspecified or DutyKind.Supervise) && law.Tasks.Count(t => t.Duty == d && t.Standing.Until is null) != 1))
            gaps.Add($"Common/tasks.md: {duty} must have exactly one row that is open, with a dash in 'to'");
        foreach (var regime in law.Regimes)
        {
            var followed = regime.SupportDuties.Select(s => s.Deadline).OfType<string>().ToHashSet(StringComparer.Ordinal);
            bool IsFollowed(DeadlineRow row) => followed.Contains(row.Standing.Id)
                || law.Tasks.Any(t => t.Deadline == row.Matter)
                || (row.Extends is { } id && regime.Deadlines.Any(d => d.Standing.Id == id && IsFollowed(d)));
            var reasons = law.Untasked.Select(u => u.Matter).ToHashSet();
            foreach (var row in regime.Deadlines.Where(row => IsFollowed(row) == reasons.Contains(row.Matter)))
                gaps.Add($"{RegimeReader.FolderOf(regime.Code)}/deadlines.md, {row.Standing.Id}: must have a task in Common/tasks.md, or a reason in Common/deadlines-untasked.md");
        }
    }

    private static void Steps(LawReader law, List<string> gaps)
    {
        var known = law.NextSteps.Select(s => s.Standing.Id).ToHashSet(StringComparer.Ordinal);
        var used = law.Refusals.Select(r => (File: "Common/refusals.md", r.Standing.Id, r.NextStep))
            .Concat(law.Regimes.SelectMany(r => r.Authorities.Select(a => (RegimeReader.FolderOf(r.Code) + "/authorities.md", a.Standing.Id, a.NextStep))))
            .Concat(law.Regimes.SelectMany(r => r.VerificationSteps.Select(v => (RegimeReader.FolderOf(r.Code) + "/verification.md", v.Standing.Id, v.NextStep))))
            .Distinct();
        foreach (var (file, id, step) in used)
            if (step is not null && !known.Contains(step)) gaps.Add($"{file}, {id}, column 'next step': '{step}' is not in Common/next-steps.md");
    }

    /// <summary>A log line keeps the id of a row: in a file it is used once.</summary>
    private static void Ids(LawReader law, List<(string File, Standing Row)> rows, List<string> gaps)
    {
        var all = rows.Concat(law.LegalBases.Select(b => (Bases, b.Standing))).GroupBy(r => (r.Item1, r.Item2.Id));
        gaps.AddRange(all.Where(g => g.Count() > 1).Select(g => $"{g.Key.Item1}, column 'id': '{g.Key.Id}' is used twice"));
        var acrossRegimes = law.Regimes.SelectMany(r => r.NeedToKnow.Select(n => n.Standing.Id).Distinct()).GroupBy(id => id).Where(g => g.Count() > 1);
        gaps.AddRange(acrossRegimes.Select(g => $"need-to-know.md, column 'id': '{g.Key}' is used in two regimes"));
    }

    /// <summary>What carries a duty exists. Rules in code are held by a test; they have a dot.</summary>
    private static void Duties(LawReader law, List<(string File, Standing Row)> rows, List<string> gaps)
    {
        var ids = rows.Select(r => r.Row.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var duty in law.Duties)
            foreach (var name in duty.CarriedBy.Where(n => !n.Contains('.', StringComparison.Ordinal) && !ids.Contains(n)))
                gaps.Add($"Common/duties-carried.md, {duty.Standing.Id}, column 'carried by': no row has the id '{name}'");
    }
}
