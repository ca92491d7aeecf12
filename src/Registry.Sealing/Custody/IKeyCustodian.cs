namespace Registry.Sealing;

/// <summary>
/// Holds the RSA-3072 keys that wrap epoch keys (RSA-OAEP-256), one named key per epoch. Asked once per process start and epoch,
/// never on the way of a read.
/// </summary>
/// <remarks>Whoever can call <see cref="UnwrapEpochKey"/> and read the key table can open everything.</remarks>
public interface IKeyCustodian
{
    /// <summary>The newest epoch, counted from 1, or null where none was ever made.</summary>
    Task<int?> CurrentEpoch(CancellationToken cancel);

    /// <summary>Makes the key of the next epoch and returns its number; processes that ask at the same moment get one key.</summary>
    Task<int> CreateEpoch(CancellationToken cancel);

    /// <summary>RSA-OAEP-256 of a 32-byte epoch key under the key of the epoch.</summary>
    Task<byte[]> WrapEpochKey(int epoch, ReadOnlyMemory<byte> key, CancellationToken cancel);

    /// <summary>The 32-byte epoch key; the caller zeroes it.</summary>
    /// <exception cref="OpenFailedException">There is no such epoch, or the bytes were not wrapped under its key.</exception>
    Task<byte[]> UnwrapEpochKey(int epoch, ReadOnlyMemory<byte> wrapped, CancellationToken cancel);
}
