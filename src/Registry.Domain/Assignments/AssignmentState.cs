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

    /// <summary>Keyed tag of who revoked it while the case was not given to himself: see <see cref="RelationKind.Recused"/>. Null for nobody.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Recused { get; init; }
}

/// <summary>Which officers a person's case was given to.</summary>
/// <param name="All">In the order in which they were made.</param>
public sealed record AssignmentState(ImmutableArray<Assignment> All)
{
    public static AssignmentState Empty { get; } = new([]);

    /// <summary>One relation each, and one for each officer who is shut out by what he revoked; it ends where another gives him the case.</summary>
    [JsonIgnore]
    public IEnumerable<Relation> Relations =>
    [
        .. All.Select(one => new Relation(one.Agency, RelationKind.Assigned, one.On, one.RevokedOn, one.Id, [], null) { Officer = one.Officer }),
        .. All.Where(one => one.Recused is not null)
            .Select(one => new Relation(one.Agency, RelationKind.Recused, one.RevokedOn!.Value, Until: null, one.Id, [], null) { Officer = one.Recused }),
    ];

    internal AssignmentState Apply(DomainEvent happened) => happened switch
    {
        OfficerAssigned e => new AssignmentState(
            [.. All.Select(one => one.Recused == e.Officer ? one with { Recused = null } : one), new Assignment(e.Assignment, e.Agency, e.Officer, e.OccurredOn)]),
        AssignmentRevoked e when All.FirstOrDefault(one => one.Id == e.Assignment) is { RevokedOn: null } given =>
            new AssignmentState(All.Replace(given, given with { RevokedOn = e.OccurredOn, Recused = IsGivenTo(e.By) ? null : e.By })),
        _ => this,
    };

    private bool IsGivenTo(string officer) => All.Any(one => one.Officer == officer && one.RevokedOn is null);
}
