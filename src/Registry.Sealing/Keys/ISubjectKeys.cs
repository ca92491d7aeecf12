using Registry.Domain.Access;

namespace Registry.Sealing;

/// <summary>
/// The one way to the keys of persons. Shaped so that it can become a process of its own that checks the committed leaf itself.
/// </summary>
public interface ISubjectKeys
{
    /// <summary>Releases since the start of the process, to be reconciled with the lines of the log.</summary>
    long Released { get; }

    /// <summary>Makes and stores the key of a new person. The key is not kept: sealing asks for it with a receipt like everybody.</summary>
    /// <exception cref="InvalidOperationException">The person has a key already.</exception>
    Task Create(Guid subject, CancellationToken cancel);

    /// <summary>
    /// Exactly the (person, class) keys that the receipt covers now. A person without a key (never known, or erased) gets keys that
    /// open nothing, after the same work. The caller disposes them at the end of the call.
    /// </summary>
    /// <exception cref="OpenFailedException">The receipt has expired, or the stored key was changed or swapped.</exception>
    Task<ReleasedKeys> Release(Receipt receipt, CancellationToken cancel);
}
