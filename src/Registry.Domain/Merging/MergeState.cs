using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Merging;

/// <summary>Which other records are of the same human being. A record that is kept has some; a record that is not has one.</summary>
public sealed record MergeState(ImmutableArray<MergeLink> Links)
{
    /// <summary>Never merged.</summary>
    public static MergeState None { get; } = new([]);

    internal MergeState Apply(DomainEvent happened) => happened switch
    {
        PersonMerged e => new(Links.RemoveAll(link => link.Other == e.Other).Add(new MergeLink(e.Other, e.Kept, e.KnownTo))),
        PersonUnmerged e => new([.. Links.Select(link => link.Other == e.Other ? link with { KnownTo = [], Parted = true } : link)]),
        _ => this,
    };
}

/// <summary>A link to another record.</summary>
/// <param name="Other">The other record.</param>
/// <param name="Kept">This record is the one to go on with.</param>
/// <param name="KnownTo">Agencies that are told.</param>
public sealed record MergeLink(Guid Other, bool Kept, ImmutableArray<AgencyCode> KnownTo)
{
    /// <summary>
    /// The two were parted: the link joins nothing and is told to nobody, and what the one hides stays hidden on the other until its own secrecy is
    /// released. Else whoever has to do with both lifts a measure by saying that the two are two.
    /// </summary>
    public bool Parted { get; init; }
}
