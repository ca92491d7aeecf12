namespace Registry.Sealing;

/// <summary>
/// Book one: what the process that releases keys did, written before the answer leaves. One file a UTC day, entries of 96 bytes, each MACed over
/// itself and the MAC before it, so that nothing in it is changed, moved or taken out unseen by whoever holds the key.
/// </summary>
/// <remarks>
/// A process that is killed loses nothing; a power cut at most the last second, so that lines then outnumber releases and never the other way
/// round. The newest entries cut off are noticed by whoever remembers how far the book went: the reconciliation does.
/// </remarks>
public sealed class ReleaseBook : IDisposable
{
    internal const int Stored = BookEntry.Length + 32;

    private readonly string folder;
    private readonly ServiceKey key;
    private readonly Lock gate = new();
    private byte[] previous;
    private FileStream? day;
    private string dayName = "";
    private bool unsynced;

    private ReleaseBook(string folder, ServiceKey key, long entries, byte[] previous) =>
        (this.folder, this.key, Entries, this.previous) = (folder, key, entries, previous);

    /// <summary>Entries so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Opens the book to go on with it; verifies its newest day. The days before are verified by whoever reads them.</summary>
    /// <param name="folder">Made with mode 0700 where there is none.</param>
    /// <param name="key">The service key <see cref="ServiceKeyName.ReleaseBook"/>.</param>
    /// <exception cref="FormatException">An entry is damaged, missing or not ours; the message names it.</exception>
    public static ReleaseBook Open(string folder, ServiceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        key.For(ServiceKeyName.ReleaseBook);
        _ = new OwnerOnlyDirectory(folder);
        var (entries, previous) = (0L, new byte[32]);
        if (ReleaseBookReader.Files(folder) is [.., var newest])
        {
            CutTorn(newest);
            foreach (var (entry, mac) in ReleaseBookReader.Walk(folder, key, ReleaseBookReader.FirstNumber(newest)))
                (entries, previous) = (entry.Number + 1, mac);
        }

        return new ReleaseBook(folder, key, entries, previous);
    }

    /// <summary>Entries from a number on, at most so many.</summary>
    public IReadOnlyList<BookEntry> Read(long from, int most) =>
        [.. ReleaseBookReader.Walk(folder, key, from).Where(one => one.Entry.Number >= from).Take(most).Select(one => one.Entry)];

    /// <summary>Adds an entry; on return it survives the death of this process.</summary>
    /// <exception cref="IOException">It could not be written: then nothing may be released.</exception>
    internal void Append(BookEntry entry)
    {
        lock (gate)
        {
            entry = entry with { Number = Entries };
            var stored = new byte[Stored];
            entry.Write(stored);
            var mac = MacOf(key, stored.AsSpan(0, BookEntry.Length), previous);
            mac.CopyTo(stored, BookEntry.Length);
            var file = FileOf(entry.At);
            var end = file.Length;
            try
            {
                file.Write(stored);
                file.Flush();
            }
            catch (IOException)
            {
                // Half an entry would make every later one unreadable.
                file.SetLength(end);
                file.Seek(end, SeekOrigin.Begin);
                throw;
            }

            (previous, Entries, unsynced) = (mac, Entries + 1, true);
        }
    }

    /// <summary>Makes durable what was added; to be called every second.</summary>
    public void Sync()
    {
        lock (gate)
        {
            if (unsynced)
                day?.Flush(flushToDisk: true);
            unsynced = false;
        }
    }

    /// <summary>Syncs and closes.</summary>
    public void Dispose()
    {
        Sync();
        day?.Dispose();
    }

    internal static byte[] MacOf(ServiceKey key, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> previous)
    {
        using var macKey = Kdf.Derive(key.For(ServiceKeyName.ReleaseBook), Labels.ReleaseBookKey, []);
        return Kdf.Mac(macKey, new Framed(Labels.ReleaseBook).Add(entry).Add(previous));
    }

    // An entry that was cut short by a crash was never answered.
    private static void CutTorn(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        if (stream.Length % Stored is var torn && torn != 0)
            stream.SetLength(stream.Length - torn);
    }

    private FileStream FileOf(DateTimeOffset at)
    {
        // A clock that is set back writes on in the newest file: the files stay in the order of their names.
        var name = ReleaseBookReader.NameOf(at);
        if (day is not null && string.CompareOrdinal(name, dayName) <= 0)
            return day;
        if (day is null && ReleaseBookReader.Files(folder) is [.., var newest] && string.CompareOrdinal(name, Path.GetFileName(newest)) < 0)
            name = Path.GetFileName(newest);
        Sync();
        day?.Dispose();
        dayName = name;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        day = new FileStream(Path.Combine(folder, name), options);
        day.SetLength(day.Length - day.Length % Stored);
        day.Seek(0, SeekOrigin.End);
        return day;
    }
}
