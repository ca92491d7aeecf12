namespace Registry.AccessLog;

/// <summary>The state of a tree in two values.</summary>
/// <param name="Size">Number of leaves, 0 or more.</param>
/// <param name="Root">RFC 6962 tree hash of exactly those leaves.</param>
public readonly record struct TreeHead(long Size, TreeHash Root)
{
    /// <summary>The tree without leaves.</summary>
    public static TreeHead Empty => new(0, Merkle.EmptyRoot);
}
