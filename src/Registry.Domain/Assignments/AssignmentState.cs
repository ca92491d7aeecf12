using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Assignments;

/// <summary>One officer's assignment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Agency">Whose officer.</param>
/// <param name="Officer">Keyed tag of the officer.</param>
/// <param name="On">First law date.</param>
public sealed record Assignment(Guid Id, AgencyCode Agency, string Officer, DateOnly On)
{
    /// <summary>First law date on which it is over; null while it stands.</summary>
    public DateOnly? RevokedOn { get; init; }
}

/// <summary>Which officers a person's case was given to.</summary>
/// <param name="All">In the order in which they were made.</param>
public sealed record AssignmentState(ImmutableArray<Assignment> All)
{
    public static AssignmentState Empty { get; } = new([]);

    /// <summary>One relation each.</summary>
    [JsonIgnore]
    public IEnumerable<Relation> Relations => All.Select(one =>
        new Relation(one.Agency, RelationKind.Assigned, one.On, one.RevokedOn, one.Id, [], null) { Officer = one.Officer });

    internal AssignmentState Apply(DomainEvent happened) => happened switch
    {
        OfficerAssigned e => new AssignmentState(All.Add(new Assignment(e.Assignment, e.Agency, e.Officer, e.OccurredOn))),
        AssignmentRevoked e when All.FirstOrDefault(one => one.Id == e.Assignment) is { RevokedOn: null } given =>
            new AssignmentState(All.Replace(given, given with { RevokedOn = e.OccurredOn })),
        _ => this,
    };
}
