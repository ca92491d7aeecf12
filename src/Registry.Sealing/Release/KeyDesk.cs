using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>
/// Where keys are released, for a process of its own: it believes the log and nothing that the server says. Keys of classes leave, once a line,
/// never a subject key; every answer stands in the book before it leaves.
/// </summary>
public sealed class KeyDesk : IDisposable
{
    private static readonly ServiceKeyName[] Given = [ServiceKeyName.Facts, ServiceKeyName.EventsMac, ServiceKeyName.Index, ServiceKeyName.Requests, ServiceKeyName.Statistics];

    private readonly KeyRing ring;
    private readonly SubjectKeys subjects;
    private readonly ServiceKey[] services;
    private readonly ICommittedLines lines;
    private readonly ReleaseBook book;
    private readonly KeyBudget budget;
    private readonly TimeProvider clock;

    private KeyDesk(KeyRing ring, SubjectKeys subjects, ServiceKey[] services, ICommittedLines lines, ReleaseBook book, KeyBudget budget, TimeProvider clock) =>
        (this.ring, this.subjects, this.services, this.lines, this.book, this.budget, this.clock) = (ring, subjects, services, lines, book, budget, clock);

    /// <param name="ring">Unwraps; not disposed here.</param>
    /// <param name="table">The key table.</param>
    /// <param name="lines">The log, as this process reads it itself.</param>
    /// <param name="book">Written before every answer; not disposed here.</param>
    /// <param name="budget">Ends walks.</param>
    /// <param name="clock">Of the book and the cache.</param>
    /// <param name="cancel">Gives up the start.</param>
    public static async Task<KeyDesk> Open(
        KeyRing ring, IWrappedKeys table, ICommittedLines lines, ReleaseBook book, KeyBudget budget, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(clock);
        var services = new ServiceKey[Given.Length];
        for (var i = 0; i < Given.Length; i++)
            services[i] = await ring.OpenService(Given[i], cancel);
        book.Append(BookEntry.Of(BookKind.Started, clock.GetUtcNow(), epoch: ring.CurrentEpoch));
        return new KeyDesk(ring, new SubjectKeys(ring, table, clock), services, lines, book, budget, clock);
    }

    /// <summary>Answers one frame with one frame. Both may hold keys: the caller zeroes what it sent.</summary>
    public async Task<byte[]> Answer(ReadOnlyMemory<byte> frame, CancellationToken cancel)
    {
        var number = BinaryPrimitives.ReadUInt64BigEndian(frame.Span[sizeof(uint)..]);
        var body = frame[(sizeof(uint) + KeyWire.Head)..];
        var (refusal, answer) = await Answer((KeyQuestion)frame.Span[sizeof(uint) + sizeof(ulong)], body, cancel);
        try
        {
            return KeyWire.Frame(number, (byte)refusal, answer);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answer);
        }
    }

    private async Task<(KeyRefusal Refusal, byte[] Answer)> Answer(KeyQuestion question, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        try
        {
            return (question, body.Length) switch
            {
                (KeyQuestion.Hello, 1) when body.Span[0] == KeyWire.Version => (KeyRefusal.None, [KeyWire.Version]),
                (KeyQuestion.ServiceKeys, 0) => (KeyRefusal.None, ServiceKeys()),
                (KeyQuestion.Create, 16) => (await Create(new Guid(body.Span, bigEndian: true), cancel), []),
                (KeyQuestion.Release, ReleaseRequest.Length) => await Release(ReleaseRequest.Parse(body)!.Value, cancel),
                (KeyQuestion.Book, sizeof(long)) => Page(BinaryPrimitives.ReadInt64BigEndian(body.Span)),
                _ => (KeyRefusal.Malformed, Array.Empty<byte>()),
            };
        }
        catch (Exception down) when (down is KeysUnavailableException or DbException or IOException or TimeoutException)
        {
            return (KeyRefusal.Unavailable, []);
        }
        catch (OpenFailedException)
        {
            // A row of the key table that was changed or swapped: nothing of it leaves, and the server says that somebody tampered.
            return (KeyRefusal.OtherLine, []);
        }
    }

    /// <summary>Zeroes the cache of subject keys.</summary>
    public void Dispose() => subjects.Dispose();

    private byte[] ServiceKeys()
    {
        book.Append(BookEntry.Of(BookKind.ServiceKeysGiven, clock.GetUtcNow()));
        var answer = new byte[sizeof(int) + services.Length * Secret.Size];
        BinaryPrimitives.WriteInt32BigEndian(answer, ring.CurrentEpoch);
        for (var i = 0; i < services.Length; i++)
            services[i].Key.CopyTo(answer.AsSpan(sizeof(int) + i * Secret.Size));
        return answer;
    }

    private async Task<KeyRefusal> Create(Guid subject, CancellationToken cancel)
    {
        if (subject == Guid.Empty)
            return KeyRefusal.Malformed;
        if (!budget.Admit(subject, actor: null))
            return Refused(KeyRefusal.Budget, null);
        try
        {
            book.Append(BookEntry.Of(BookKind.Created, clock.GetUtcNow()));
            await subjects.Create(subject, cancel);
            return KeyRefusal.None;
        }
        catch (InvalidOperationException)
        {
            return KeyRefusal.Exists;
        }
    }

    private async Task<(KeyRefusal Refusal, byte[] Answer)> Release(ReleaseRequest asked, CancellationToken cancel)
    {
        if (await lines.Fresh(asked.RecordId, cancel) is not { } line)
            return (Refused(KeyRefusal.NoFreshLine, asked), []);
        if (ScopeOf(line, asked.Opening.Span) is not { } scope
            || line.Index != asked.Index || scope.Subject != asked.Subject || scope.Classes == 0 || (asked.Classes & ~scope.Classes) != 0)
            return (Refused(KeyRefusal.OtherLine, asked), []);
        if (!budget.Admit(scope.Subject, scope.Actor))
            return (Refused(KeyRefusal.Budget, asked), []);

        // The table first: where it is down, the line is still good for the same request once more.
        using var subjectKey = await subjects.Find(scope.Subject, cancel);
        if (!line.Spend())
            return (Refused(KeyRefusal.Spent, asked), []);
        var classes = FieldClassMask.Classes(asked.Classes).Where(ReleasedKeys.IsSealable).ToList();
        book.Append(BookEntry.Of(BookKind.Released, clock.GetUtcNow(), classes: classes.Count, index: line.Index, record: line.RecordId));
        var answer = new byte[1 + classes.Count * Secret.Size];
        answer[0] = subjectKey.Exists ? (byte)1 : (byte)0;
        for (var i = 0; i < classes.Count; i++)
        {
            using var key = ReleasedKeys.KeyOf(subjectKey, scope.Subject, classes[i]);
            key.CopyTo(answer.AsSpan(1 + i * Secret.Size));
        }

        return (KeyRefusal.None, answer);
    }

    /// <summary>What the line lets out, read from the stored bytes that its leaf covers; null when they do not open with the key that is shown.</summary>
    private static LineScope? ScopeOf(CommittedLine line, ReadOnlySpan<byte> opening)
    {
        try
        {
            using var key = Secret.CopyOf(opening);
            return ScopeFormat.Read(line.SubjectPart.Span[0], RecordPartFormat.OpenPart(key, line.RecordId, RecordPart.Subject, line.SubjectPart.Span));
        }
        catch (OpenFailedException)
        {
            return null;
        }
    }

    private KeyRefusal Refused(KeyRefusal why, ReleaseRequest? asked)
    {
        book.Append(BookEntry.Of(BookKind.Refused, clock.GetUtcNow(), why, index: asked?.Index ?? -1, record: asked?.RecordId));
        return why;
    }

    private (KeyRefusal Refusal, byte[] Answer) Page(long from)
    {
        if (from < 0)
            return (KeyRefusal.Malformed, []);
        var entries = book.Read(from, KeyWire.BookPage);
        var answer = new byte[entries.Count * BookEntry.Length];
        for (var i = 0; i < entries.Count; i++)
            entries[i].Write(answer.AsSpan(i * BookEntry.Length));
        return (KeyRefusal.None, answer);
    }
}
