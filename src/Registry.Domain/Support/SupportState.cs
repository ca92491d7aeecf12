using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Support;

/// <summary>How far a file of support came.</summary>
/// <remarks><code>
/// Proposed --appraise--> Appraised --approve--> Approved --deliver--> Delivering --last delivery--> Completed
///    |                       |
///    +--approve (none ordered that day)          at once: Completed from the start
///    +--------reject---------+--> Rejected         Approved, Delivering --stop, or a hand-over by who delivers--> Stopped
/// </code></remarks>
public enum SupportStatus
{
    Unspecified = 0,
    Proposed = 1,
    Appraised = 2,
    Approved = 3,
    Delivering = 4,
    Completed = 5,
    Rejected = 6,
    Stopped = 7,
}

/// <summary>One delivery; its amount, receipt and place lie sealed beside the event of this id.</summary>
public sealed record SupportDelivery(Guid Id, AgencyCode By, DateOnly On, SupportPeriod? Period);

/// <summary>A file of support, or an entry that was given at once, as the person's state keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ProposedBy">Who proposed it, or gave it at once.</param>
/// <param name="Officer">Keyed tag of the proposing officer; empty for what was given at once.</param>
/// <param name="Appraiser">Who appraises; null for no appraisal.</param>
/// <param name="Approver">Who decides; null for what was given at once.</param>
/// <param name="ProposedOn">Law date of the application.</param>
/// <param name="Status">How far it came.</param>
/// <param name="ChangedOn">Law date of its last step: no later one is dated before it.</param>
public sealed record SupportFile(
    Guid Id, SupportKind Kind, AgencyCode ProposedBy, string Officer, AgencyCode? Appraiser, AgencyCode? Approver, DateOnly ProposedOn, SupportStatus Status, DateOnly ChangedOn)
{
    /// <summary>What the appraisal said; null before it.</summary>
    public bool? Favourable { get; init; }

    /// <summary>The days that were approved; null before, and for what is not given by days.</summary>
    public SupportPeriod? Granted { get; init; }

    /// <summary>Approved beyond the limit.</summary>
    public bool BeyondLimit { get; init; }

    /// <summary>Who gives it; null before approval.</summary>
    public AgencyCode? Deliverer { get; init; }

    public ImmutableArray<SupportDelivery> Deliveries { get; init; } = [];

    /// <summary>First day on which nothing follows, of a file that was stopped; null otherwise.</summary>
    public DateOnly? StoppedOn { get; init; }

    /// <summary>Approved and not stopped before anything was given, or given: counts where the law gives something once.</summary>
    public bool Counts() => Status is SupportStatus.Approved or SupportStatus.Delivering or SupportStatus.Completed || (Status == SupportStatus.Stopped && !Deliveries.IsEmpty);

    /// <summary>Nothing follows any more.</summary>
    public bool IsOver() => Status is SupportStatus.Completed or SupportStatus.Rejected or SupportStatus.Stopped;

    /// <summary>The agencies that have a part in it.</summary>
    public IEnumerable<AgencyCode> Parties() =>
        new[] { ProposedBy, Appraiser, Approver, Deliverer }.OfType<AgencyCode>().Concat(Deliveries.Select(d => d.By)).Distinct();

    /// <summary>The days that it uses: those given, and of those approved all while more may come, those before its end once it was stopped, none once it is completed.</summary>
    internal IEnumerable<int> DaysUsed() => Deliveries.Select(d => d.Period).OfType<SupportPeriod>().SelectMany(p => p.Numbers()).Concat(Status switch
    {
        SupportStatus.Approved or SupportStatus.Delivering => Granted?.Numbers() ?? [],
        SupportStatus.Stopped => (Granted?.Numbers() ?? []).Where(day => day < StoppedOn!.Value.DayNumber),
        _ => [],
    });
}

/// <summary>The support of one person, folded: her whole history, across agencies and successors.</summary>
/// <param name="Files">In the order in which they began.</param>
/// <param name="ConfirmedOn">Day on which the victim was confirmed (of a minor: as the first file that knew it said); chooses the regime.</param>
/// <param name="Relations">What having a part in a file gives.</param>
public sealed record SupportState(ImmutableArray<SupportFile> Files, DateOnly? ConfirmedOn, ImmutableArray<Relation> Relations)
{
    public static SupportState Empty { get; } = new([], null, []);

    /// <summary>The file with the id, or null.</summary>
    public SupportFile? Find(Guid id) => Files.FirstOrDefault(f => f.Id == id);

    /// <summary>With what was asked for and given under other records of the same human being: a limit is a person's and not a record's.</summary>
    public SupportState With(IEnumerable<SubjectState> elsewhere) => this with { Files = [.. Files, .. elsewhere.SelectMany(other => other.Person?.Support.Files ?? [])] };

    /// <summary>Days on which the kind was given or may still be given by what was approved; each day once, whoever gave.</summary>
    /// <param name="kind">E.g. essentials.</param>
    /// <param name="more">Days that are to come on top; null for none.</param>
    public int DaysUsed(SupportKind kind, SupportPeriod? more = null) =>
        Files.Where(f => f.Kind == kind).SelectMany(f => f.DaysUsed()).Concat(more?.Numbers() ?? []).Distinct().Count();

    /// <summary>The next state; what does not fit changes nothing.</summary>
    internal SupportState Apply(DomainEvent happened, Guid id) => happened switch
    {
        VerificationRecorded { Outcome: VerificationOutcome.Confirmed } e => this with { ConfirmedOn = ConfirmedOn ?? e.OccurredOn },
        SupportProposed e when Find(e.Support) is null => Began(
            new(e.Support, e.Kind, e.By, e.Officer, e.Appraiser, e.Approver, e.OccurredOn, SupportStatus.Proposed, e.OccurredOn), e.VictimConfirmedOn, e)
            .Opened(e.Appraiser ?? e.Approver, RelationKind.SupportAddressee, e),
        SupportGivenAtOnce e when Find(e.Support) is null => Began(
            new(e.Support, e.Kind, e.By, "", null, null, e.OccurredOn, SupportStatus.Completed, e.OccurredOn)
            {
                Deliverer = e.By,
                Deliveries = [new(id, e.By, e.OccurredOn, e.Period)],
            },
            e.VictimConfirmedOn, e),
        SupportAppraised e => Step(e.Support, e, e.By, f => f with { Status = SupportStatus.Appraised, Appraiser = e.By, Favourable = e.Favourable }),
        SupportApproved e => Step(e.Support, e, e.By, f => f with
        {
            Status = SupportStatus.Approved,
            Approver = e.By,
            Granted = e.Period,
            BeyondLimit = e.BeyondLimit,
            Deliverer = e.Deliverer ?? f.ProposedBy,
        }),
        SupportRejected e => Step(e.Support, e, e.By, f => f with { Status = SupportStatus.Rejected, Approver = e.By }),
        SupportDelivered e => Step(e.Support, e, e.By, f => f with
        {
            Status = e.Completed ? SupportStatus.Completed : SupportStatus.Delivering,
            Deliveries = f.Deliveries.Add(new(id, e.By, e.OccurredOn, e.Period)),
        }),
        SupportStopped e => Step(e.Support, e, e.By, f => f.Stopped(e.OccurredOn)),
        _ => this,
    };

    private SupportState Began(SupportFile file, DateOnly? confirmed, DomainEvent e) =>
        (this with { Files = Files.Add(file), ConfirmedOn = ConfirmedOn ?? confirmed }).Opened(file.ProposedBy, RelationKind.SupportParty, e, file.Id);

    /// <summary>A step closes the open order of whoever was asked, gives him his part, and asks who is next.</summary>
    private SupportState Step(Guid id, DomainEvent e, AgencyCode by, Func<SupportFile, SupportFile> change)
    {
        if (Find(id) is not { } file) return this;
        var next = change(file) with { ChangedOn = e.OccurredOn > file.ChangedOn ? e.OccurredOn : file.ChangedOn };
        var closed = Relations.Select(r => r.Kind == RelationKind.SupportAddressee && r.Source == id && r.Until is null ? r with { Until = e.OccurredOn } : r);
        var state = (this with { Files = Files.Replace(file, next), Relations = [.. closed] }).Opened(by, RelationKind.SupportParty, e, id);
        if (next is { Status: SupportStatus.Appraised, Approver: { } approver }) state = state.Opened(approver, RelationKind.SupportAddressee, e, id);
        return next is { Status: SupportStatus.Approved, Deliverer: { } deliverer } ? state.Opened(deliverer, RelationKind.SupportParty, e, id) : state;
    }

    private SupportState Opened(AgencyCode agency, RelationKind kind, DomainEvent e, Guid? source = null) =>
        Relations.Any(r => r.Agency == agency && r.Kind == kind && r.Until is null && (kind == RelationKind.SupportParty || r.Source == source))
            ? this
            : this with { Relations = Relations.Add(new Relation(agency, kind, e.OccurredOn, null, source ?? ((SupportProposed)e).Support, [], null)) };
}
