using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Agencies;

/// <summary>
/// What AgencyService and AccessService changed about who may act: open proposals, and what was approved, in order. Everything else
/// follows from that list and the tables (<see cref="Enrolment"/>), for any day.
/// </summary>
/// <param name="Open">Proposals that nobody approved yet.</param>
/// <param name="Applied">In the order of their approval.</param>
/// <param name="Revoked">Grants that were revoked, each with its day.</param>
public sealed record DirectoryState(
    ImmutableArray<Proposal> Open, ImmutableArray<AppliedChange> Applied, ImmutableSortedDictionary<Guid, DateOnly> Revoked)
{
    /// <summary>
    /// The directory is one subject with one stream: its acts have one order, and one version says whether a process has seen them all.
    /// The id is no secret; no person has it.
    /// </summary>
    public static readonly Guid Subject = new("a9e0c1e5-0d1e-4c70-8a6e-3f1b5d2c7e40");

    public static DirectoryState Empty { get; } = new([], [], ImmutableSortedDictionary<Guid, DateOnly>.Empty);

    /// <summary>The next state. Total: an event that does not fit changes nothing.</summary>
    public static DirectoryState? Apply(DirectoryState? state, DomainEvent happened) => (state, happened) switch
    {
        (_, AdministratorsAppointed first) when state is not { HasAdministrators: true } => (state ?? Empty).Appointed(first),
        (_, MandateFounded e) => (state ?? Empty).With(e),
        (not null, ChangeProposed e) => state with { Open = state.Open.Add(new Proposal(e.Proposal, e.OccurredOn, e.Change, e.By)) },
        (not null, ChangeApproved e) when state.Find(e.Proposal) is { } proposal => state with
        {
            Open = state.Open.Remove(proposal),
            Applied = state.Applied.Add(new AppliedChange(proposal.Id, e.OccurredOn, proposal.Change)),
        },
        (not null, ChangeWithdrawn e) when state.Find(e.Proposal) is { } proposal => state with { Open = state.Open.Remove(proposal) },
        (not null, GrantRevoked e) => state with { Revoked = state.Revoked.SetItem(e.Grant, e.OccurredOn) },
        _ => state,
    };

    /// <summary>The open proposal, or null.</summary>
    public Proposal? Find(Guid proposal) => Open.FirstOrDefault(p => p.Id == proposal);

    /// <summary>True when first administrators were appointed.</summary>
    public bool HasAdministrators => Applied.Any(change => change is { Proposal: var proposal, Change: DirectoryChange.EnrolOfficer } && proposal == Guid.Empty);

    private DirectoryState With(MandateFounded first) => this with { Applied = Applied.Add(new AppliedChange(first.Mandate, first.OccurredOn, first.Given)) };

    private DirectoryState Appointed(AdministratorsAppointed first) => this with
    {
        Applied = [.. Applied, .. first.Officers.Select(officer => new AppliedChange(Guid.Empty, first.OccurredOn, new DirectoryChange.EnrolOfficer(first.Agency, officer)))],
    };
}

/// <summary>A change that waits for a second person.</summary>
public sealed record Proposal(Guid Id, DateOnly On, DirectoryChange Change, ActingOfficer By);

/// <summary>A change that is in force.</summary>
/// <param name="Proposal">The proposal that was approved; empty for the first administrators.</param>
/// <param name="On">Law date of the approval.</param>
/// <param name="Change">The change.</param>
public sealed record AppliedChange(Guid Proposal, DateOnly On, DirectoryChange Change);

/// <summary>A grant to an outside system.</summary>
/// <param name="Id">Id of the proposal that was approved.</param>
/// <param name="Given">What it says.</param>
/// <param name="From">Day of its approval.</param>
/// <param name="RevokedOn">Day on which it was revoked, or null.</param>
public sealed record Grant(Guid Id, DirectoryChange.GiveGrant Given, DateOnly From, DateOnly? RevokedOn)
{
    /// <summary>A revoked grant is over at once, whatever the day.</summary>
    public bool InForceOn(DateOnly day) => RevokedOn is null && From <= day && day < Given.Until;

    /// <summary>
    /// The relation that it gives its system to a person who is in the registry, for one purpose on one day; null where it gives none.
    /// What measures hide stays hidden from it like from anybody.
    /// </summary>
    public Relation? For(AgencyCode agency, Purpose purpose, DateOnly today) =>
        Given.Agency == agency && Given.Purposes.Contains(purpose) && InForceOn(today)
            ? new Relation(agency, RelationKind.Grant, From, Given.Until, Id, Given.Classes, Clause: null)
            : null;
}

/// <summary>A key of an agency's own issuer.</summary>
/// <param name="Key">What it says.</param>
/// <param name="Suspended">Its tokens prove nobody.</param>
public sealed record EnrolledKey(DirectoryChange.AddKey Key, bool Suspended);
