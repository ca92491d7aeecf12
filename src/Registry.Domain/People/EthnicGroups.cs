using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>
/// Ethnic groups by name. A record keeps the name as the person says it and the version of the list; a name that no list has is kept all the
/// same. Other names of a group are rows of <c>ethnic-names</c>, whose ids begin with the group's code.
/// </summary>
public static class EthnicGroups
{
    private const string Groups = "ethnic-groups";
    private const string OtherNames = "ethnic-names";

    /// <summary>Version of the list that is in force, e.g. <c>QD421-1979</c>.</summary>
    public static string CurrentList(LawTables law) => law.Codes.Last(c => c.Name == Groups).Version;

    /// <summary>True when there is such a version of the list.</summary>
    public static bool KnowsList(LawTables law, string version) => law.Codes.Any(c => c.Name == Groups && c.Version == version);

    /// <summary>Code of the group with the name, its own or another; null for a name that is not listed.</summary>
    public static string? Find(LawTables law, string name) =>
        ByName(law, name, VietnameseText.Fold) ?? ByName(law, name, VietnameseText.FoldBare);

    private static string? ByName(LawTables law, string name, Func<string, string> fold)
    {
        var wanted = fold(name);
        return law.Codes.Where(c => c.Name is Groups or OtherNames).SelectMany(c => c.Rows)
            .FirstOrDefault(r => fold(r.Vi) == wanted)?.Standing.Id[..2];
    }
}
