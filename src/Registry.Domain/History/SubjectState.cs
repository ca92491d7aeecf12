using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Protection;
using Registry.Domain.Reports;
using Registry.Domain.Tasks;
using Registry.Domain.Victims;

namespace Registry.Domain.History;

/// <summary>
/// Everything that need to know and the decisions need of one subject, folded from its streams: an announcement, or a person
/// with her dossier. Holds no personal data; round-trips through <see cref="DomainJson"/>.
/// </summary>
/// <param name="Subject">Id of the announcement or the person.</param>
/// <param name="Version">Events folded so far, over all the subject's streams.</param>
/// <param name="Announcement">Folded stream <c>announcement</c>.</param>
/// <param name="Person">Folded stream <c>person</c>.</param>
/// <param name="Dossier">Folded stream <c>dossier</c>.</param>
public sealed record SubjectState(
    Guid Subject, long Version, AnnouncementState? Announcement, PersonState? Person, DossierState? Dossier)
{
    /// <summary>Tasks that agencies took note of.</summary>
    public ImmutableArray<TaskKey> Acknowledged { get; init; } = [];

    /// <summary>Folded stream <c>report</c>.</summary>
    public ReportState? Report { get; init; }

    public static SubjectState Empty(Guid subject) => new(subject, 0, null, null, null);

    /// <summary>Folded stream <c>agency</c>; of the one subject that is the directory.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DirectoryState? Directory { get; init; }

    [JsonIgnore]
    public bool Exists => Announcement is not null || Person is not null || Report is not null;

    /// <summary>Other records of the same human being, at hand while something is decided about this one; folded and kept with none.</summary>
    [JsonIgnore]
    public ImmutableArray<SubjectState> Elsewhere { get; init; } = [];

    /// <summary>The victim whose relative this is, at hand while a measure is decided; null elsewhere.</summary>
    [JsonIgnore]
    public SubjectState? KinOf { get; init; }

    /// <summary>
    /// All measures that hide about her, those of other records of the same human being with them; at hand while something is decided, default elsewhere.
    /// </summary>
    [JsonIgnore]
    public ImmutableArray<MeasureFact> Hiding { get; init; }

    /// <summary>Of all streams.</summary>
    [JsonIgnore]
    public ImmutableArray<Relation> Relations =>
        [.. Announcement?.Relations ?? [], .. Person?.Relations ?? [], .. Person?.Support.Relations ?? [], .. Dossier?.Relations ?? [], .. Person?.People.Relations ?? [], .. Person?.Glass.Relations ?? [], .. Person?.Assigned.Relations ?? [], .. Report?.Relations ?? []];

    /// <summary>What the measures of the dossier mean for secrecy.</summary>
    [JsonIgnore]
    public ImmutableArray<MeasureFact> MeasureFacts => [.. (Dossier?.Measures ?? []).Select(m => m.Fact)];

    /// <summary>Every measure that hides about her, as far as it is at hand: of all records of hers while something is decided, of this one elsewhere.</summary>
    [JsonIgnore]
    public ImmutableArray<MeasureFact> AllHiding => Hiding.IsDefault ? MeasureFacts : Hiding;

    /// <summary>The next state. Total: an event that does not belong to the stream changes nothing but the version.</summary>
    /// <param name="streamType">One of <see cref="StreamTypes"/>.</param>
    /// <param name="happened">The event.</param>
    /// <param name="eventId">Its random id; the source of the relations that it gives.</param>
    public SubjectState Apply(string streamType, DomainEvent happened, Guid eventId)
    {
        var next = this with { Version = Version + 1 };
        return (streamType, happened) switch
        {
            (_, TaskAcknowledged e) => next with { Acknowledged = Acknowledged.Add(new TaskKey(e.Duty, e.Source, e.Agency, e.Told)) },
            (StreamTypes.Announcement, ReturnAnnounced e) when Announcement is null =>
                next with { Announcement = AnnouncementState.Created(e, eventId) },
            (StreamTypes.Announcement, _) => next with { Announcement = Announcement?.Apply(happened, eventId) },
            (StreamTypes.Person, VictimRegistered e) when Person is null => next with { Person = PersonState.Created(e, eventId) },
            (StreamTypes.Person, RelativeRegistered e) when Person is null => next with { Person = PersonState.Created(e, eventId) },
            (StreamTypes.Person, _) => next with { Person = Person?.Apply(happened, eventId) },
            (StreamTypes.Dossier, _) => next with { Dossier = DossierState.Apply(Dossier, happened, eventId) },
            (StreamTypes.Agency, _) => next with { Directory = DirectoryState.Apply(Directory, happened) },
            (StreamTypes.Report, ReportSubmitted e) when Report is null => next with { Report = ReportState.Created(e, eventId) },
            (StreamTypes.Report, _) => next with { Report = Report?.Apply(happened) },
            _ => next,
        };
    }
}
