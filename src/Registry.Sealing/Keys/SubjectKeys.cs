using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>Subject keys from the key table, unwrapped by the <see cref="KeyRing"/>, behind a bounded cache.</summary>
public sealed class SubjectKeys : ISubjectKeys, IDisposable
{
    private readonly KeyRing ring;
    private readonly IWrappedKeys store;
    private readonly TimeProvider clock;
    private readonly FillRandom random;
    private readonly SubjectKeyCache cache;
    private readonly Guid decoy = Guid.NewGuid();
    private readonly Lazy<Task<WrappedKey>> decoyRow;
    private long released;

    /// <param name="ring">Unwraps; not disposed here.</param>
    /// <param name="store">The key table.</param>
    /// <param name="clock">Expires receipts and cached keys.</param>
    /// <param name="capacity">Most keys held at once.</param>
    /// <param name="age">Longest time that a key is held; also how long an erased key may live on in this process. Five minutes by default.</param>
    public SubjectKeys(KeyRing ring, IWrappedKeys store, TimeProvider clock, int capacity = 1000, TimeSpan? age = null)
        : this(ring, store, clock, capacity, age ?? TimeSpan.FromMinutes(5), SystemRandom.Fill)
    {
    }

    internal SubjectKeys(KeyRing ring, IWrappedKeys store, TimeProvider clock, int capacity, TimeSpan age, FillRandom random)
    {
        this.ring = ring;
        this.store = store;
        this.clock = clock;
        this.random = random;
        cache = new SubjectKeyCache(clock, capacity, age);
        decoyRow = new Lazy<Task<WrappedKey>>(MakeDecoy);
    }

    /// <inheritdoc/>
    public long Released => Interlocked.Read(ref released);

    internal int Cached => cache.Count;

    /// <inheritdoc/>
    public async Task Create(Guid subject, CancellationToken cancel)
    {
        Ids.RequireNonEmpty(subject, nameof(subject));
        using var key = Secret.Random(random);
        await store.AddSubject(subject, await ring.WrapSubject(subject, key, cancel), cancel);
        cache.Forget(subject);
    }

    /// <inheritdoc/>
    public async Task<ReleasedKeys> Release(Receipt receipt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (clock.GetUtcNow() >= receipt.Expires)
            throw new OpenFailedException();

        using var subjectKey = await Find(receipt.Subject, cancel);
        var keys = new ReleasedKeys(receipt, clock, subjectKey);
        Interlocked.Increment(ref released);
        return keys;
    }

    /// <summary>The subject's key or the decoy, out of the cache or the table; a copy, which the caller disposes.</summary>
    internal async Task<SubjectKey> Find(Guid subject, CancellationToken cancel) =>
        cache.Find(subject) ?? cache.Keep(subject, await Load(subject, cancel));

    /// <summary>Zeroes the cache.</summary>
    public void Dispose() => cache.Dispose();

    // An absent person is cached like a present one: a second look that is slower for one of them would tell which is which.
    private async Task<SubjectKey> Load(Guid subject, CancellationToken cancel)
    {
        var decoyed = await decoyRow.Value.WaitAsync(cancel);
        var row = await store.FindSubject(subject, cancel);
        return row is null
            ? new SubjectKey(await ring.UnwrapSubject(decoy, decoyed, cancel), Exists: false)
            : new SubjectKey(await ring.UnwrapSubject(subject, row, cancel), Exists: true);
    }

    private async Task<WrappedKey> MakeDecoy()
    {
        using var key = Secret.Random(random);
        return await ring.WrapSubject(decoy, key, CancellationToken.None);
    }
}
