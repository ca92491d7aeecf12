using System.Globalization;
using System.Security.Cryptography;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>
/// The epoch keys of this process, in memory only, and what they wrap: the keys of the service and of subjects. The custodian is
/// asked once per epoch.
/// </summary>
public sealed class KeyRing : IDisposable
{
    private readonly IKeyCustodian custodian;
    private readonly IWrappedKeys store;
    private readonly FillRandom random;
    private readonly SemaphoreSlim loading = new(1, 1);
    private readonly Dictionary<int, Secret> epochs = [];
    private readonly List<ServiceKey> opened = [];

    private KeyRing(IKeyCustodian custodian, IWrappedKeys store, FillRandom random)
    {
        this.custodian = custodian;
        this.store = store;
        this.random = random;
    }

    /// <summary>Epoch under which new keys are wrapped.</summary>
    public int CurrentEpoch { get; private set; }

    /// <summary>Unwraps the current epoch key; makes the first epoch and its key where there is none.</summary>
    /// <exception cref="OpenFailedException">The stored epoch key is not the custodian's, or was changed.</exception>
    public static Task<KeyRing> Open(IKeyCustodian custodian, IWrappedKeys store, CancellationToken cancel) =>
        Open(custodian, store, SystemRandom.Fill, cancel);

    internal static async Task<KeyRing> Open(IKeyCustodian custodian, IWrappedKeys store, FillRandom random, CancellationToken cancel)
    {
        var ring = new KeyRing(custodian, store, random);
        try
        {
            ring.CurrentEpoch = await custodian.CurrentEpoch(cancel) ?? await custodian.CreateEpoch(cancel);
            if (await store.FindService(EpochName(ring.CurrentEpoch), cancel) is null)
                await ring.AddEpochKey(ring.CurrentEpoch, cancel);
            await ring.EpochKey(ring.CurrentEpoch, cancel);
            return ring;
        }
        catch
        {
            ring.Dispose();
            throw;
        }
    }

    /// <summary>Opens a key of the service, or makes it; when two processes make it at once, both get the one that stands.</summary>
    /// <exception cref="OpenFailedException">The row was changed or swapped with another.</exception>
    public async Task<ServiceKey> OpenService(ServiceKeyName name, CancellationToken cancel)
    {
        var rowName = RowName(name);
        var id = Labels.StrictUtf8.GetBytes(rowName);
        var row = await store.FindService(rowName, cancel);
        if (row is null)
        {
            using var made = Secret.Random(random);
            row = await store.AddService(rowName, await Wrap(made, Labels.ServiceCommitment, id, cancel), cancel);
        }

        var key = new ServiceKey(name, await Unwrap(row, Labels.ServiceCommitment, id, cancel));
        lock (opened)
            opened.Add(key);
        return key;
    }

    /// <summary>Zeroes every key this ring gave out.</summary>
    public void Dispose()
    {
        lock (opened)
        {
            foreach (var key in opened)
                key.Key.Dispose();
        }

        lock (epochs)
        {
            foreach (var key in epochs.Values)
                key.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "[sealed]";

    internal Task<WrappedKey> WrapSubject(Guid subject, Secret key, CancellationToken cancel) =>
        Wrap(key, Labels.SubjectCommitment, subject.Bytes(), cancel);

    internal Task<Secret> UnwrapSubject(Guid subject, WrappedKey row, CancellationToken cancel) =>
        Unwrap(row, Labels.SubjectCommitment, subject.Bytes(), cancel);

    private static string RowName(ServiceKeyName name) => name switch
    {
        ServiceKeyName.Facts => "facts",
        ServiceKeyName.EventsMac => "events-mac",
        ServiceKeyName.Index => "index",
        ServiceKeyName.Requests => "requests",
        ServiceKeyName.Statistics => "statistics",
        ServiceKeyName.ReleaseBook => "release-book",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static string EpochName(int epoch) => string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch}");

    private async Task<WrappedKey> Wrap(Secret key, string label, ReadOnlyMemory<byte> id, CancellationToken cancel) =>
        new(CurrentEpoch, KeyWrap.Wrap(await EpochKey(CurrentEpoch, cancel), key), Kdf.Commit(key, label, id.Span));

    private async Task<Secret> Unwrap(WrappedKey row, string label, ReadOnlyMemory<byte> id, CancellationToken cancel)
    {
        var key = KeyWrap.Unwrap(await EpochKey(row.Epoch, cancel), row.Wrapped);
        return Committed(key, label, id.Span, row.Commitment);
    }

    private static Secret Committed(Secret key, string label, ReadOnlySpan<byte> id, byte[] commitment)
    {
        if (CryptographicOperations.FixedTimeEquals(Kdf.Commit(key, label, id), commitment))
            return key;
        key.Dispose();
        throw new OpenFailedException();
    }

    private async Task AddEpochKey(int epoch, CancellationToken cancel)
    {
        using var key = Secret.Random(random);
        var raw = new byte[Secret.Size];
        try
        {
            key.CopyTo(raw);
            var wrapped = await custodian.WrapEpochKey(epoch, raw, cancel);
            var name = EpochName(epoch);
            var commitment = Kdf.Commit(key, Labels.EpochCommitment, Labels.StrictUtf8.GetBytes(name));
            await store.AddService(name, new WrappedKey(epoch, wrapped, commitment), cancel);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(raw);
        }
    }

    private async Task<Secret> EpochKey(int epoch, CancellationToken cancel)
    {
        lock (epochs)
        {
            if (epochs.TryGetValue(epoch, out var held))
                return held;
        }

        await loading.WaitAsync(cancel);
        try
        {
            lock (epochs)
            {
                if (epochs.TryGetValue(epoch, out var held))
                    return held;
            }

            var name = EpochName(epoch);
            var row = await store.FindService(name, cancel) ?? throw new OpenFailedException();
            var raw = await custodian.UnwrapEpochKey(epoch, row.Wrapped, cancel);
            try
            {
                var key = Committed(Secret.CopyOf(raw), Labels.EpochCommitment, Labels.StrictUtf8.GetBytes(name), row.Commitment);
                lock (epochs)
                    epochs.Add(epoch, key);
                return key;
            }
            finally
            {
                CryptographicOperations.ZeroMemory(raw);
            }
        }
        finally
        {
            loading.Release();
        }
    }
}
