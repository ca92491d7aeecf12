namespace Registry.Domain.History;

/// <summary>
/// Something that happened, as plain facts (agencies, clauses, links). No personal field is in it: those are sealed by the caller of the
/// decision and stored beside it, so a decision never sees plaintext.
/// </summary>
/// <param name="OccurredOn">Law date in Asia/Ho_Chi_Minh; chooses regime, agency and deadline.</param>
public abstract record DomainEvent(DateOnly OccurredOn);
