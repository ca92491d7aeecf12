namespace Registry.Domain.Agencies;

/// <summary>What the tables of a province owe each other: a case is never left without an agency that answers for it.</summary>
internal static class ProvinceChecks
{
    private static readonly AgencyKind[] OfCommunes = [AgencyKind.CommuneCommittee, AgencyKind.CommunePolice];

    public static void Run(Province province, List<string> gaps)
    {
        var folder = $"Agencies/{province.Name}";
        Agencies(province, $"{folder}/agencies.md", gaps);
        Areas(province, area => $"{folder}/{FileOf(area)}.md, {area.Id}", gaps);
        Communes(province, $"{folder}/communes.md", gaps);
        Successions(province, $"{folder}/succession.md", gaps);
        AreaSuccessions(province, $"{folder}/area-succession.md", gaps);
    }

    private static string FileOf(Area area) => area.Level == AreaLevel.Commune ? "communes" : "areas";

    private static void Agencies(Province province, string file, List<string> gaps)
    {
        var known = province.Agencies.Select(a => a.Code).ToHashSet();
        var areas = province.Areas.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var agency in province.Listed.Agencies)
        {
            if (agency.Kind == AgencyKind.Unspecified) gaps.Add($"{file}, {agency.Code}, column 'kind': must be declared");
            if (OfCommunes.Contains(agency.Kind)) gaps.Add($"{file}, {agency.Code}, column 'kind': the committee and the police of a commune follow from communes.md");
            if (agency.Under is { } under && !known.Contains(under)) gaps.Add($"{file}, {agency.Code}, column 'under': '{under}' is not in the table");
            if (!areas.Contains(agency.Area)) gaps.Add($"{file}, {agency.Code}, column 'area': '{agency.Area}' is not in areas.md or communes.md");
        }

        foreach (var rows in province.Listed.Agencies.GroupBy(a => a.Code))
        {
            Follow(rows.Select(a => (a.From, a.Until)), $"{file}, {rows.Key}", gaps);
            if (rows.Select(a => a.Kind).Distinct().Count() > 1) gaps.Add($"{file}, {rows.Key}, column 'kind': one code has one kind");
            if (LastDay(rows.Select(a => (a.From, a.Until))) is { } ends && province.Successions.Count(s => s.Predecessor == rows.Key && s.From == ends) != 1)
                gaps.Add($"{file}, {rows.Key}, column 'to': it ends on {ends:yyyy-MM-dd}, and succession.md does not say with one row who takes its place that day");
        }
    }

    private static void Areas(Province province, Func<Area, string> place, List<string> gaps)
    {
        foreach (var area in province.Listed.Areas.Where(a => a.Level == AreaLevel.Commune))
            gaps.Add($"Agencies/{province.Name}/areas.md, {area.Id}, column 'level': communes stand in communes.md");
        foreach (var area in province.Areas)
        {
            var above = province.Areas.Where(a => a.Id == area.Under && a.StandsOn(area.From)).ToArray();
            if (area.Under is null != (area.Level == AreaLevel.Province)) gaps.Add($"{place(area)}, column 'under': only a province is under nothing");
            else if (area.Under is not null && above.All(a => a.Level >= area.Level)) gaps.Add($"{place(area)}, column 'under': '{area.Under}' is not a higher unit of that day");
            else if (area.Under is { } under && LastDay(province.Areas.Where(a => a.Id == under).Select(a => (a.From, a.Until))) is { } gone && (area.Until ?? DateOnly.MaxValue) > gone)
                gaps.Add($"{place(area)}, column 'under': '{area.Under}' is gone on {gone:yyyy-MM-dd}, before it is");
        }

        foreach (var rows in province.Areas.GroupBy(a => a.Id)) Follow(rows.Select(a => (a.From, a.Until)), place(rows.First()), gaps);
    }

    /// <summary>A district that ended left its ground to its communes; every commune must have become something, on its last day and on no other.</summary>
    private static void Communes(Province province, string file, List<string> gaps)
    {
        foreach (var rows in province.Communes.GroupBy(c => c.Unit.Id))
        {
            var last = rows.MaxBy(c => c.Unit.From)!;
            if (rows.Any(c => !c.Became.IsEmpty && (c != last || c.Unit.Until is null))) gaps.Add($"{file}, {rows.Key}, column 'became': it goes on after the row");
            if (last.Unit.Until is not null && last.Became.IsEmpty) gaps.Add($"{file}, {rows.Key}, column 'became': it ends, and nothing says what it became");
            foreach (var next in last.Became.Where(id => !province.Communes.Any(c => c.Unit.Id == id && last.Unit.Until is { } ends && c.Unit.StandsOn(ends))))
                gaps.Add($"{file}, {rows.Key}, column 'became': '{next}' does not stand on that day");
        }
    }

    private static void Successions(Province province, string file, List<string> gaps)
    {
        var directory = province.Directory();
        foreach (var succession in province.Listed.Successions)
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

    private static void AreaSuccessions(Province province, string file, List<string> gaps)
    {
        foreach (var row in province.Listed.AreaSuccessions)
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
