using Registry.Server.Audit.Review;

namespace Registry.Server.Audit;

/// <summary>The newest lines of the log, opened: in order, by subject and by id, and what follows from them. So many at most; the oldest goes.</summary>
internal sealed class KeptLines
{
    private static readonly LineList None = new();

    private readonly Dictionary<Guid, LineList> bySubject = [];
    private readonly Dictionary<Guid, IndexedRecord> byId = [];
    private readonly LineList inOrder = new();
    private readonly SharedWords shared = new();
    private DateTimeOffset latest = DateTimeOffset.UnixEpoch;

    /// <summary>Lines kept ready. Older ones are left to the export, which an inspectorate opens itself.</summary>
    public int Capacity { get; set; } = 1_000_000;

    /// <summary>Index of the oldest line that is kept.</summary>
    public long Oldest { get; private set; }

    /// <summary>When the oldest line that is kept was written; null for none.</summary>
    public DateTimeOffset? Since => inOrder.Up(Oldest).FirstOrDefault()?.Content.At;

    public MandateUse Shown { get; } = new();

    public SettledReviews Settled { get; } = new();

    /// <summary>Lines about a subject, or all.</summary>
    public LineList Of(Guid? subject) => subject is { } one ? bySubject.GetValueOrDefault(one, None) : inOrder;

    public IndexedRecord? Find(Guid recordId) => byId.GetValueOrDefault(recordId);

    public void Add(IndexedRecord opened)
    {
        if (opened.Content.At > latest)
            latest = opened.Content.At;
        var line = opened with { Latest = latest, Content = shared.Of(opened.Content) };
        if (!bySubject.TryGetValue(line.Subject, out var lines))
            bySubject[line.Subject] = lines = new LineList();
        lines.Add(line);
        byId[line.RecordId] = line;
        inOrder.Add(line);
        Settled.Add(line);
        Shown.Add(line);
        while (inOrder.Count > Capacity)
            DropOldest();
    }

    /// <summary>Lets go of everything, and begins again at an index.</summary>
    public void Begin(long index)
    {
        bySubject.Clear();
        byId.Clear();
        inOrder.Clear();
        Settled.Clear();
        Shown.Clear();
        shared.Forget();
        (Oldest, latest) = (index, DateTimeOffset.UnixEpoch);
    }

    private void DropOldest()
    {
        var dropped = inOrder.DropOldest();
        Oldest = dropped.Index + 1;
        byId.Remove(dropped.RecordId);
        Settled.Drop(dropped);
        bySubject[dropped.Subject].DropOldest();
        if (bySubject[dropped.Subject].Count == 0)
            bySubject.Remove(dropped.Subject);
    }
}
