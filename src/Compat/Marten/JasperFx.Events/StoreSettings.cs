namespace JasperFx.Events;

/// <summary>What identifies a stream. This subset knows <see cref="AsGuid"/>.</summary>
public enum StreamIdentity
{
    AsGuid,
    AsString,
}

/// <summary>
/// How events reach the table. This subset knows <see cref="Rich"/>: versions are known before the insert, and an append at an expected
/// version is checked by the update of the stream's row. The other two need Marten's own functions.
/// </summary>
public enum EventAppendMode
{
    Rich,
    Quick,
    QuickWithServerTimestamps,
}
