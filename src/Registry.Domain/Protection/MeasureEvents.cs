using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Protection;

/// <summary>The agency that was asked will not decide the measure; its reason is a sealed field.</summary>
public sealed record ProtectionRequestRejected(DateOnly OccurredOn, Guid Request, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>The protected person refused a measure before it began (Decree 62/2012 Art. 3.1.b); her signed paper is a sealed field.</summary>
/// <param name="OccurredOn">Law date of the paper.</param>
/// <param name="Measure">The measure.</param>
/// <param name="RecordedBy">Who took the paper.</param>
public sealed record MeasureDeclined(DateOnly OccurredOn, Guid Measure, AgencyCode RecordedBy) : DomainEvent(OccurredOn);

/// <summary>The measure began.</summary>
public sealed record MeasureStarted(DateOnly OccurredOn, Guid Measure, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>Others carry the measure out from the day on.</summary>
public sealed record MeasureExecutorsChanged(
    DateOnly OccurredOn, Guid Measure, AgencyCode By, ImmutableArray<AgencyCode> Executors) : DomainEvent(OccurredOn);

/// <summary>Another authority answers for the measure from the day on; minutes are a sealed field.</summary>
public sealed record MeasureTransferred(DateOnly OccurredOn, Guid Measure, AgencyCode From, AgencyCode To) : DomainEvent(OccurredOn);

/// <summary>The protected person gave a running measure up (Decree 62/2012 Art. 3.1.b, 3.2.b); her reason and commitment are sealed fields.</summary>
public sealed record MeasureWithdrawn(DateOnly OccurredOn, Guid Measure, AgencyCode RecordedBy) : DomainEvent(OccurredOn);

/// <summary>The authority ended the measure. What it hides stays hidden.</summary>
public sealed record MeasureEnded(DateOnly OccurredOn, Guid Measure, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>The one thing that opens what a measure hid: a decision of its own.</summary>
/// <param name="OccurredOn">Law date of the decision.</param>
/// <param name="Measure">The measure, over by then.</param>
/// <param name="By">Who decided.</param>
/// <param name="Consent">The person or her lawful representative consented (Law 53/2024 Art. 3.10).</param>
/// <param name="Basis">Legal basis, a key of <c>legal-bases.md</c>.</param>
public sealed record SecrecyReleased(DateOnly OccurredOn, Guid Measure, AgencyCode By, bool Consent, string Basis) : DomainEvent(OccurredOn);
