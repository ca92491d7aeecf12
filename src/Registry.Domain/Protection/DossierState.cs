using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>A request as the dossier's state keeps it.</summary>
public sealed record ProtectionRequest(
    Guid Id, int Clause, AgencyCode RequestedBy, AgencyKind RequestedByKind, AgencyCode Addressee, bool Open, string? Area = null,
    AskedBy? AskedBy = null)
{
    /// <summary>Law date on which it came to the addressee, asked or handed over: no answer is dated before it. The first of days in states kept by an older version.</summary>
    public DateOnly AskedOn { get; init; }
}

/// <summary>How far a measure came.</summary>
/// <remarks><code>
/// Decided --start--> InForce --withdraw--> Withdrawn --+
///    |                  |  |                           |
///    |--decline--> Declined +--end--> Ended -----------+--release--> (the same, and nothing hidden by it any more)
///    +--end--> Ended
/// </code>
/// Executors, authority, period, place and content change in <c>Decided</c> and <c>InForce</c>. A measure whose last day has passed is over without an event.</remarks>
public enum MeasureStatus
{
    Decided = 1,
    InForce = 2,
    Declined = 3,
    Withdrawn = 4,
    Ended = 5,
}

/// <summary>A measure as the dossier's state keeps it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Decider">Who answers for it now.</param>
/// <param name="Request">The request that it answers, if any.</param>
/// <param name="Certainty">How sure the authority was.</param>
/// <param name="Fact">What it means for secrecy.</param>
/// <param name="Status">How far it came.</param>
/// <param name="ChangedOn">Law date of its last event: no later one is dated before it.</param>
public sealed record Measure(
    Guid Id, AgencyCode Decider, Guid? Request, Certainty Certainty, MeasureFact Fact, MeasureStatus Status = MeasureStatus.Decided, DateOnly ChangedOn = default)
{
    /// <summary>Last day for the papers of an urgent measure that waits for them; null for every other.</summary>
    public DateOnly? PapersDue { get; init; }

    /// <summary>Its last change by a decision of the authority; null while it is as it was decided.</summary>
    public MeasureChange? Modified { get; init; }

    /// <summary>True when an urgent measure waits for its papers longer than it may: somebody owes them, and the measure goes on.</summary>
    public bool PapersOverdueOn(DateOnly day) => PapersDue < day;

    /// <summary>Declined, withdrawn, ended, or its last day has passed.</summary>
    public bool IsOverOn(DateOnly day) => Status is not (MeasureStatus.Decided or MeasureStatus.InForce) || Fact.EndsOn <= day;
}

/// <summary>Stream <c>dossier</c>, folded: one per protected person.</summary>
public sealed record DossierState(
    Guid Id, ImmutableArray<ProtectionRequest> Requests, ImmutableArray<Measure> Measures, ImmutableArray<Relation> Relations)
{
    /// <summary>Hand-overs of the dossier.</summary>
    public HandoverState Handovers { get; init; } = HandoverState.Empty;

    /// <summary>Papers of the file, by reference.</summary>
    public ImmutableArray<DossierDocument> Documents { get; init; } = [];

    /// <summary>The measure with the id, or null.</summary>
    public Measure? FindMeasure(Guid id) => Measures.FirstOrDefault(m => m.Id == id);

    /// <summary>The next state; the first event of a dossier starts from null. What does not fit the state changes nothing.</summary>
    internal static DossierState? Apply(DossierState? state, DomainEvent happened, Guid id) => happened switch
    {
        ProtectionRequested e => (state ?? Empty(e.Dossier)).Requested(e),
        MeasureDecided e => (state ?? Empty(e.Dossier)).Decided(e, id),
        _ => state?.Later(happened, id),
    };

    private static DossierState Empty(Guid dossier) => new(dossier, [], [], []);

    private DossierState Later(DomainEvent happened, Guid id) => happened switch
    {
        ProtectionRequestRejected e => Answered(e.Request, e.OccurredOn),
        MeasureStarted e => With(e.Measure, e, m => m.Status == MeasureStatus.Decided ? m with { Status = MeasureStatus.InForce } : m),
        MeasureDeclined e => Over(e.Measure, e, MeasureStatus.Declined),
        MeasureWithdrawn e => Over(e.Measure, e, MeasureStatus.Withdrawn),
        MeasureEnded e => Over(e.Measure, e, MeasureStatus.Ended),
        MeasureExecutorsChanged e when FindMeasure(e.Measure) is { } measure && !measure.IsOverOn(e.OccurredOn) => ExecutorsChanged(e, measure),
        MeasureTransferred e when FindMeasure(e.Measure) is { } measure => Transferred(e, measure),
        SecrecyReleased e when FindMeasure(e.Measure) is { } measure && measure.IsOverOn(e.OccurredOn) =>
            (this with { Relations = CloseOf(measure, RelationKind.Decider, e.OccurredOn, _ => true) })
                .With(e.Measure, e, m => m with { Fact = m.Fact with { Released = true } }),
        DossierHandoverCollected e => Collected(e) with { Handovers = Handovers.Apply(e, id) },
        IHandoverEvent => this with { Handovers = Handovers.Apply(happened, id) },
        DossierDocumentAdded e => this with { Documents = Documents.Add(new(e.Document, e.Kind, e.By, e.OccurredOn)) },
        MeasureModified e => this.Modified(e, id),
        MeasurePapersRecorded e => With(e.Measure, e, m => m with { PapersDue = null }),
        _ => this,
    };

    private DossierState Requested(ProtectionRequested e) => this with
    {
        Requests = Requests.Add(new ProtectionRequest(e.Request, e.Clause, e.RequestedBy, e.RequestedByKind, e.Addressee, true, e.Area, e.AskedBy) { AskedOn = e.OccurredOn }),
        Relations = Relations.Add(
            new Relation(e.Addressee, RelationKind.RequestAddressee, e.OccurredOn, null, e.Request, [], e.Clause)),
    };

    private DossierState Answered(Guid? request, DateOnly on) => Requests.FirstOrDefault(r => r.Id == request) is { } answered
        ? this with
        {
            Requests = Requests.Replace(answered, answered with { Open = false }),
            Relations = Relations.CloseSource(answered.Addressee, on, answered.Id, RelationKind.RequestAddressee),
        }
        : this;

    private DossierState Decided(MeasureDecided e, Guid id)
    {
        var fact = new MeasureFact(id, e.Clause, e.Executors, e.StartsOn, e.EndsOn, Released: false, DecidedOn: e.OccurredOn);
        var answered = Answered(e.Request, e.OccurredOn);
        return answered with
        {
            Measures = Measures.Add(new Measure(
                e.Measure, e.Decider, e.Request, e.Certainty, fact, e.PapersDue is null ? MeasureStatus.Decided : MeasureStatus.InForce, e.OccurredOn)
            {
                PapersDue = e.PapersDue,
            }),
            Relations =
            [
                .. answered.Relations,
                new Relation(e.Decider, RelationKind.Decider, e.OccurredOn, null, id, [], e.Clause) { Veiled = e.Veiled },
                .. e.Executors.Select(x => new Relation(x, RelationKind.Executor, e.StartsOn, e.EndsOn, id, [], e.Clause) { Veiled = e.Veiled && x == e.Decider }),
            ],
        };
    }

    /// <summary>The executors' orders end that day; the decider stays, for it answers for the secrecy.</summary>
    private DossierState Over(Guid id, DomainEvent e, MeasureStatus status)
    {
        if (FindMeasure(id) is not { } measure || measure.IsOverOn(e.OccurredOn)) return this;
        var ends = Latest(measure.Fact.StartsOn, e.OccurredOn);
        return (this with { Relations = CloseOf(measure, RelationKind.Executor, e.OccurredOn, _ => true) })
            .With(id, e, m => m with { Status = status, Fact = m.Fact with { EndsOn = ends } });
    }

    private DossierState ExecutorsChanged(MeasureExecutorsChanged e, Measure measure)
    {
        var from = Latest(measure.Fact.StartsOn, e.OccurredOn);
        var added = e.Executors.Except(measure.Fact.Executors)
            .Select(x => new Relation(x, RelationKind.Executor, from, measure.Fact.EndsOn, measure.Fact.Source, [], measure.Fact.Clause)
            {
                Veiled = Relations.Any(r => r.Kind == RelationKind.Decider && r.Agency == x && r.Source == measure.Fact.Source && r.Veiled),
            });
        return (this with { Relations = [.. CloseOf(measure, RelationKind.Executor, e.OccurredOn, a => !e.Executors.Contains(a)), .. added] })
            .With(e.Measure, e, m => m with { Fact = m.Fact with { Executors = e.Executors } });
    }

    /// <summary>The new authority holds the relation of the same decision; the old one loses it that day.</summary>
    private DossierState Transferred(MeasureTransferred e, Measure measure)
    {
        var closed = CloseOf(measure, RelationKind.Decider, e.OccurredOn, _ => true);
        var to = new Relation(e.To, RelationKind.Decider, e.OccurredOn, null, measure.Fact.Source, [], measure.Fact.Clause);
        return (this with { Relations = closed.Add(to) }).With(e.Measure, e, m => m with { Decider = e.To });
    }

    /// <summary>The new authority answers for each measure, carries out what the old one carried out, and has its open requests.</summary>
    private DossierState Collected(DossierHandoverCollected e)
    {
        var state = this;
        foreach (var measure in e.Measures.Select(state.FindMeasure).OfType<Measure>())
        {
            state = state.Transferred(new MeasureTransferred(e.OccurredOn, measure.Id, e.From, e.To), measure);
            if (measure.Fact.Executors.Contains(e.From) && state.FindMeasure(measure.Id) is { } moved && !moved.IsOverOn(e.OccurredOn))
                state = state.ExecutorsChanged(
                    new MeasureExecutorsChanged(e.OccurredOn, measure.Id, e.To, [.. measure.Fact.Executors.Select(x => x == e.From ? e.To : x).Distinct()]), moved);
        }

        foreach (var request in state.Requests.Where(r => e.Requests.Contains(r.Id)))
            state = state with
            {
                Requests = state.Requests.Replace(request, request with { Addressee = e.To, AskedOn = e.OccurredOn }),
                Relations = state.Relations.CloseSource(request.Addressee, e.OccurredOn, request.Id, RelationKind.RequestAddressee)
                    .Add(new Relation(e.To, RelationKind.RequestAddressee, e.OccurredOn, null, request.Id, [], request.Clause)),
            };
        return state;
    }

    private DossierState With(Guid id, DomainEvent e, Func<Measure, Measure> change) => FindMeasure(id) is { } measure
        ? this with { Measures = Measures.Replace(measure, change(measure) with { ChangedOn = Latest(measure.ChangedOn, e.OccurredOn) }) }
        : this;

    /// <summary>Ends relations that came from the measure; one that was to begin later never does.</summary>
    private ImmutableArray<Relation> CloseOf(Measure measure, RelationKind kind, DateOnly on, Func<AgencyCode, bool> whose) =>
        [.. Relations.Select(r => r.Kind == kind && r.Source == measure.Fact.Source && whose(r.Agency) && (r.Until is null || r.Until > on)
            ? r with { Until = Latest(r.From, on) }
            : r)];

    private static DateOnly Latest(DateOnly one, DateOnly other) => one > other ? one : other;
}
