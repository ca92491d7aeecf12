namespace Registry.Sealing;

/// <summary>A subject key, or the decoy that stands in for an absent one.</summary>
internal sealed record SubjectKey(Secret Key, bool Exists) : IDisposable
{
    public void Dispose() => Key.Dispose();

    public override string ToString() => "[sealed]";

    internal SubjectKey Copy() => new(Key.Copy(), Exists);
}

/// <summary>
/// Unwrapped subject keys, bounded by count and by age. First in, first out, so the oldest stand at the front; what leaves is
/// zeroed. Gives out copies, so no eviction zeroes a key in use.
/// </summary>
internal sealed class SubjectKeyCache(TimeProvider clock, int capacity, TimeSpan age) : IDisposable
{
    private readonly Lock gate = new();
    private readonly LinkedList<Entry> oldestFirst = [];
    private readonly Dictionary<Guid, LinkedListNode<Entry>> bySubject = [];

    internal int Count
    {
        get
        {
            lock (gate)
                return bySubject.Count;
        }
    }

    /// <summary>A copy, which the caller disposes, or null.</summary>
    internal SubjectKey? Find(Guid subject)
    {
        lock (gate)
        {
            DropOld();
            return bySubject.TryGetValue(subject, out var node) ? node.Value.Key.Copy() : null;
        }
    }

    /// <summary>Takes the key over and gives out a copy, which the caller disposes.</summary>
    internal SubjectKey Keep(Guid subject, SubjectKey key)
    {
        lock (gate)
        {
            Drop(subject);
            DropOld();
            while (bySubject.Count >= capacity && oldestFirst.First is { } oldest)
                Drop(oldest.Value.Subject);
            bySubject[subject] = oldestFirst.AddLast(new Entry(subject, key, clock.GetUtcNow() + age));
            return key.Copy();
        }
    }

    internal void Forget(Guid subject)
    {
        lock (gate)
            Drop(subject);
    }

    public void Dispose()
    {
        lock (gate)
        {
            while (oldestFirst.First is { } oldest)
                Drop(oldest.Value.Subject);
        }
    }

    private void DropOld()
    {
        var now = clock.GetUtcNow();
        while (oldestFirst.First is { } oldest && oldest.Value.Expires <= now)
            Drop(oldest.Value.Subject);
    }

    private void Drop(Guid subject)
    {
        if (!bySubject.Remove(subject, out var node))
            return;
        oldestFirst.Remove(node);
        node.Value.Key.Dispose();
    }

    private readonly record struct Entry(Guid Subject, SubjectKey Key, DateTimeOffset Expires);
}
