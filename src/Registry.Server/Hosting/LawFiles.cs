using System.Text;
using Registry.Domain.Law;

namespace Registry.Server.Hosting;

/// <summary>
/// Puts the law of a process together: the tables of this build, the agencies of one province, and the sheet that a reviewed local document backs.
/// Who may write these two files decides who may act and see; so the hash of everything is the law version of every line, and the start line's.
/// </summary>
internal static class LawFiles
{
    /// <summary>What a province's folder holds, as <c>Registry.Domain/Agencies/Hue</c> does.</summary>
    public static readonly IReadOnlyList<string> ProvinceTables = ["agencies", "areas", "communes", "area-succession", "succession"];

    /// <summary>Far above any table that people read.</summary>
    private const int LargestFile = 4 * 1024 * 1024;

    /// <param name="province">A province of this build, or the path of a folder with the five tables; its name is the province's.</param>
    /// <param name="switches">File of the sheet; null where the tables stand as shipped.</param>
    /// <exception cref="StartRefusedException">With everything that is missing or wrong, every gap of the tables among it.</exception>
    public static LawTables Load(string province, string? switches)
    {
        try
        {
            var (name, tables) = Tables(province, switches, LawTables.Embedded);
            return LawTables.Read(tables, name);
        }
        catch (LawTablesException gaps)
        {
            throw new StartRefusedException([.. gaps.Gaps]);
        }
    }

    /// <summary>The tables before they are read, and the province's name.</summary>
    /// <param name="province">As in <see cref="Load"/>.</param>
    /// <param name="switches">As in <see cref="Load"/>.</param>
    /// <param name="build">The law's tables and those of the province of that name; an empty name asks for no province.</param>
    /// <exception cref="StartRefusedException">A file is missing, too large or no text.</exception>
    public static (string Name, IReadOnlyDictionary<string, string> Tables) Tables(
        string province, string? switches, Func<string, IReadOnlyDictionary<string, string>> build)
    {
        var problems = new List<string>();
        var folder = province.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar) ? Path.GetFullPath(province) : null;
        var name = folder is null ? province : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        if (name.Length is 0 or > 60 || !name.All(char.IsAsciiLetterOrDigit))
            throw new StartRefusedException(["Province must be a province of this build, or the path of a folder whose name is letters and digits"]);

        var tables = new Dictionary<string, string>(build(folder is null ? name : ""), StringComparer.Ordinal);
        foreach (var table in ProvinceTables)
        {
            var key = $"Agencies/{name}/{table}";
            if (folder is not null) Read(Path.Combine(folder, table + ".md"), "Province", key);
            else if (!tables.ContainsKey(key)) problems.Add($"Province: this build has no {table}.md of '{name}'; name another province, or the path of a folder that holds {string.Join(", ", ProvinceTables.Select(t => t + ".md"))}");
        }

        if (switches is not null) Read(switches, "LawSwitches", LawTables.SwitchSheet);
        return problems.Count > 0 ? throw new StartRefusedException(problems) : (name, tables);

        void Read(string file, string option, string key)
        {
            try
            {
                if (new FileInfo(file) is { Exists: true, Length: > LargestFile })
                    problems.Add($"{option}: {Path.GetFileName(file)} is larger than {LargestFile} bytes");
                else
                    tables[key] = File.ReadAllText(file, new UTF8Encoding(false, throwOnInvalidBytes: true));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or DecoderFallbackException)
            {
                problems.Add($"{option}: {Path.GetFileName(file)} is missing or cannot be read as UTF-8");
            }
        }
    }
}
