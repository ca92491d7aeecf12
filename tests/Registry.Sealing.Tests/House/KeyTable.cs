using System.Collections.Concurrent;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

/// <summary>The key table in memory, open to a tester who tampers with rows.</summary>
internal sealed class KeyTable : IWrappedKeys, IAuditEpochs
{
    private int reads;

    internal ConcurrentDictionary<Guid, WrappedKey> Subjects { get; } = new();

    internal ConcurrentDictionary<string, WrappedKey> Services { get; } = new();

    internal ConcurrentDictionary<Guid, byte[]> AuditEpochs { get; } = new();

    internal int SubjectReads => reads;

    internal bool Down { get; set; }

    public Task<WrappedKey?> FindSubject(Guid subject, CancellationToken cancel)
    {
        Interlocked.Increment(ref reads);
        return Task.FromResult(Subjects.GetValueOrDefault(subject));
    }

    public Task AddSubject(Guid subject, WrappedKey key, CancellationToken cancel) =>
        Subjects.TryAdd(subject, key) ? Task.CompletedTask : throw new InvalidOperationException("The subject has a key already.");

    public Task<WrappedKey?> FindService(string name, CancellationToken cancel) => Task.FromResult(Services.GetValueOrDefault(name));

    public Task<WrappedKey> AddService(string name, WrappedKey key, CancellationToken cancel) =>
        Task.FromResult(Services.GetOrAdd(name, key));

    public Task AddEpoch(Guid epoch, byte[] wrapped, CancellationToken cancel) =>
        !Down && AuditEpochs.TryAdd(epoch, wrapped) ? Task.CompletedTask : throw new IOException("The table is down.");
}
