namespace Registry.Domain.Law;

/// <summary>How sure a row of the tables is. Printed with every decision that rests on it.</summary>
public enum Certainty
{
    Unspecified = 0,

    /// <summary>Read in the text of the law.</summary>
    Sure = 1,

    /// <summary>Deduced from other rules; a policy switch with a safe default.</summary>
    Inferred = 2,

    /// <summary>Two texts disagree; the local one is followed and the row says so.</summary>
    Conflict = 3,

    /// <summary>A rule of this registry that narrows, and never widens, what the law allows.</summary>
    ProductRule = 4,
}
