using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>Reads the eight tables of one regime from the folder of its name.</summary>
internal static class RegimeReader
{
    private static readonly string[] Standing = ["source", "certainty", "from", "to"];

    /// <summary><c>REGIME_2011</c> is read from <c>Regime2011/</c>.</summary>
    public static string FolderOf(string code) => "Regime" + code[(code.IndexOf('_', StringComparison.Ordinal) + 1)..];

    public static Regime Read(LawSource source, LawRow regime)
    {
        var standing = regime.Standing();
        var folder = FolderOf(standing.Id);
        List<LawRow> Rows(string name, params string[] columns) => source.Rows($"{folder}/{name}", ["id", .. columns, .. Standing]);
        return new Regime(
            standing,
            regime.Text("vi"),
            regime.Text("en"),
            [.. Rows("measures", "clause", "code", "succeeds", "switch", "vi", "en").Select(Measure)],
            [.. Rows("authorities", "measures", "agencies", "power", "condition", "switch", "next step").SelectMany(Authority)],
            [.. Rows("hides", "clauses", "classes", "visible to").SelectMany(Hide)],
            [.. Rows("need-to-know", "agency", "purpose", "relation", "classes", "limit").SelectMany(Need)],
            [.. Rows("deadlines", "matter", "bound", "counted from", "amount", "unit", "extends", "vi", "en").Select(Deadline)],
            [.. Rows("support", "kind", "for", "limit", "unit", "times", "extended by", "vi", "en").Select(Support)])
        {
            VerificationSteps = [.. Rows("verification", VerificationReader.StepColumns).SelectMany(VerificationReader.Steps)],
            Certificates = [.. Rows("certificates", VerificationReader.CertificateColumns).SelectMany(VerificationReader.Certificates)],
            SupportDuties = [.. Rows("support-duties", "kinds", "steps", "agencies", "deadline").SelectMany(SupportDuty)],
            Transfers = [.. Rows("transfers", "sender", "receiver", "condition", "without referral").SelectMany(Transfer)],
        };
    }

    private static IEnumerable<NeedToKnowRow> Need(LawRow row)
    {
        AgencyKind?[] kinds = row.Text("agency") == "Any" ? [null] : [.. row.Many<AgencyKind>("agency").Select(k => (AgencyKind?)k)];
        var standing = row.Standing();
        var purpose = row.One<Purpose>("purpose");
        var limit = row.OneOrNone<RowLimit>("limit");
        return
            from kind in kinds
            from relation in row.Many<RelationKind>("relation")
            from fieldClass in row.Many<FieldClass>("classes")
            select new NeedToKnowRow(standing, kind, purpose, relation, fieldClass, limit);
    }

    private static MeasureRow Measure(LawRow row) => new(
        row.Standing(),
        row.Clauses("clause").FirstOrDefault(),
        row.Text("code"),
        row.Clauses("succeeds") is [var clause, ..] ? clause : null,
        row.OnOff("switch"),
        row.Text("vi"),
        row.Text("en"));

    private static IEnumerable<AuthorityCell> Authority(LawRow row)
    {
        var standing = row.Standing();
        var power = row.Many<AuthorityPower>("power").Aggregate(AuthorityPower.None, (all, one) => all | one);
        var condition = row.OneOrNone<AuthorityCondition>("condition");
        var switchedOn = row.OnOff("switch");
        var next = row.Optional("next step");
        return
            from clause in row.Clauses("measures")
            from kind in row.Many<AgencyKind>("agencies")
            select new AuthorityCell(standing, clause, kind, power, condition, switchedOn, next);
    }

    private static IEnumerable<HideRow> Hide(LawRow row)
    {
        var standing = row.Standing();
        ImmutableArray<Exemption> visible = [.. row.List("visible to").Select(word => Exempt(row, word))];
        return
            from clause in row.Clauses("clauses")
            from fieldClass in row.Many<FieldClass>("classes")
            select new HideRow(standing, clause, fieldClass, visible);
    }

    /// <summary><c>Decider:same</c>, <c>Carer</c>: relation, and how it must be tied to the measure.</summary>
    private static Exemption Exempt(LawRow row, string word)
    {
        var parts = word.Split(':');
        var scope = parts.Length > 1 ? row.Word<ExemptionScope>("visible to", parts[1]) : ExemptionScope.Any;
        return new Exemption(row.Word<RelationKind>("visible to", parts[0]), scope);
    }

    private static DeadlineRow Deadline(LawRow row)
    {
        var (amount, unit) = (row.OptionalNumber("amount"), row.One<PeriodUnit>("unit"));
        if (amount is null != (unit == PeriodUnit.AtOnce)) row.Gap("amount", "must be a number, and a dash for AtOnce");
        return new DeadlineRow(
            row.Standing(),
            row.One<DeadlineMatter>("matter"),
            [.. row.Many<AgencyKind>("bound")],
            row.One<CountedFrom>("counted from"),
            amount,
            unit,
            row.Optional("extends"),
            row.Text("vi"),
            row.Text("en"));
    }

    private static IEnumerable<SupportDutyRow> SupportDuty(LawRow row)
    {
        var (standing, deadline) = (row.Standing(), row.Optional("deadline"));
        return
            from kind in row.Many<SupportKind>("kinds")
            from step in row.Many<SupportStep>("steps")
            from agency in row.Many<AgencyKind>("agencies")
            select new SupportDutyRow(standing, kind, step, agency, deadline);
    }

    private static IEnumerable<TransferRow> Transfer(LawRow row)
    {
        var (standing, condition, without) = (row.Standing(), row.OneOrNone<TransferNeed>("condition"), row.OnOff("without referral"));
        return
            from sender in row.Many<AgencyKind>("sender")
            from receiver in row.Many<AgencyKind>("receiver")
            select new TransferRow(standing, sender, receiver, condition, without);
    }

    private static SupportRow Support(LawRow row)
    {
        var (limit, unit) = (row.OptionalNumber("limit"), row.OneOrNone<PeriodUnit>("unit"));
        if (limit is null != (unit == PeriodUnit.None)) row.Gap("unit", "must be given with a limit, and only then");
        return new SupportRow(
            row.Standing(),
            row.One<SupportKind>("kind"),
            [.. row.Many<SupportRecipient>("for")],
            limit,
            unit,
            row.OneOrNone<SupportTimes>("times"),
            [.. row.Many<AgencyKind>("extended by")],
            row.Text("vi"),
            row.Text("en"));
    }
}
