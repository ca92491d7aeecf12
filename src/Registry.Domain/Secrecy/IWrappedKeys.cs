namespace Registry.Domain.Secrecy;

/// <summary>
/// The table of wrapped keys, in a cluster of its own. Holds nothing that opens without the custodian. Implemented by Registry.Store.
/// </summary>
public interface IWrappedKeys
{
    /// <summary>The wrapped key of a subject, or null where there is none (never made, or erased).</summary>
    Task<WrappedKey?> FindSubject(Guid subject, CancellationToken cancel);

    /// <summary>Adds the key of a new subject. Never replaces one.</summary>
    /// <exception cref="InvalidOperationException">The subject has a key already.</exception>
    Task AddSubject(Guid subject, WrappedKey key, CancellationToken cancel);

    /// <summary>A key of the service itself (facts, event MACs, index, requests), newest epoch, or null.</summary>
    Task<WrappedKey?> FindService(string name, CancellationToken cancel);

    /// <summary>Adds a service key unless another process was first; returns the one that stands.</summary>
    Task<WrappedKey> AddService(string name, WrappedKey key, CancellationToken cancel);
}

/// <summary>A key as the key table holds it.</summary>
/// <param name="Epoch">Custodian epoch whose key wraps it.</param>
/// <param name="Wrapped">AES-KWP (RFC 5649) of 32 bytes under the epoch key, or RSA-OAEP-256 under the custodian's key for an epoch key itself.</param>
/// <param name="Commitment">HKDF of the key and its id; compared in fixed time after unwrapping, so a swapped row is caught.</param>
public sealed record WrappedKey(int Epoch, byte[] Wrapped, byte[] Commitment);
