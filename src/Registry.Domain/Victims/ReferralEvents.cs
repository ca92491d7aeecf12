using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Victims;

/// <summary>Whose words on need and wish were taken down; the words are a sealed field.</summary>
public enum SpokenBy
{
    Unspecified = 0,

    /// <summary>Her own.</summary>
    Person = 1,

    /// <summary>Her lawful representative's.</summary>
    Representative = 2,
}

/// <summary>The sender took a proposal back, or ended what was accepted and not handed over; the reason is a sealed field.</summary>
public sealed record ReferralWithdrawn(DateOnly OccurredOn, Guid Referral, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>A person was brought to another agency without a referral, because the law itself says so (<c>transfers.md</c>); minutes are a sealed field.</summary>
/// <param name="OccurredOn">Law date of the minutes.</param>
/// <param name="Transfer">Id of the transfer.</param>
/// <param name="From">Who had her.</param>
/// <param name="To">Who has her now.</param>
/// <param name="AsCarer">The receiver cares for her; it receives her otherwise.</param>
/// <param name="Need">She needs it.</param>
/// <param name="Wish">She wishes it.</param>
/// <param name="SpokenBy">Whose words say so.</param>
/// <param name="Clause">Legal basis, a key of <c>legal-bases.md</c>.</param>
public sealed record PersonTransferred(
    DateOnly OccurredOn, Guid Transfer, AgencyCode From, AgencyCode To, bool AsCarer, bool Need, bool Wish, SpokenBy SpokenBy, string Clause)
    : DomainEvent(OccurredOn);
