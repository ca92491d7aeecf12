using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// A state of this log that somebody outside the database kept. MUST be taken only from a note that every key of this log has signed: a
/// stranger's word must not stop a registry.
/// </summary>
/// <param name="Head">Size and root.</param>
/// <param name="Where">Who keeps it, as the beginning of a sentence, e.g. <c>The witness inspectorate</c>.</param>
public sealed record RememberedHead(TreeHead Head, string Where);
