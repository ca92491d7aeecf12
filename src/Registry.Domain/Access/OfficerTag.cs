using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Registry.Domain.Access;

/// <summary>
/// One human being, as facts tell officers apart: by a keyed tag of the name alone. As in the directory one name is one person, whoever issued the token, for
/// whichever agency and however it is spelt: else one human being under two issuers would be the two officers that a rule asks for.
/// </summary>
/// <remarks>Two persons of one name, at two agencies, are taken for one: a rule that asks for two then refuses, and another officer has to act.</remarks>
/// <param name="stored">What facts of today keep.</param>
/// <param name="earlier">What facts may have kept of the same name before, made when it is asked for; null for nothing.</param>
public sealed class OfficerTag(string stored, Func<IEnumerable<string>>? earlier = null)
{
    private readonly Lazy<FrozenSet<string>> earlier = new(() => earlier?.Invoke().ToFrozenSet(StringComparer.Ordinal) ?? []);

    /// <summary>What events keep.</summary>
    public string Stored { get; } = stored;

    /// <summary>True when the tag that a fact keeps may be of this human being.</summary>
    public bool Is(string fact) => string.Equals(Stored, fact, StringComparison.Ordinal) || earlier.Value.Contains(fact);

    /// <summary>A tag of which nothing earlier is known.</summary>
    [return: NotNullIfNotNull(nameof(stored))]
    public static implicit operator OfficerTag?(string? stored) => stored is null ? null : new OfficerTag(stored);
}
