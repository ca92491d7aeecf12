using System.Text.Json.Nodes;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Server.Hosting;
using Registry.Tool.Embedded;

namespace Registry.Tool.Law;

/// <summary>Reads tables and says what is off, all at once; or what stands, and what of it is not sure.</summary>
internal static class LawCheck
{
    /// <summary>The tables of this build, or those of a checkout: the folder that holds <c>Law/</c> and <c>Agencies/</c>.</summary>
    /// <exception cref="LawTablesException">With every gap.</exception>
    /// <exception cref="CommandFailedException">A file is missing.</exception>
    public static LawTables Load(string? folder, string province, string? switches)
    {
        try
        {
            var (name, tables) = LawFiles.Tables(province, switches, asked => folder is null ? LawTables.Embedded(asked) : Files(folder, asked));
            return LawTables.Read(tables, name);
        }
        catch (StartRefusedException missing)
        {
            throw new CommandFailedException(string.Join(Environment.NewLine, missing.Problems));
        }
    }

    public static void Print(TextWriter output, LawTables law, Tongue tongue, bool json)
    {
        var rows = law.Regimes.Select(regime => (regime.Code, Rows: Standings(regime).Distinct().ToArray())).ToArray();
        if (json)
        {
            var regimes = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject
            {
                ["regime"] = r.Code,
                ["rows"] = r.Rows.Length,
                ["sure"] = Count(r.Rows, Certainty.Sure),
                ["inferred"] = Count(r.Rows, Certainty.Inferred),
                ["conflict"] = Count(r.Rows, Certainty.Conflict),
                ["product_rule"] = Count(r.Rows, Certainty.ProductRule),
            })]);
            SheetPrinter.Json(output, new JsonObject
            {
                ["law_version"] = law.Version,
                ["province"] = law.Province,
                ["gaps"] = new JsonArray(),
                ["regimes"] = regimes,
                ["communes_listed"] = new JsonObject(Communes(law).Select(one => KeyValuePair.Create($"{one.Day:yyyy-MM-dd}", (JsonNode?)one.Count))),
                ["border_guard_posts_listed"] = Posts(law),
                ["inferred_rows"] = law.Inferred.Length,
                ["inferred_rows_off"] = law.Inferred.Count(row => !row.On),
                ["local_switches"] = new JsonArray([.. law.LocalSwitches.Select(one => (JsonNode)one.Id)]),
            });
            return;
        }

        var counted = string.Join(", ", Communes(law).Select(one => $"{one.Count} ({one.Day:yyyy-MM-dd})"));
        output.WriteLine(tongue.Of("Bảng luật đầy đủ, không thiếu chỗ nào.", "The law tables are complete."));
        output.WriteLine(tongue.Of("Phiên bản", "Version") + $" {law.Version}");
        output.WriteLine(tongue.Of("Tỉnh", "Province") + $" {law.Province}");
        output.WriteLine(tongue.Of(
            $"{law.Inferred.Length} dòng suy luận đều là công tắc: {law.Inferred.Count(row => !row.On)} đang tắt, {law.LocalSwitches.Length} do văn bản của địa phương bật hoặc tắt (registryctl law show inferred)",
            $"{law.Inferred.Length} inferred rows, each a switch: {law.Inferred.Count(row => !row.On)} are off, {law.LocalSwitches.Length} switched by a local document (registryctl law show inferred)"));
        output.WriteLine(tongue.Of(
            $"Đơn vị hành chính cấp xã: {counted}; {Posts(law)} đồn biên phòng: bảng chỉ biết những đơn vị có tên trong đó, đối chiếu với danh mục chính thức trước khi dùng (registryctl law show areas)",
            $"Communes: {counted}; {Posts(law)} border guard posts: the tables know those that they name and no other; compare with the official list before use (registryctl law show areas)"));
        SheetPrinter.Print(output, new Sheet(
            tongue.Of("Số dòng theo mức chắc chắn", "Rows by how sure they are"),
            [("regime", tongue.Of("Chế độ", "Regime")), ("rows", tongue.Of("Số dòng", "Rows")), .. Sureness.Select(c => (c.ToString(), tongue.Of(c).Text))],
            [.. rows.Select(r => (IReadOnlyList<Cell>)[r.Code, $"{r.Rows.Length}", .. Sureness.Select(c => (Cell)$"{Count(r.Rows, c)}")])]));
    }

    public static void PrintGaps(TextWriter output, LawTablesException gaps, Func<string, string, string> tongue, bool json)
    {
        if (json)
        {
            SheetPrinter.Json(output, new JsonObject { ["gaps"] = new JsonArray([.. gaps.Gaps.Select(gap => (JsonNode)gap)]) });
            return;
        }

        output.WriteLine(tongue($"Bảng luật có {gaps.Gaps.Count} chỗ thiếu hoặc sai:", $"The law tables have {gaps.Gaps.Count} gap(s):"));
        foreach (var gap in gaps.Gaps)
            output.WriteLine($"- {gap}");
    }

    private static readonly Certainty[] Sureness = [Certainty.Sure, Certainty.Inferred, Certainty.Conflict, Certainty.ProductRule];

    /// <summary>How many communes stand from each day on which one began: a list that is a sample is short, and a lawyer sees by how much.</summary>
    private static IEnumerable<(DateOnly Day, int Count)> Communes(LawTables law)
    {
        var areas = law.Agencies.Areas.All.Where(a => a.Level == AreaLevel.Commune).ToArray();
        return areas.Select(a => a.From).Distinct().Order().Select(day => (day, areas.Count(a => a.StandsOn(day))));
    }

    private static int Posts(LawTables law) => law.Agencies.All.Where(a => a.Kind == AgencyKind.BorderGuardPost).Select(a => a.Code).Distinct().Count();

    private static int Count(Standing[] rows, Certainty certainty) => rows.Count(row => row.Certainty == certainty);

    private static IEnumerable<Standing> Standings(Regime regime) =>
    [
        .. regime.Measures.Select(r => r.Standing), .. regime.Authorities.Select(r => r.Standing), .. regime.Hides.Select(r => r.Standing),
        .. regime.NeedToKnow.Select(r => r.Standing), .. regime.Deadlines.Select(r => r.Standing), .. regime.Supports.Select(r => r.Standing),
    ];

    private static Dictionary<string, string> Files(string folder, string province)
    {
        var law = Path.Combine(folder, "Law");
        var agencies = Path.Combine(folder, "Agencies", province);
        if (!Directory.Exists(law) || !Directory.Exists(agencies))
            throw new CommandFailedException($"--tables: a folder with Law and Agencies{Path.DirectorySeparatorChar}{province} is expected");
        return Directory.EnumerateFiles(law, "*.md", SearchOption.AllDirectories).Select(file => (Name: Path.GetRelativePath(law, file), File: file))
            .Concat((province.Length > 0 ? Directory.EnumerateFiles(agencies, "*.md") : []).Select(file => (Name: Path.GetRelativePath(folder, file), File: file)))
            .ToDictionary(one => Path.ChangeExtension(one.Name, null).Replace(Path.DirectorySeparatorChar, '/'), one => File.ReadAllText(one.File), StringComparer.Ordinal);
    }
}
