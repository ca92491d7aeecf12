using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Domain.Protection;

/// <summary>How far a hand-over came. One that is past its time box is over without an event.</summary>
public enum HandoverStatus
{
    Unspecified = 0,
    Proposed = 1,
    Approved = 2,
    Collected = 3,

    /// <summary>Another one was proposed before it was collected.</summary>
    Superseded = 4,
}

/// <summary>A hand-over of a dossier as its state keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Who proposes.</param>
/// <param name="Officer">Keyed tag of the proposing officer.</param>
/// <param name="To">Who may collect.</param>
/// <param name="ProposedOn">Law date.</param>
/// <param name="Status">How far it came.</param>
/// <param name="Approval">Id of the event that approved it: what the code follows from.</param>
/// <param name="ExpiresAt">UTC end of the time box; null before approval.</param>
public sealed record DossierHandover(
    Guid Id, AgencyCode From, string Officer, AgencyCode To, DateOnly ProposedOn, HandoverStatus Status, Guid? Approval, DateTimeOffset? ExpiresAt)
{
    /// <summary>Law date of its last step: no later one is dated before it. The first of days in states kept by an older version.</summary>
    public DateOnly ChangedOn { get; init; }

    /// <summary>Approved, not collected, inside its time box.</summary>
    public bool IsLiveAt(DateTimeOffset now) => Status == HandoverStatus.Approved && now < ExpiresAt;
}

/// <summary>The hand-overs of one dossier, folded; of each sender at most one is open.</summary>
public sealed record HandoverState(ImmutableArray<DossierHandover> All)
{
    public static HandoverState Empty { get; } = new([]);

    /// <summary>The hand-over with the id, or null.</summary>
    public DossierHandover? Find(Guid id) => All.FirstOrDefault(h => h.Id == id);

    /// <summary>Those that may be collected now. Two authorities may stand side by side, and neither is told of the other's.</summary>
    public IEnumerable<DossierHandover> LiveAt(DateTimeOffset now) => All.Where(h => h.IsLiveAt(now));

    internal HandoverState Apply(DomainEvent happened, Guid id) => happened switch
    {
        DossierHandoverProposed e => new(
        [
            .. All.Select(h => h.From == e.By && h.Status is HandoverStatus.Proposed or HandoverStatus.Approved ? h with { Status = HandoverStatus.Superseded } : h),
            new(e.Handover, e.By, e.Officer, e.To, e.OccurredOn, HandoverStatus.Proposed, null, null) { ChangedOn = e.OccurredOn },
        ]),
        DossierHandoverApproved e => With(e.Handover, h => h with { Status = HandoverStatus.Approved, Approval = id, ExpiresAt = e.ExpiresAt, ChangedOn = e.OccurredOn }),
        DossierHandoverCollected e => With(e.Handover, h => h with { Status = HandoverStatus.Collected, To = e.To }),
        _ => this,
    };

    private HandoverState With(Guid id, Func<DossierHandover, DossierHandover> change) =>
        Find(id) is { } handover ? new(All.Replace(handover, change(handover))) : this;
}
