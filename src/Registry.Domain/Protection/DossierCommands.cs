using System.Collections.Immutable;
using Registry.Domain.Access;

namespace Registry.Domain.Protection;

/// <summary>Command: ask a competent agency for a measure.</summary>
/// <param name="By">Who asks.</param>
/// <param name="On">Law date.</param>
/// <param name="Dossier">New random id, used when the person has no dossier yet.</param>
/// <param name="Request">New random id.</param>
/// <param name="Clause">1 to 8.</param>
/// <param name="Addressee">Who is asked.</param>
/// <param name="AskedBy">On whose asking.</param>
/// <param name="Area">Id of the area where the person is, for an addressee that may act in its own area only; null where it is not said.</param>
public sealed record RequestProtection(
    Actor By, DateOnly On, Guid Dossier, Guid Request, int Clause, AgencyCode Addressee, AskedBy AskedBy, string? Area = null)
{
    /// <summary>Law date on which it is written down, for what its author may see; null for <see cref="On"/> itself.</summary>
    public DateOnly? RecordedOn { get; init; }
}

/// <summary>Command: decide a measure.</summary>
/// <param name="By">Who decides.</param>
/// <param name="On">Law date.</param>
/// <param name="Dossier">New random id, used when the person has no dossier yet.</param>
/// <param name="Measure">New random id.</param>
/// <param name="Clause">1 to 8.</param>
/// <param name="Executors">Who carries it out; empty for the decider itself.</param>
/// <param name="StartsOn">First day, not before <paramref name="On"/>.</param>
/// <param name="EndsOn">First day on which it is over, after <paramref name="StartsOn"/>; null while open.</param>
/// <param name="Request">The request that it answers; null takes the open one of the clause addressed to the decider, if any.</param>
/// <param name="RecordedOn">Law date on which the decision is written down, not before <paramref name="On"/>; null for <paramref name="On"/> itself.</param>
public sealed record DecideMeasure(
    Actor By,
    DateOnly On,
    Guid Dossier,
    Guid Measure,
    int Clause,
    ImmutableArray<AgencyCode> Executors,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    Guid? Request,
    DateOnly? RecordedOn = null)
{
    /// <summary>Measure first, papers after: it is in force at once, and the papers of its file are due (RULE-URGENT).</summary>
    public bool Urgent { get; init; }
}

/// <summary>Command: answer a request with no. The reason is a sealed field.</summary>
public sealed record RejectProtectionRequest(Actor By, DateOnly On, Guid Request);

/// <summary>Command: record that the protected person refuses a measure that has not begun.</summary>
public sealed record DeclineMeasure(Actor By, DateOnly On, Guid Measure);

/// <summary>Command: record that a measure began.</summary>
public sealed record StartMeasure(Actor By, DateOnly On, Guid Measure);

/// <summary>Command: let others carry a measure out.</summary>
public sealed record ChangeExecutors(Actor By, DateOnly On, Guid Measure, ImmutableArray<AgencyCode> Executors);

/// <summary>Command: hand a measure over to another authority.</summary>
public sealed record TransferMeasure(Actor By, DateOnly On, Guid Measure, AgencyCode To);

/// <summary>Command: record that the protected person gives a running measure up.</summary>
public sealed record WithdrawFromMeasure(Actor By, DateOnly On, Guid Measure);

/// <summary>Command: end a measure.</summary>
public sealed record EndMeasure(Actor By, DateOnly On, Guid Measure);

/// <summary>Command: release what a measure that is over hid.</summary>
/// <param name="By">Who answers for the measure.</param>
/// <param name="On">Law date.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Consent">The person or her lawful representative consented.</param>
/// <param name="Basis">Legal basis, a key of <c>legal-bases.md</c>.</param>
public sealed record ReleaseSecrecy(Actor By, DateOnly On, Guid Measure, bool Consent, string Basis);
