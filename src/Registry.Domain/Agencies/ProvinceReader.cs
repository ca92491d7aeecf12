using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>Reads the tables of one province from <c>Agencies/NAME/</c>. Another province is another folder.</summary>
internal static class ProvinceReader
{
    private static readonly string[] Standing = ["source", "certainty", "from", "to"];

    public static Province Read(LawSource source, string name)
    {
        var rows = ImmutableArray.CreateBuilder<(string, Standing)>();
        ImmutableArray<T> Table<T>(string table, string[] columns, Func<LawRow, Standing, T> read, bool mayBeEmpty = false)
        {
            var result = ImmutableArray.CreateBuilder<T>();
            string[] all = ["id", .. columns, .. Standing];
            foreach (var row in mayBeEmpty ? source.RowsIfAny($"Agencies/{name}/{table}", all) : source.Rows($"Agencies/{name}/{table}", all))
            {
                var standing = row.Standing();
                // A code has a row for each of its names: the day makes the row's id unique.
                rows.Add(($"Agencies/{name}/{table}.md", standing with { Id = $"{standing.Id} {standing.From:yyyy-MM-dd}" }));
                result.Add(read(row, standing));
            }

            return result.ToImmutable();
        }

        var agencies = Table("agencies", ["kind", "under", "area", "vi", "en"], (row, s) => new Agency(
            new AgencyCode(s.Id), row.One<AgencyKind>("kind"), Code(row.Optional("under")), row.Text("area"), row.Text("vi"), row.Text("en"), s.From, s.Until));
        var areas = Table("areas", ["code", "level", "under", "vi", "en"], (row, s) => new Area(
            s.Id, row.Optional("code"), row.One<AreaLevel>("level"), row.Optional("under"), row.Text("vi"), row.Text("en"), s.From, s.Until));

        var communes = Table("communes", ["code", "under", "vi", "en", "became"], (row, s) => new Commune(
            new Area(s.Id, row.Optional("code"), AreaLevel.Commune, row.Optional("under"), row.Text("vi"), row.Text("en"), s.From, s.Until), [.. row.List("became")]));

        // Where nobody merged yet, nothing stands here; an agency that ends without its row is a gap of its own (ProvinceChecks).
        var became = Table("area-succession", ["old", "new"], (row, s) => new AreaSuccession(row.Text("old"), row.Text("new"), s.From), mayBeEmpty: true);
        var successions = Table("succession", ["predecessor", "successor", "relations", "vi", "en"], (row, s) => new Succession(
            new AgencyCode(row.Text("predecessor")), Code(row.Optional("successor")),
            row.Text("relations") == "all" ? null : [.. row.Many<RelationKind>("relations")], s.From), mayBeEmpty: true);
        return new Province(name, communes, new ListedUnits(agencies, areas, became, successions), rows.ToImmutable());
    }

    private static AgencyCode? Code(string? text) => text is null ? null : new AgencyCode(text);
}
