using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>An agency asked a competent one for a measure (stream <c>dossier</c>, Art. 5.5 second half).</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Dossier">Id of the dossier, its own stream.</param>
/// <param name="Person">The person to protect.</param>
/// <param name="Request">Id of the request.</param>
/// <param name="Clause">Clause of Decree 62/2012 Art. 7, 1 to 8.</param>
/// <param name="RequestedBy">Who asks.</param>
/// <param name="RequestedByKind">Its kind that day: the border guard acts when the labour department asks (Art. 7.2).</param>
/// <param name="Addressee">Who is asked.</param>
public sealed record ProtectionRequested(
    DateOnly OccurredOn,
    Guid Dossier,
    Guid Person,
    Guid Request,
    int Clause,
    AgencyCode RequestedBy,
    AgencyKind RequestedByKind,
    AgencyCode Addressee) : DomainEvent(OccurredOn);

/// <summary>A competent agency decided a measure.</summary>
/// <param name="OccurredOn">Law date of the decision.</param>
/// <param name="Dossier">Id of the dossier.</param>
/// <param name="Person">The protected person.</param>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Clause">Clause of Decree 62/2012 Art. 7, 1 to 8.</param>
/// <param name="Decider">Who decided.</param>
/// <param name="Executors">Who carries it out.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">First day on which it is over; null while open.</param>
/// <param name="Request">The request that it answers, if any.</param>
/// <param name="Certainty">How sure the cell of the authority table is.</param>
public sealed record MeasureDecided(
    DateOnly OccurredOn,
    Guid Dossier,
    Guid Person,
    Guid Measure,
    int Clause,
    AgencyCode Decider,
    ImmutableArray<AgencyCode> Executors,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    Guid? Request,
    Certainty Certainty) : DomainEvent(OccurredOn);

/// <summary>A request as the dossier's state keeps it.</summary>
public sealed record ProtectionRequest(
    Guid Id, int Clause, AgencyCode RequestedBy, AgencyKind RequestedByKind, AgencyCode Addressee, bool Open);

/// <summary>A measure as the dossier's state keeps it.</summary>
public sealed record Measure(Guid Id, AgencyCode Decider, Guid? Request, Certainty Certainty, MeasureFact Fact);

/// <summary>Stream <c>dossier</c>, folded: one per protected person.</summary>
public sealed record DossierState(
    Guid Id, ImmutableArray<ProtectionRequest> Requests, ImmutableArray<Measure> Measures, ImmutableArray<Relation> Relations)
{
    /// <summary>The next state; the first event of a dossier starts from null.</summary>
    internal static DossierState? Apply(DossierState? state, DomainEvent happened, Guid id) => happened switch
    {
        ProtectionRequested e => (state ?? Empty(e.Dossier)).Requested(e),
        MeasureDecided e => (state ?? Empty(e.Dossier)).Decided(e, id),
        _ => state,
    };

    private static DossierState Empty(Guid dossier) => new(dossier, [], [], []);

    private DossierState Requested(ProtectionRequested e) => this with
    {
        Requests = Requests.Add(new ProtectionRequest(e.Request, e.Clause, e.RequestedBy, e.RequestedByKind, e.Addressee, true)),
        Relations = Relations.Add(
            new Relation(e.Addressee, RelationKind.RequestAddressee, e.OccurredOn, null, e.Request, [], e.Clause)),
    };

    private DossierState Decided(MeasureDecided e, Guid id)
    {
        var fact = new MeasureFact(id, e.Clause, e.Executors, e.StartsOn, e.EndsOn, Released: false);
        var answered = Requests.FirstOrDefault(r => r.Id == e.Request);
        var relations = answered is null
            ? Relations
            : Relations.CloseSource(answered.Addressee, e.OccurredOn, answered.Id, RelationKind.RequestAddressee);
        return this with
        {
            Requests = answered is null ? Requests : Requests.Replace(answered, answered with { Open = false }),
            Measures = Measures.Add(new Measure(e.Measure, e.Decider, e.Request, e.Certainty, fact)),
            Relations =
            [
                .. relations,
                new Relation(e.Decider, RelationKind.Decider, e.OccurredOn, null, id, [], e.Clause),
                .. e.Executors.Select(x => new Relation(x, RelationKind.Executor, e.StartsOn, e.EndsOn, id, [], e.Clause)),
            ],
        };
    }
}
