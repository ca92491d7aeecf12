namespace Registry.Store.Log;

/// <summary>No line was confirmed in time. Answer UNAVAILABLE and release nothing; the line may still be written, which harms nobody.</summary>
public sealed class LogUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Too many lines wait already, of all or of one share. Answer RESOURCE_EXHAUSTED; nothing was queued.</summary>
public sealed class LogBusyException(string message) : Exception(message);

/// <summary>
/// The log is not the one that was signed: behind, or another one. The message is for the operator. Nothing is signed until a person
/// has found out why.
/// </summary>
public sealed class LogRolledBackException(string message) : Exception(message);

/// <summary>No quorum of witnesses cosigned a checkpoint over the line in time. The line stands; answer UNAVAILABLE and release nothing.</summary>
public sealed class NotWitnessedException(string message) : Exception(message);
