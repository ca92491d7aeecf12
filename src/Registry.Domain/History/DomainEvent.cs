using System.Text.Json.Serialization;
using Registry.Domain.Secrecy;

namespace Registry.Domain.History;

/// <summary>Something that happened. Plain facts (agencies, clauses, links) are its properties; personal fields ride along sealed.</summary>
/// <param name="OccurredOn">Law date in Asia/Ho_Chi_Minh; chooses regime, agency and deadline.</param>
public abstract record DomainEvent(DateOnly OccurredOn)
{
    /// <summary>
    /// Attached by the caller of the decision, after it, under the id that the event was given: a decision never sees plaintext.
    /// Not part of the facts' JSON; the store writes them beside it.
    /// </summary>
    [JsonIgnore]
    public SealedFields Fields { get; init; } = SealedFields.Empty;
}
