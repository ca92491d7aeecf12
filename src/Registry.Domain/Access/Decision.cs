using System.Collections.Immutable;

namespace Registry.Domain.Access;

/// <summary>The outcome of the one rule. A value: two decisions with the same content are equal.</summary>
/// <param name="Permitted">Permitted class to the id of the table row that permits it.</param>
/// <param name="Refused">Refused class to the id of the rule that refuses it; <c>N2K-NONE</c> for everything that depends on facts.</param>
/// <param name="Operations">Measures whose places and guards (ProtectionOperation) are permitted, by the event that decided them; empty otherwise.</param>
/// <param name="LawVersion">Version of the tables decided by.</param>
/// <param name="NeedsAll">An act: granted only when nothing is refused.</param>
public sealed record Decision(
    ImmutableSortedDictionary<FieldClass, string> Permitted,
    ImmutableSortedDictionary<FieldClass, string> Refused,
    ImmutableSortedSet<Guid> Operations,
    string LawVersion,
    bool NeedsAll)
{
    /// <summary>An act is granted when all asked classes are permitted, a read when any is.</summary>
    public bool Granted => Permitted.Count > 0 && (!NeedsAll || Refused.Count == 0);

    public bool Permits(FieldClass fieldClass) => Permitted.ContainsKey(fieldClass);

    public bool Equals(Decision? other) =>
        other is not null
        && NeedsAll == other.NeedsAll
        && LawVersion == other.LawVersion
        && Permitted.SequenceEqual(other.Permitted)
        && Refused.SequenceEqual(other.Refused)
        && Operations.SequenceEqual(other.Operations);

    public override int GetHashCode() => HashCode.Combine(Permitted.Count, Refused.Count, Operations.Count, LawVersion, NeedsAll);
}
