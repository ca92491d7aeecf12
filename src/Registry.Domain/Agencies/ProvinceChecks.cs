namespace Registry.Domain.Agencies;

/// <summary>What the tables of a province owe each other: a case is never left without an agency that answers for it.</summary>
internal static class ProvinceChecks
{
    public static void Run(Province province, List<string> gaps)
    {
        var folder = $"Agencies/{province.Name}";
        Agencies(province, $"{folder}/agencies.md", gaps);
        Areas(province, $"{folder}/areas.md", gaps);
        Successions(province, $"{folder}/succession.md", gaps);
        AreaSuccessions(province, $"{folder}/area-succession.md", gaps);
    }

    private static void Agencies(Province province, string file, List<string> gaps)
    {
        var known = province.Agencies.Select(a => a.Code).ToHashSet();
        var areas = province.Areas.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var agency in province.Agencies)
        {
            if (agency.Kind == AgencyKind.Unspecified) gaps.Add($"{file}, {agency.Code}, column 'kind': must be declared");
            if (agency.Under is { } under && !known.Contains(under)) gaps.Add($"{file}, {agency.Code}, column 'under': '{under}' is not in the table");
            if (!areas.Contains(agency.Area)) gaps.Add($"{file}, {agency.Code}, column 'area': '{agency.Area}' is not in areas.md");
        }

        foreach (var rows in province.Agencies.GroupBy(a => a.Code))
        {
            Follow(rows.Select(a => (a.From, a.Until)), $"{file}, {rows.Key}", gaps);
            if (rows.Select(a => a.Kind).Distinct().Count() > 1) gaps.Add($"{file}, {rows.Key}, column 'kind': one code has one kind");
            if (LastDay(rows.Select(a => (a.From, a.Until))) is { } ends && province.Successions.Count(s => s.Predecessor == rows.Key && s.From == ends) != 1)
                gaps.Add($"{file}, {rows.Key}, column 'to': it ends on {ends:yyyy-MM-dd}, and succession.md does not say with one row who takes its place that day");
        }
    }

    private static void Successions(Province province, string file, List<string> gaps)
    {
        var directory = province.Directory();
        foreach (var succession in province.Successions)
        {
            var says = $"{file}, {succession.Predecessor}";
            if (directory.Find(succession.Predecessor, succession.From) is not null)
                gaps.Add($"{says}, column 'from': the predecessor still stands on that day");
            if (directory.Find(succession.Predecessor, succession.From.AddDays(-1)) is null)
                gaps.Add($"{says}, column 'from': the predecessor does not end on that day");
            if (succession.Successor is { } successor && directory.Find(successor, succession.From) is null)
                gaps.Add($"{says}, column 'successor': '{successor}' does not stand on that day");
        }
    }

    private static void Areas(Province province, string file, List<string> gaps)
    {
        foreach (var area in province.Areas)
        {
            var above = province.Areas.Where(a => a.Id == area.Under && a.StandsOn(area.From)).ToArray();
            if (area.Under is null != (area.Level == AreaLevel.Province)) gaps.Add($"{file}, {area.Id}, column 'under': only a province is under nothing");
            else if (area.Under is not null && above.All(a => a.Level >= area.Level))
                gaps.Add($"{file}, {area.Id}, column 'under': '{area.Under}' is not a higher unit of that day");
        }

        foreach (var commune in province.Areas.Where(a => a.Level == AreaLevel.Commune))
            if (WithoutCommittee(province, commune) is { } day)
                gaps.Add($"{file}, {commune.Id}: on {day:yyyy-MM-dd} agencies.md has no committee of the commune, to which a person who reports herself is brought");

        foreach (var rows in province.Areas.GroupBy(a => a.Id))
        {
            Follow(rows.Select(a => (a.From, a.Until)), $"{file}, {rows.Key}", gaps);
            // A district that ended left its ground to its communes; every commune must have become something.
            if (LastDay(rows.Select(a => (a.From, a.Until))) is not null && rows.First().Level == AreaLevel.Commune
                && province.AreaSuccessions.All(s => s.Old != rows.Key))
                gaps.Add($"{file}, {rows.Key}, column 'to': area-succession.md does not say what it became");
        }
    }

    /// <summary>The first day of the commune on which it has no committee, or null. Committees change on the first days of their rows and the days after the last.</summary>
    private static DateOnly? WithoutCommittee(Province province, Area commune)
    {
        var committees = province.Agencies.Where(a => a.Kind == AgencyKind.CommuneCommittee && a.Area == commune.Id).ToArray();
        return committees.Select(a => a.Until).OfType<DateOnly>().Append(commune.From).Where(commune.StandsOn).Order()
            .Where(day => !committees.Any(a => a.StandsOn(day))).Select(day => (DateOnly?)day).FirstOrDefault();
    }

    private static void AreaSuccessions(Province province, string file, List<string> gaps)
    {
        foreach (var row in province.AreaSuccessions)
        {
            if (!province.Areas.Any(a => a.Id == row.Old && a.Until == row.From)) gaps.Add($"{file}, {row.Old}, column 'from': the old area does not end on that day");
            if (!province.Areas.Any(a => a.Id == row.New && a.StandsOn(row.From))) gaps.Add($"{file}, {row.Old}, column 'new': '{row.New}' does not stand on that day");
        }
    }

    private static void Follow(IEnumerable<(DateOnly From, DateOnly? Until)> rows, string says, List<string> gaps)
    {
        var times = rows.OrderBy(r => r.From).ToArray();
        if (times.Zip(times.Skip(1)).Any(p => p.First.Until != p.Second.From)) gaps.Add($"{says}, column 'from': rows of one id must follow each other day by day");
    }

    private static DateOnly? LastDay(IEnumerable<(DateOnly From, DateOnly? Until)> rows) => rows.MaxBy(r => r.From).Until;
}
