using System.Security.Cryptography;

namespace Registry.Sealing.Tests;

/// <summary>A custodian in memory that counts how often it is asked. One RSA key for all tests: making one takes a second.</summary>
internal sealed class CountingCustodian : IKeyCustodian
{
    internal static readonly RSA Key = RSA.Create(3072);

    private int? epoch;

    internal int Unwraps { get; private set; }

    public Task<int?> CurrentEpoch(CancellationToken cancel) => Task.FromResult(epoch);

    public Task<int> CreateEpoch(CancellationToken cancel)
    {
        epoch = (epoch ?? 0) + 1;
        return Task.FromResult(epoch.Value);
    }

    public Task<byte[]> WrapEpochKey(int epoch, ReadOnlyMemory<byte> key, CancellationToken cancel)
    {
        lock (Key)
            return Task.FromResult(Key.Encrypt(key.Span, RSAEncryptionPadding.OaepSHA256));
    }

    public Task<byte[]> UnwrapEpochKey(int epoch, ReadOnlyMemory<byte> wrapped, CancellationToken cancel)
    {
        Unwraps++;
        lock (Key)
            return Task.FromResult(RsaWrap.Unwrap(Key, wrapped.Span));
    }
}
