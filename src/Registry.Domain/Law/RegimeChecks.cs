using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What the tables of one regime owe each other: complete matrices, nothing declared twice, nothing that outlives the regime.</summary>
internal static class RegimeChecks
{
    private static readonly AgencyKind[] Kinds = [.. Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified)];

    public static void Run(Regime regime, List<string> gaps)
    {
        var folder = RegimeReader.FolderOf(regime.Code);
        foreach (var (file, row) in Rows(regime).Distinct())
            if (row.From < regime.Standing.From || (regime.Standing.Until is { } end && (row.Until is null || row.Until > end)))
                gaps.Add($"{file}, {row.Id}, column 'from' or 'to': lies outside {regime.Code}");
        Measures(regime, $"{folder}/measures.md", gaps);
        Authorities(regime, $"{folder}/authorities.md", gaps);
        Hides(regime, $"{folder}/hides.md", gaps);
        NeedToKnow(regime, $"{folder}/need-to-know.md", gaps);
        Reachable(regime, $"{folder}/need-to-know.md", gaps);
        Deadlines(regime, folder, gaps);
        Twice($"{folder}/verification.md", regime.VerificationSteps, r => $"{r.Step} x {r.Kind} x {r.Route}", r => r.Standing, gaps);
        Twice($"{folder}/certificates.md", regime.Certificates, r => $"{r.Kind} x {r.Issuer}{(r.Condition == CertificateCondition.BroughtAlong ? ", brought along" : "")}", r => r.Standing, gaps);
        VerificationReader.Check(regime, folder, gaps);
        foreach (var kind in Enum.GetValues<SupportKind>().Where(k => regime.Supports.Count(s => s.Kind == k) > 1))
            gaps.Add($"{folder}/support.md, column 'kind': {kind} is declared twice");
        SupportDuties(regime, folder, gaps);
        Twice($"{folder}/transfers.md", regime.Transfers, r => $"{r.Sender} to {r.Receiver} by {r.Standing.Source}", r => r.Standing, gaps);
    }

    /// <summary>Every row, with its file; cells of one row come once each.</summary>
    public static IEnumerable<(string File, Standing Row)> Rows(Regime regime)
    {
        var folder = RegimeReader.FolderOf(regime.Code);
        IEnumerable<(string, Standing)> Of(string file, IEnumerable<(Standing Standing, object Cell)> rows) =>
            rows.Distinct().Select(r => ($"{folder}/{file}.md", r.Standing));
        return
        [
            .. Of("measures", regime.Measures.Select(r => (r.Standing, (object)r.Clause))),
            .. Of("authorities", regime.Authorities.Select(r => (r.Standing, (object)(r.Power, r.Condition, r.SwitchedOn)))),
            .. Of("hides", regime.Hides.Select(r => (r.Standing, (object)r.VisibleTo))),
            .. Of("need-to-know", regime.NeedToKnow.Select(r => (r.Standing, (object)(r.Purpose, r.Limit)))),
            .. Of("deadlines", regime.Deadlines.Select(r => (r.Standing, (object)r.Matter))),
            .. Of("verification", regime.VerificationSteps.Select(r => (r.Standing, (object)r.Step))),
            .. Of("certificates", regime.Certificates.Select(r => (r.Standing, (object)r.Kind))),
            .. Of("support", regime.Supports.Select(r => (r.Standing, (object)r.Kind))),
            .. Of("transfers", regime.Transfers.Select(r => (r.Standing, (object)r.WithoutReferral))),
            .. Of("support-duties", regime.SupportDuties.Select(r => (r.Standing, (object)r.Step))),
        ];
    }

    private static void Measures(Regime regime, string file, List<string> gaps)
    {
        for (var clause = 1; clause <= 8; clause++)
            Tiled(regime, regime.Measures.Where(m => m.Clause == clause).Select(m => m.Standing), $"{file}: clause {clause}", gaps);
    }

    private static void Authorities(Regime regime, string file, List<string> gaps)
    {
        var cells = regime.Authorities.ToLookup(c => (c.Clause, c.Kind), c => c.Standing);
        for (var clause = 1; clause <= 8; clause++)
            foreach (var kind in Kinds) Tiled(regime, cells[(clause, kind)], $"{file}: clause {clause} x {kind}", gaps);
        foreach (var cell in regime.Authorities.Where(c => !c.SwitchedOn && c.Standing.Certainty != Certainty.Inferred))
            gaps.Add($"{file}, {cell.Standing.Id}, column 'switch': only an inferred cell may be off");
    }

    private static void Hides(Regime regime, string file, List<string> gaps)
    {
        Twice(file, regime.Hides, r => $"clause {r.Clause} x {r.Class}", r => r.Standing, gaps);
        for (var clause = 1; clause <= 8; clause++)
            if (regime.Hides.All(h => h.Clause != clause || h.Class != FieldClass.ProtectionOperation))
                gaps.Add($"{file}: clause {clause} does not hide its own ProtectionOperation");
    }

    private static void NeedToKnow(Regime regime, string file, List<string> gaps)
    {
        Twice(file, regime.NeedToKnow, r => $"{r.Kind?.ToString() ?? "Any"}, {r.Purpose}, {r.Relation}, {r.Class}", r => r.Standing, gaps);
        foreach (var row in regime.NeedToKnow)
        {
            var says = Shut(row);
            if (says.Length > 0) gaps.Add($"{file}, {row.Standing.Id}: {says}");
        }
    }

    /// <summary>
    /// A power without a row is none. Whoever decides or asks for a measure can reach the dossier by a relation that nobody has to give it first, unless
    /// the law lets it act on a request alone; whoever may be asked to decide reads what it was asked; whoever may carry a measure out sees what it carries out.
    /// </summary>
    private static void Reachable(Regime regime, string file, List<string> gaps)
    {
        bool Has(AuthorityCell cell, Purpose purpose, FieldClass @class, Func<RelationKind, bool> relation) => regime.NeedToKnow.Any(
            r => r.Kind == cell.Kind && r.Purpose == purpose && r.Class == @class && relation(r.Relation)
                && r.Standing.From <= cell.Standing.From && (r.Standing.Until is null || r.Standing.Until >= cell.Standing.Until));

        foreach (var cell in regime.Authorities)
        {
            if ((cell.Power & (AuthorityPower.Decide | AuthorityPower.Request)) != 0 && cell.Condition != AuthorityCondition.AskedForVictim
                && !Has(cell, Purpose.Protect, FieldClass.ProtectionExistence, r => r is not (RelationKind.RequestAddressee or RelationKind.Decider or RelationKind.HandoverCode)))
                gaps.Add($"{file}: clause {cell.Clause} x {cell.Kind} ({cell.Standing.Id}) is a power that nothing lets it use unasked");
            if (cell.Power.HasFlag(AuthorityPower.Decide) && !Has(cell, Purpose.Protect, FieldClass.ProtectionExistence, r => r == RelationKind.RequestAddressee))
                gaps.Add($"{file}: clause {cell.Clause} x {cell.Kind} ({cell.Standing.Id}) may be asked for what it does not see");
            if ((cell.Power & (AuthorityPower.Decide | AuthorityPower.Hold)) == 0) continue;
            foreach (var needed in (FieldClass[])[FieldClass.ProtectionExistence, FieldClass.ProtectionOperation])
                if (!Has(cell, Purpose.ProtectExecute, needed, r => r == RelationKind.Executor))
                    gaps.Add($"{file}: clause {cell.Clause} x {cell.Kind} ({cell.Standing.Id}) may carry out what it does not see ({needed})");
        }
    }

    /// <summary>What would open what must stay shut, or an empty text.</summary>
    private static string Shut(NeedToKnowRow row) => row switch
    {
        { Kind: AgencyKind.Unspecified } or { Purpose: Purpose.Unspecified } => "agency and purpose must be declared",
        { Class: FieldClass.Unspecified or FieldClass.Facts } => $"class {row.Class} is never released",
        { Relation: RelationKind.None, Class: not (FieldClass.AccessLines or FieldClass.Aggregates or FieldClass.Directory or FieldClass.Reference) } =>
            "only AccessLines, Aggregates, Directory and Reference may be seen without a relation",
        { Relation: not RelationKind.None, Class: FieldClass.Directory or FieldClass.Reference } => "Directory and Reference are about nobody",
        { Kind: AgencyKind.RegistryAdministration, Class: not FieldClass.Directory } => "who administers sees no person and no line",
        { Kind: AgencyKind.Inspectorate, Class: not (FieldClass.AccessLines or FieldClass.Directory) } => "who inspects sees no person",
        { Kind: not (AgencyKind.RegistryAdministration or AgencyKind.Inspectorate), Class: FieldClass.Directory } =>
            "only those who administer or inspect see the directory's inside",
        { Purpose: Purpose.Administration, Kind: not AgencyKind.RegistryAdministration } => "only administrators administer",
        { Relation: RelationKind.Grant, Kind: not AgencyKind.OutsideSystem } or { Relation: RelationKind.Grant, Limit: not RowLimit.Named } =>
            "a grant is for outside systems and opens only what it names",
        { Relation: RelationKind.Assigned or RelationKind.Recused } => "an assignment opens nothing: it narrows what other officers see",
        { Relation: RelationKind.GlassReviewer } => "who owes a review is shown nothing of the person",
        { Relation: RelationKind.BreakGlass, Purpose: not Purpose.Emergency } => "a broken glass serves an emergency and nothing else",
        { Purpose: Purpose.Emergency, Relation: not RelationKind.BreakGlass, Class: not FieldClass.Status } =>
            "in an emergency a relation shows the status alone; what more is seen, by breaking the glass",
        { Purpose: Purpose.Emergency, Relation: RelationKind.None or RelationKind.Grant or RelationKind.ConsentCode or RelationKind.Consented or RelationKind.Announcer } =>
            "only who has to do with the person may break the glass",
        _ when (row.Limit == RowLimit.OwnClause) != (row.Class == FieldClass.ProtectionOperation) =>
            "ProtectionOperation, and nothing else, is limited to the own clause",
        { Limit: RowLimit.OwnEntries, Class: not FieldClass.Support } => "only Support is limited to own entries",
        _ => "",
    };

    private static void Deadlines(Regime regime, string folder, List<string> gaps)
    {
        Twice(
            $"{folder}/deadlines.md",
            regime.Deadlines.SelectMany(d => d.Bound, (d, kind) => (Row: d, Kind: kind)),
            d => $"{d.Row.Matter} x {d.Kind}", d => d.Row.Standing, gaps);
        foreach (var row in regime.Deadlines.Where(d => d.Extends is { } id && regime.Deadlines.All(o => o.Standing.Id != id || o.From != d.From)))
            gaps.Add($"{folder}/deadlines.md, {row.Standing.Id}, column 'extends': no deadline '{row.Extends}' is counted from {row.From}");
    }

    /// <summary>Every kind of the catalogue is proposed, approved and given by somebody, and a named deadline exists and binds who takes the step.</summary>
    private static void SupportDuties(Regime regime, string folder, List<string> gaps)
    {
        var file = $"{folder}/support-duties.md";
        Twice(file, regime.SupportDuties, r => $"{r.Kind} x {r.Step} x {r.Agency}", r => r.Standing, gaps);
        foreach (var kind in regime.Supports.Select(s => s.Kind))
            foreach (var step in (SupportStep[])[SupportStep.Propose, SupportStep.Approve, SupportStep.Deliver])
                if (regime.SupportDuties.All(d => d.Kind != kind || d.Step != step)) gaps.Add($"{file}: nobody may {step} {kind}");
        foreach (var row in regime.SupportDuties.Where(d => d.Deadline is { } id && regime.Deadlines.All(o => o.Standing.Id != id || !o.Bound.Contains(d.Agency))))
            gaps.Add($"{file}, {row.Standing.Id}, column 'deadline': no deadline '{row.Deadline}' binds {row.Agency}");
    }

    /// <summary>The periods follow each other over the whole regime: no day without a row, none with two.</summary>
    private static void Tiled(Regime regime, IEnumerable<Standing> rows, string says, List<string> gaps)
    {
        DateOnly? free = regime.Standing.From;
        foreach (var row in rows.OrderBy(r => r.From))
        {
            if (free is null || row.From < free) gaps.Add($"{says} is declared twice");
            else if (row.From > free) gaps.Add($"{says} is missing from {free:yyyy-MM-dd} on");
            free = row.Until;
        }

        if (free is { } day && day != regime.Standing.Until) gaps.Add($"{says} is missing from {day:yyyy-MM-dd} on");
    }

    /// <summary>The same cell may stand twice for times that do not overlap.</summary>
    private static void Twice<T>(string file, IEnumerable<T> rows, Func<T, string> cell, Func<T, Standing> standing, List<string> gaps)
    {
        foreach (var group in rows.GroupBy(cell).Where(g => g.Count() > 1))
        {
            var times = group.Select(standing).OrderBy(s => s.From).ToArray();
            if (times.Zip(times.Skip(1)).Any(p => p.First.Until is not { } until || until > p.Second.From))
                gaps.Add($"{file}: {group.Key} is declared twice ({string.Join(", ", times.Select(s => s.Id))})");
        }
    }
}
