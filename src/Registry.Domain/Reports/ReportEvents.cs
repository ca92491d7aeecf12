using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Reports;

/// <summary>A report was submitted (stream <c>report</c>); its figures are a sealed field and never change.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="By">Who reports.</param>
/// <param name="To">Who is reported to.</param>
/// <param name="Basis">Legal basis, a key of <c>legal-bases.md</c>.</param>
/// <param name="Year">Year of the period.</param>
/// <param name="Span">The period in it.</param>
/// <param name="OnDemand">Demanded, not periodic.</param>
/// <param name="Late">After its last day.</param>
/// <param name="WholeProvince">Over everybody's figures.</param>
/// <param name="AsOf">Closing day of the figures.</param>
/// <param name="LawVersion">Tables that it was made by.</param>
/// <param name="Hash">SHA-256 of the figures.</param>
/// <param name="Demand">Since version 2: keyed tag of the paper that demands it; null for a periodic report and in version 1.</param>
public sealed record ReportSubmitted(
    DateOnly OccurredOn, AgencyCode By, AgencyCode To, string Basis, int Year, ReportSpan Span, bool OnDemand, bool Late, bool WholeProvince,
    DateOnly AsOf, string LawVersion, string Hash,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Demand = null) : DomainEvent(OccurredOn);

/// <summary>Who was reported to took note.</summary>
public sealed record ReportAcknowledged(DateOnly OccurredOn, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>Stream <c>report</c>, folded.</summary>
public sealed record ReportState(ReportSubmitted Submitted, AgencyCode? AcknowledgedBy, DateOnly? AcknowledgedOn, ImmutableArray<Relation> Relations)
{
    internal static ReportState Created(ReportSubmitted e, Guid id) => new(
        e, null, null,
        ImmutableArray<Relation>.Empty.OpenOnce(e.By, RelationKind.Reporter, e.OccurredOn, id).OpenOnce(e.To, RelationKind.ReportAddressee, e.OccurredOn, id));

    internal ReportState Apply(DomainEvent happened) =>
        happened is ReportAcknowledged e ? this with { AcknowledgedBy = e.By, AcknowledgedOn = e.OccurredOn } : this;
}
