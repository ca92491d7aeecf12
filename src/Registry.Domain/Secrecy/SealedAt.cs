using Registry.Domain.Access;

namespace Registry.Domain.Secrecy;

/// <summary>
/// Where a value was sealed. Rebuilt from the row and never read from the ciphertext, so that a value moved to another field,
/// person, event or version does not open.
/// </summary>
/// <param name="Subject">The person whose key seals the value; also the id of the subject key.</param>
/// <param name="Stream">Stream of the event that carries the value (a dossier is a stream of its own).</param>
/// <param name="EventId">Random id of that event, allocated before sealing.</param>
/// <param name="EventAlias">Event type as stored, e.g. <c>victim_registered</c>.</param>
/// <param name="SchemaVersion">Version of that event's schema as written, counted from 1.</param>
/// <param name="Path">Field path, e.g. <c>full_name</c>.</param>
/// <param name="Class">Class of the field when it was sealed.</param>
public sealed record SealedAt(
    Guid Subject, Guid Stream, Guid EventId, string EventAlias, int SchemaVersion, string Path, FieldClass Class);
