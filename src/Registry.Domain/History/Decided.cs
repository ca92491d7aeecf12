using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.History;

/// <summary>What a decision gives: events to append, or one refusal and nothing to append.</summary>
public readonly record struct Decided
{
    private readonly ImmutableArray<DomainEvent> events;

    private Decided(ImmutableArray<DomainEvent> events, Refusal? refusal)
    {
        this.events = events;
        Refusal = refusal;
    }

    /// <summary>Empty when refused.</summary>
    public ImmutableArray<DomainEvent> Events => events.IsDefault ? [] : events;

    /// <summary>Null when the law allows the act.</summary>
    public Refusal? Refusal { get; }

    public bool IsRefused => Refusal is not null;

    public static Decided On(params ImmutableArray<DomainEvent> events) => new(events, null);

    public static Decided No(Refusal refusal) => new([], refusal);

    public static implicit operator Decided(DomainEvent happened) => On(happened);

    public static implicit operator Decided(Refusal refusal) => No(refusal);

    public static Decided FromDomainEvent(DomainEvent happened) => On(happened);

    public static Decided FromRefusal(Refusal refusal) => No(refusal);
}
