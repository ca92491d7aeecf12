using Registry.Sealing;

namespace Registry.Keys.Vault;

/// <summary>What the comparison of the vault's log with the book of releases found.</summary>
/// <param name="Matched">Openings that stand in both.</param>
/// <param name="InVaultAlone">The gravest: somebody else opened an epoch key, and with it can open everything.</param>
/// <param name="InBookAlone">The vault's log lacks something that happened.</param>
internal sealed record VaultVerdict(int Matched, IReadOnlyList<VaultUse> InVaultAlone, IReadOnlyList<BookEntry> InBookAlone);

/// <summary>Ties each opening that the vault logged to one entry of the book: same epoch, clocks at most five minutes apart, nearest first in time.</summary>
internal static class VaultBooks
{
    /// <summary>How far the two clocks may be apart.</summary>
    internal static readonly TimeSpan Apart = TimeSpan.FromMinutes(5);

    public static VaultVerdict Compare(VaultLog vault, IEnumerable<BookEntry> book)
    {
        var unwraps = book.Where(entry => entry.Kind == BookKind.EpochUnwrapped).OrderBy(entry => entry.At).ToList();
        var (matched, inVaultAlone) = (0, new List<VaultUse>());
        foreach (var use in vault.Uses)
        {
            // Both are in order of time, so the earliest that is near enough leaves the later ones to later uses.
            var found = unwraps.FindIndex(entry => entry.Epoch == use.Epoch && (entry.At - use.At).Duration() <= Apart);
            if (found < 0)
            {
                inVaultAlone.Add(use);
                continue;
            }

            unwraps.RemoveAt(found);
            matched++;
        }

        // The file speaks of its own time alone; near its ends an entry may stand in the next file.
        var inBookAlone = unwraps.Where(entry => entry.At >= vault.From + Apart && entry.At <= vault.Until - Apart).ToList();
        return new VaultVerdict(matched, inVaultAlone, inBookAlone);
    }
}
