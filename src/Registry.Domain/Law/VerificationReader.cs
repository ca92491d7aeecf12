using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Law;

/// <summary>Reads and checks the two tables of a regime about verification and certificates.</summary>
internal static class VerificationReader
{
    private static readonly Route[] Routes = [.. Enum.GetValues<Route>().Where(r => r != Route.Unspecified)];

    public static readonly string[] StepColumns = ["step", "agencies", "routes", "relations", "switch", "next step"];

    public static readonly string[] CertificateColumns = ["kind", "issuers", "relations", "condition", "switch", "vi", "en"];

    public static IEnumerable<VerificationRow> Steps(LawRow row)
    {
        var (standing, step) = (row.Standing(), row.One<VerificationStep>("step"));
        Route[] routes = row.Text("routes") == "Any" ? Routes : row.Many<Route>("routes");
        ImmutableArray<RelationKind> relations = [.. row.Many<RelationKind>("relations")];
        var (switchedOn, next) = (row.OnOff("switch"), row.Optional("next step"));
        return
            from kind in row.Many<AgencyKind>("agencies")
            from route in routes
            select new VerificationRow(standing, step, kind, route, relations, switchedOn, next);
    }

    public static IEnumerable<CertificateRow> Certificates(LawRow row)
    {
        var (standing, kind, condition) = (row.Standing(), row.One<CertificateKind>("kind"), row.One<CertificateCondition>("condition"));
        ImmutableArray<RelationKind> relations = [.. row.Many<RelationKind>("relations")];
        var (on, vi, en) = (row.OnOff("switch"), row.Text("vi"), row.Text("en"));
        return row.Many<AgencyKind>("issuers").Select(issuer => new CertificateRow(standing, kind, issuer, relations, condition, on, vi, en));
    }

    /// <summary>Every route has somebody who registers, every step somebody who takes it; only an inferred cell may be off; no paper without a condition.</summary>
    public static void Check(Regime regime, string folder, List<string> gaps)
    {
        foreach (var route in Routes)
            foreach (var step in Enum.GetValues<VerificationStep>().Where(s => s != VerificationStep.Unspecified && (route is Route.SelfReport or Route.SelfReturnAbroad || s is not (VerificationStep.TakeReport or VerificationStep.BeTold))))
                if (!regime.VerificationSteps.Any(r => r.Route == route && r.Step == step && r.SwitchedOn))
                    gaps.Add($"{folder}/verification.md: nobody takes the step {step} for {route}");
        // Who writes down a person that came by herself passes her on, or is the office that she is passed to.
        var passing = regime.Deadlines.Where(d => d.Matter is DeadlineMatter.PassOnReport or DeadlineMatter.FirstCheck).ToArray();
        foreach (var row in regime.VerificationSteps.Where(r => r is { Step: VerificationStep.Register, Route: Route.SelfReport or Route.SelfReturnAbroad }))
            foreach (var day in passing.Select(d => d.Standing.Until).OfType<DateOnly>().Append(row.Standing.From).Where(row.Standing.ValidOn).Distinct())
                if (!passing.Any(d => d.Bound.Contains(row.Kind) && d.Standing.ValidOn(day)))
                    gaps.Add($"{folder}/deadlines.md: on {day:yyyy-MM-dd} no row of PassOnReport or FirstCheck binds {row.Kind}, which may take the step Register for {row.Route} ({row.Standing.Id})");
        foreach (var row in passing.Where(d => d.Matter == DeadlineMatter.PassOnReport))
            foreach (var kind in row.Bound.Where(kind => kind != AgencyKind.CommuneCommittee
                && !regime.Transfers.Any(t => t is { Receiver: AgencyKind.CommuneCommittee, WithoutReferral: true } && t.Sender == kind && t.Standing.ValidOn(row.Standing.From))))
                gaps.Add($"{folder}/transfers.md: {kind} passes a report on ({row.Standing.Id}) and has no row that lets it bring the person to a CommuneCommittee");
        foreach (var row in regime.VerificationSteps.Where(r => r.Relations.IsEmpty && r.Step is not (VerificationStep.Register or VerificationStep.TakeReport or VerificationStep.BeTold)))
            gaps.Add($"{folder}/verification.md, {row.Standing.Id}, column 'relations': {row.Step} asks for one");
        foreach (var row in regime.Certificates.Where(r => r.Relations.IsEmpty || r.Condition == CertificateCondition.Unspecified))
            gaps.Add($"{folder}/certificates.md, {row.Standing.Id}: a paper asks for a relation and a condition");
        foreach (var (file, row) in regime.VerificationSteps.Where(r => !r.SwitchedOn).Select(r => ("verification", r.Standing))
                     .Concat(regime.Certificates.Where(r => !r.SwitchedOn).Select(r => ("certificates", r.Standing))).Distinct())
            if (row.Certainty != Certainty.Inferred) gaps.Add($"{folder}/{file}.md, {row.Id}, column 'switch': only an inferred cell may be off");
    }
}
