using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;

namespace Registry.Domain.Tests.Cases;

/// <summary>
/// A province in which every kind of agency stands on every day, once where the case is and once elsewhere: what the law says of kinds that no
/// shipped province has, or has no more, is lived here. Its tables are built like those of the real one.
/// </summary>
internal static class InventedProvince
{
    private const string Name = "Invented";
    private const string Since = "2015-06-20";
    private const string Merger = "2025-07-01";
    private const string Source = "QD22/2015-D1.1 | sure";

    /// <summary>A commune that was merged into the one of the case.</summary>
    private const string Merged = $"COMMUNE-MERGED | - | DISTRICT-HERE | Xã cũ | Old commune | {Here} | {Source} | {Since} | {Merger}";

    private static readonly string[] Sides = ["HERE", "ELSEWHERE"];

    private static readonly AgencyKind[] OfCommunes = [AgencyKind.CommuneCommittee, AgencyKind.CommunePolice];

    /// <summary>Commune where the case is, and one in which nobody of the first side serves.</summary>
    public const string Here = "COMMUNE-HERE", Elsewhere = "COMMUNE-ELSEWHERE";

    public static AgencyKind[] Kinds { get; } = [.. Enum.GetValues<AgencyKind>().Where(k => k != AgencyKind.Unspecified)];

    /// <summary>The shipped law over this province, with rows of inferred tables turned on or off as a local sheet would.</summary>
    public static LawTables Law(params IReadOnlyCollection<(InferredRow Row, bool On)> switched)
    {
        var tables = new Dictionary<string, string>(LawTables.Embedded(Name))
        {
            [$"Agencies/{Name}/agencies"] = Table(["kind", "under", "area", "vi", "en"], [.. Sides.SelectMany(side => Kinds.Except(OfCommunes).SelectMany(kind => Agency(kind, side)))]),
            [$"Agencies/{Name}/areas"] = Table(["code", "level", "under", "vi", "en"], [.. Sides.SelectMany(Areas)]),
            [$"Agencies/{Name}/communes"] = Table(["code", "under", "vi", "en", "became"], [.. Sides.SelectMany(Commune), Merged]),
            [$"Agencies/{Name}/area-succession"] = Table(["old", "new"], []),
            [$"Agencies/{Name}/succession"] = Table(["predecessor", "successor", "relations", "vi", "en"], []),
        };
        if (switched.Count > 0) tables[LawTables.SwitchSheet] = LocalSheet.Text(switched);
        return LawTables.Read(tables, Name);
    }

    /// <summary>The agency of the kind that serves the commune of the case.</summary>
    public static Actor Of(AgencyKind kind) => new(new(CodeOf(kind, Sides[0])), kind);

    /// <summary>Its sister on the other side.</summary>
    public static Actor Other(AgencyKind kind) => new(new(CodeOf(kind, Sides[1])), kind);

    private static string CodeOf(AgencyKind kind, string side) => kind switch
    {
        AgencyKind.CommuneCommittee => $"UBND-COMMUNE-{side}",
        AgencyKind.CommunePolice => $"CAX-COMMUNE-{side}",
        _ => $"{kind}-{side}".ToUpperInvariant(),
    };

    private static IEnumerable<string> Agency(AgencyKind kind, string side)
    {
        string Row(string area, string from, string to) => $"{CodeOf(kind, side)} | {kind} | - | {area}-{side} | {kind} | {kind} | {Source} | {from} | {to}";
        return kind switch
        {
            // Units of a district serve its ground as long as there are districts.
            AgencyKind.DistrictPolice or AgencyKind.DistrictCommittee or AgencyKind.DistrictLabourOffice => [Row("DISTRICT", Since, Merger), Row("COMMUNE", Merger, "-")],
            _ => [Row("PROVINCE", Since, "-")],
        };
    }

    private static IEnumerable<string> Areas(string side)
    {
        string Row(AreaLevel level, string under, string from, string to) =>
            $"{$"{level}-{side}".ToUpperInvariant()} | - | {level} | {(under == "-" ? under : $"{under}-{side}")} | {level} | {level} | {Source} | {from} | {to}";
        return [Row(AreaLevel.Province, "-", Since, "-"), Row(AreaLevel.District, "PROVINCE", Since, Merger)];
    }

    private static IEnumerable<string> Commune(string side)
    {
        string Row(string under, string from, string to) => $"COMMUNE-{side} | - | {under}-{side} | Xã | Commune | - | {Source} | {from} | {to}";
        return [Row("DISTRICT", Since, Merger), Row("PROVINCE", Merger, "-")];
    }

    private static string Table(string[] columns, IEnumerable<string> rows)
    {
        string[] all = ["id", .. columns, "source", "certainty", "from", "to"];
        var text = new StringBuilder($"| {string.Join(" | ", all)} |\n|{string.Concat(all.Select(_ => "---|"))}\n");
        foreach (var row in rows) text.Append($"| {row} |\n");
        return text.ToString();
    }
}
