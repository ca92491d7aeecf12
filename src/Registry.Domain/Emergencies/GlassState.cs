using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Emergencies;

/// <summary>One emergency look.</summary>
/// <param name="Id">Its id.</param>
/// <param name="By">Agency of the officer.</param>
/// <param name="Officer">Keyed tag of the officer.</param>
/// <param name="On">Law date.</param>
/// <param name="EndsAt">UTC; over from then on.</param>
/// <param name="Reviewers">Who owes the review.</param>
public sealed record BrokenGlass(Guid Id, AgencyCode By, string Officer, DateOnly On, DateTimeOffset EndsAt, ImmutableArray<AgencyCode> Reviewers)
{
    /// <summary>Law date of the review; null while it is owed.</summary>
    public DateOnly? ReviewedOn { get; init; }
}

/// <summary>Emergency looks at one person, with what they give: a relation for hours to one officer, a duty to inspectors.</summary>
/// <param name="All">In the order in which they happened.</param>
public sealed record GlassState(ImmutableArray<BrokenGlass> All)
{
    public static GlassState Empty { get; } = new([]);

    /// <summary>Of each look that of its officer, and those of who owes its review.</summary>
    [JsonIgnore]
    public IEnumerable<Relation> Relations => All.SelectMany(glass => glass.Reviewers
        .Select(reviewer => new Relation(reviewer, RelationKind.GlassReviewer, glass.On, glass.ReviewedOn, glass.Id, [], null))
        .Prepend(new Relation(glass.By, RelationKind.BreakGlass, glass.On, glass.On.DaysLater(BreakingGlass.LongestDays), glass.Id, [], null)
        {
            Officer = glass.Officer,
            EndsAt = glass.EndsAt,
        }));

    /// <summary>The look with the id, or null.</summary>
    public BrokenGlass? Find(Guid glass) => All.FirstOrDefault(one => one.Id == glass);

    internal GlassState Apply(DomainEvent happened) => happened switch
    {
        GlassBroken e => new GlassState(All.Add(new BrokenGlass(e.Glass, e.By, e.Officer, e.OccurredOn, e.EndsAt, e.Reviewers))),
        GlassReviewed e when Find(e.Glass) is { ReviewedOn: null } glass => new GlassState(All.Replace(glass, glass with { ReviewedOn = e.OccurredOn })),
        _ => this,
    };
}
