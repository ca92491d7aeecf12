using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>On whose asking an agency sends a request (Decree 62/2012 Art. 3.1.a; Decision 22/2015 Art. 5.5).</summary>
public enum AskedBy
{
    /// <summary>The person to protect, in her own name.</summary>
    ProtectedPerson = 1,

    /// <summary>Her lawful representative.</summary>
    Representative = 2,

    /// <summary>A relative in his own name.</summary>
    Relative = 3,

    /// <summary>Nobody: the agency sees the need.</summary>
    Agency = 4,
}

/// <summary>An agency asked a competent one for a measure (stream <c>dossier</c>, Art. 5.5 second half).</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Dossier">Id of the dossier, its own stream.</param>
/// <param name="Person">The person to protect.</param>
/// <param name="Request">Id of the request.</param>
/// <param name="Clause">Clause of Decree 62/2012 Art. 7, 1 to 8.</param>
/// <param name="RequestedBy">Who asks.</param>
/// <param name="RequestedByKind">Its kind that day: the border guard acts when the labour department asks (Art. 7.2).</param>
/// <param name="Addressee">Who is asked.</param>
/// <param name="Area">Since version 2: id of the area where the person is, as the requester knows it; null where it was not said.</param>
/// <param name="AskedBy">Since version 3: on whose asking; null where it was not said.</param>
public sealed record ProtectionRequested(
    DateOnly OccurredOn,
    Guid Dossier,
    Guid Person,
    Guid Request,
    int Clause,
    AgencyCode RequestedBy,
    AgencyKind RequestedByKind,
    AgencyCode Addressee,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Area = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AskedBy? AskedBy = null) : DomainEvent(OccurredOn);

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
/// <param name="PapersDue">Since version 2: applied urgently; last day for the papers of the file. Null for a decision with its papers.</param>
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
    Certainty Certainty,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? PapersDue = null) : DomainEvent(OccurredOn)
{
    /// <summary>Since version 3: nobody asked the authority, and its power rests on minutes that came after a measure; see <see cref="Relation.Veiled"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Veiled { get; init; }
}
