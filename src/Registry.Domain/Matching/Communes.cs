using Registry.Domain.People;

namespace Registry.Domain.Matching;

/// <summary>A commune by its name alone: people write down or leave out what kind of unit it is, and kinds change with the maps.</summary>
public static class Communes
{
    private static readonly string[] Kinds = ["thi tran ", "thi xa ", "phuong ", "xa ", "dac khu "];

    /// <summary>The name, folded, without marks and kind; empty when there is none.</summary>
    public static string Of(string commune)
    {
        var folded = VietnameseText.FoldBare(commune);
        return Kinds.FirstOrDefault(kind => folded.StartsWith(kind, StringComparison.Ordinal)) is { } kind ? folded[kind.Length..] : folded;
    }
}
