using Registry.Domain.Agencies;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Law;

/// <summary>What the tables say of the way to a finding.</summary>
public sealed partial class LawTables
{
    /// <summary>The row that lets the kind take the step for a person of the route on the day, or null.</summary>
    public VerificationRow? Step(VerificationStep step, AgencyKind kind, Route route, DateOnly on) => RegimeOn(on)?
        .VerificationSteps.FirstOrDefault(r => r.Step == step && r.Kind == kind && r.Route == route && r.SwitchedOn && r.Standing.ValidOn(on));

    /// <summary>The row that lets the kind issue the paper on the day, or take one to the file that the person brought along; or null.</summary>
    public CertificateRow? Certificate(CertificateKind kind, AgencyKind issuer, DateOnly on, bool broughtAlong = false) => RegimeOn(on)?
        .Certificates.FirstOrDefault(r => r.Kind == kind && r.Issuer == issuer && (r.Condition == CertificateCondition.BroughtAlong) == broughtAlong
            && r.SwitchedOn && r.Standing.ValidOn(on));

    /// <summary>The row with the id among the steps and papers of every regime, or null.</summary>
    public Standing? VerificationRule(string id) => Regimes
        .SelectMany(r => r.VerificationSteps.Select(v => v.Standing).Concat(r.Certificates.Select(c => c.Standing))).FirstOrDefault(s => s.Id == id);

    /// <summary>True when a version of the list has the value's code, UPPER_SNAKE, on the day.</summary>
    /// <param name="list">E.g. <c>evidence-sources</c>.</param>
    /// <param name="value">A value of the domain's enum.</param>
    /// <param name="on">Law date.</param>
    public bool Lists<T>(string list, T value, DateOnly on)
        where T : struct, Enum
    {
        var code = System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
        return Codes.Any(c => c.Name == list && c.Rows.Any(r => r.Standing.Id == code && r.Standing.ValidOn(on)));
    }
}
