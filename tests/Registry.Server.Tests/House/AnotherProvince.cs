using System.Text;
using Registry.Testing.Cases;
using Registry.Testing.Running;

namespace Registry.Server.Tests.House;

/// <summary>
/// A registry of a province that nobody built in: five files in a folder, on the coast, with two districts, a Coast Guard and a Mission and without
/// a border post. Every place and agency is invented.
/// </summary>
public sealed class AnotherProvince : IRuns, IAsyncLifetime
{
    private const string Since = "QD22/2015-D1.1 | sure | 2015-06-20 | -";

    private readonly string folder = Directory.CreateTempSubdirectory("registry-test-").FullName;

    public RunningRegistry Registry { get; private set; } = null!;

    /// <summary>Path of the folder; its name is the province's.</summary>
    public string Province => Path.Combine(folder, "BienBac");

    internal static Offices Offices { get; } = new(Of("UBND-BAICAT"), Of("PLD-CATVANG"), Of("CA-CATVANG"));

    internal static Officer OtherPolice { get; } = Of("CA-DAOXA");

    internal static Officer CoastGuard { get; } = Of("CSB-BIENBAC");

    internal static Officer Mission { get; } = Of("CQDD-BIENBAC");

    public async ValueTask InitializeAsync()
    {
        Write(Province);
        Registry = await RunningRegistry.Start(province: Province);
    }

    public async ValueTask DisposeAsync()
    {
        await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Writes the five files of the province.</summary>
    internal static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        Table(folder, "areas", "code | level | under | vi | en",
            "BIENBAC | - | Province | - | Tỉnh Biển Bạc | Bien Bac province",
            "CATVANG | - | District | BIENBAC | Huyện Cát Vàng | Cat Vang district",
            "DAOXA | - | District | BIENBAC | Huyện Đảo Xa | Dao Xa district");
        Table(folder, "communes", "code | under | vi | en | became", "BAICAT | - | CATVANG | Xã Bãi Cát | Bai Cat commune | -");
        Table(folder, "agencies", "kind | under | area | vi | en",
            "UBND-BIENBAC | ProvincialCommittee | - | BIENBAC | Ủy ban nhân dân tỉnh Biển Bạc | People's Committee of Bien Bac",
            "CA-BIENBAC | ProvincialPolice | - | BIENBAC | Công an tỉnh Biển Bạc | Bien Bac provincial police",
            "CSDT-BIENBAC | InvestigationPolice | CA-BIENBAC | BIENBAC | Cơ quan Cảnh sát điều tra Công an tỉnh Biển Bạc | Investigation police of Bien Bac",
            "CA-CATVANG | DistrictPolice | CA-BIENBAC | CATVANG | Công an huyện Cát Vàng | Cat Vang district police",
            "CA-DAOXA | DistrictPolice | CA-BIENBAC | DAOXA | Công an huyện Đảo Xa | Dao Xa district police",
            "PLD-CATVANG | DistrictLabourOffice | - | CATVANG | Phòng Lao động - Thương binh và Xã hội huyện Cát Vàng | Cat Vang labour office",
            "SLD-BIENBAC | LabourDepartment | - | BIENBAC | Sở Lao động - Thương binh và Xã hội tỉnh Biển Bạc | Bien Bac labour department",
            "CSB-BIENBAC | CoastGuard | - | BIENBAC | Cảnh sát biển tại tỉnh Biển Bạc | Coast Guard in Bien Bac",
            "CQDD-BIENBAC | Mission | - | BIENBAC | Cơ quan đại diện Việt Nam ở nước ngoài | Mission of Viet Nam abroad",
            "TTR-BIENBAC | Inspectorate | - | BIENBAC | Thanh tra tỉnh Biển Bạc | Inspectorate of Bien Bac",
            "TTR2-BIENBAC | Inspectorate | - | BIENBAC | Thanh tra cấp trên | The higher inspectorate",
            "QTDK-BIENBAC | RegistryAdministration | - | BIENBAC | Quản trị hệ thống đăng ký tỉnh Biển Bạc | Administration of the registry of Bien Bac");
        Table(folder, "area-succession", "old | new");
        Table(folder, "succession", "predecessor | successor | relations | vi | en");
    }

    private static Officer Of(string agency) => new(agency, $"{agency}/1", Officers.EveryScope);

    private static void Table(string folder, string name, string columns, params string[] rows)
    {
        var header = $"| id | {columns} | source | certainty | from | to |";
        var text = new StringBuilder(header).Append('\n').Append(string.Concat(Enumerable.Repeat("|---", header.Count(c => c == '|') - 1))).Append("|\n");
        foreach (var row in rows) text.Append($"| {row} | {Since} |\n");
        File.WriteAllText(Path.Combine(folder, name + ".md"), text.ToString());
    }
}

[CollectionDefinition(nameof(AnotherProvince))]
public sealed class AnotherProvinceCollection : ICollectionFixture<AnotherProvince>;
