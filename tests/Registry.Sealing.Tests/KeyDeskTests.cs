using System.Buffers.Binary;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

/// <summary>What the process that releases keys lets out, asked by a server that may have been taken over.</summary>
public sealed class KeyDeskTests : IAsyncLifetime
{
    private static readonly FieldClass[] Two = [FieldClass.IdentityMinimum, FieldClass.Health];

    private readonly string folder = Directory.CreateTempSubdirectory("registry-book-").FullName;
    private readonly ShownLog log = new();
    private readonly KeyTable auditTable = new();
    private House house = null!;
    private RecordSealer sealer = null!;
    private ReleaseBook book = null!;
    private KeyDesk desk = null!;

    public async ValueTask InitializeAsync()
    {
        house = await House.Open();
        sealer = await RecordSealer.Start(CountingCustodian.Key.ExportSubjectPublicKeyInfo(), auditTable, house.Clock, default);
        book = ReleaseBook.Open(folder, await house.Service(ServiceKeyName.ReleaseBook));
        desk = await Desk(new KeyBudgetOptions { PersonsPerHour = 4, PersonsPerActorHour = 3 });
    }

    public ValueTask DisposeAsync()
    {
        desk.Dispose();
        book.Dispose();
        sealer.Dispose();
        house.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_committed_line_lets_out_the_keys_of_its_classes_and_no_subject_key()
    {
        var (asked, _) = Commit(House.Ana, Two);

        var (refusal, answer) = await Ask(asked);

        using var own = await house.Release(House.Ana, Two);
        Assert.Equal(KeyRefusal.None, refusal);
        Assert.Equal(1 + 2 * Secret.Size, answer.Length);
        Assert.Equal(1, answer[0]);
        Assert.Equal([.. Bytes(own, FieldClass.IdentityMinimum), .. Bytes(own, FieldClass.Health)], answer[1..]);
    }

    [Fact]
    public async Task Nobody_gets_as_many_keys_as_somebody_and_they_seal_nothing()
    {
        var (asked, _) = Commit(Guid.NewGuid(), Two);

        var (refusal, answer) = await Ask(asked);

        Assert.Equal((KeyRefusal.None, 1 + 2 * Secret.Size, 0), (refusal, answer.Length, answer[0]));
    }

    [Fact]
    public async Task A_line_that_does_not_stand_in_the_log_lets_nothing_out()
    {
        var (asked, _) = Commit(House.Ana, Two);
        log.Lines.Clear();

        Assert.Equal(KeyRefusal.NoFreshLine, (await Ask(asked)).Refusal);
    }

    [Fact]
    public async Task A_line_lets_its_keys_out_once()
    {
        var (asked, _) = Commit(House.Ana, Two);
        await Ask(asked);

        Assert.Equal((KeyRefusal.Spent, 0), Short(await Ask(asked)));
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_with_one_line_one_gets_its_keys()
    {
        var (asked, _) = Commit(House.Ana, Two);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Ask(asked))));

        Assert.Single(answers, answer => answer.Refusal == KeyRefusal.None);
        Assert.All(answers.Where(answer => answer.Refusal != KeyRefusal.None), answer => Assert.Equal((KeyRefusal.Spent, 0), Short(answer)));
    }

    public static TheoryData<string> Lies => new("person", "class", "index", "opening", "short opening", "another line's opening", "no class");

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_line_lets_nothing_out_but_what_it_says(string lie)
    {
        var (asked, _) = Commit(House.Ana, Two);
        var (other, _) = Commit(House.Binh, Two);
        var flipped = asked.Opening.ToArray();
        flipped[3] ^= 1;

        var told = lie switch
        {
            "person" => asked with { Subject = House.Binh },
            "class" => asked with { Classes = asked.Classes | FieldClassMask.Of([FieldClass.CurrentPlace]) },
            "index" => asked with { Index = asked.Index + 1 },
            "opening" => asked with { Opening = flipped },
            "short opening" => asked with { Opening = new byte[Secret.Size] },
            "another line's opening" => asked with { Opening = other.Opening },
            _ => asked with { Subject = House.Binh, Classes = 0 },
        };

        Assert.Equal((KeyRefusal.OtherLine, 0), Short(await Ask(told)));
        Assert.Equal(KeyRefusal.None, (await Ask(asked)).Refusal);
    }

    [Fact]
    public async Task A_denial_lets_nothing_out()
    {
        var (denial, _) = Commit(House.Ana, []);

        Assert.Equal(KeyRefusal.OtherLine, (await Ask(denial with { Classes = FieldClassMask.Of(Two) })).Refusal);
        Assert.Equal(KeyRefusal.OtherLine, (await Ask(denial)).Refusal);
    }

    [Fact]
    public async Task A_line_of_before_lines_said_what_they_let_out_lets_nothing_out()
    {
        using var epoch = Secret.Random(SystemRandom.Fill);
        var id = Guid.NewGuid();
        var part = RecordPartFormat.Seal(epoch, Guid.NewGuid(), id, RecordPart.Subject, House.Ana.Bytes(), SystemRandom.Fill);
        log.Lines[id] = new CommittedLine(id, 5, part);

        var asked = new ReleaseRequest(id, 5, House.Ana, FieldClassMask.Of(Two), RecordPartFormat.PartKey(epoch, id, RecordPart.Subject));

        Assert.Equal(KeyRefusal.OtherLine, (await Ask(asked)).Refusal);
    }

    [Fact]
    public async Task A_walk_ends_at_the_hours_persons_and_the_next_hour_begins_anew()
    {
        var walk = new List<KeyRefusal>();
        for (var person = 0; person < 5; person++)
            walk.Add((await Ask(Commit(Guid.NewGuid(), Two, actor: (uint)person).Asked)).Refusal);
        var again = (await Ask(Commit(House.Ana, Two, actor: 9).Asked)).Refusal;
        house.Clock.Now += TimeSpan.FromHours(1);

        Assert.Equal([KeyRefusal.None, KeyRefusal.None, KeyRefusal.None, KeyRefusal.None, KeyRefusal.Budget], walk);
        Assert.Equal(KeyRefusal.Budget, again);
        await sealer.MakeAhead(default);
        Assert.Equal(KeyRefusal.None, (await Ask(Commit(House.Ana, Two, actor: 9).Asked)).Refusal);
    }

    [Fact]
    public async Task One_officers_walk_ends_before_the_others_and_looking_again_costs_nothing()
    {
        var persons = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToList();
        var walk = new List<KeyRefusal>();
        foreach (var person in persons)
            walk.Add((await Ask(Commit(person, Two, actor: 7).Asked)).Refusal);

        Assert.Equal([KeyRefusal.None, KeyRefusal.None, KeyRefusal.None, KeyRefusal.Budget], walk);
        Assert.Equal(KeyRefusal.None, (await Ask(Commit(persons[0], Two, actor: 7).Asked)).Refusal);
        Assert.Equal(KeyRefusal.None, (await Ask(Commit(persons[0], Two, actor: 8).Asked)).Refusal);
    }

    [Fact]
    public async Task New_persons_count_among_the_hours_and_as_no_officers()
    {
        var made = new List<KeyRefusal>();
        for (var i = 0; i < 5; i++)
            made.Add((await Ask(KeyQuestion.Create, Guid.NewGuid().Bytes())).Refusal);

        Assert.Equal([KeyRefusal.None, KeyRefusal.None, KeyRefusal.None, KeyRefusal.None, KeyRefusal.Budget], made);
    }

    [Fact]
    public async Task A_key_is_made_for_a_new_person_alone()
    {
        Assert.Equal(KeyRefusal.Exists, (await Ask(KeyQuestion.Create, House.Ana.Bytes())).Refusal);
        Assert.Equal(KeyRefusal.Malformed, (await Ask(KeyQuestion.Create, Guid.Empty.Bytes())).Refusal);
        Assert.Equal(KeyRefusal.None, (await Ask(KeyQuestion.Create, Guid.NewGuid().Bytes())).Refusal);
    }

    [Fact]
    public async Task The_keys_of_the_service_are_given_and_that_of_the_book_is_not()
    {
        var (_, answer) = await Ask(KeyQuestion.ServiceKeys, []);

        var books = await house.Service(ServiceKeyName.ReleaseBook);
        var facts = await house.Service(ServiceKeyName.Facts);
        Assert.Equal(sizeof(int) + 5 * Secret.Size, answer.Length);
        Assert.Equal(Bytes(facts.Key), answer[4..36]);
        Assert.Equal(-1, answer.AsSpan().IndexOf(Bytes(books.Key)));
    }

    [Theory]
    [InlineData(0, "02")]
    [InlineData(0, "")]
    [InlineData(1, "00")]
    [InlineData(2, "0011")]
    [InlineData(3, "00")]
    [InlineData(4, "ffffffffffffffff")]
    [InlineData(4, "00")]
    [InlineData(99, "")]
    public async Task What_is_no_question_is_refused(byte question, string body) =>
        Assert.Equal((KeyRefusal.Malformed, 0), Short(await Ask((KeyQuestion)question, Convert.FromHexString(body))));

    [Fact]
    public async Task The_book_says_what_was_let_out_and_what_was_refused_and_names_nobody()
    {
        var (asked, id) = Commit(House.Ana, Two);
        await Ask(asked);
        await Ask(asked);

        var told = book.Read(0, 100);

        Assert.Equal([BookKind.Started, BookKind.Released, BookKind.Refused], told.Select(entry => entry.Kind));
        Assert.Equal((2, asked.Index, KeyRefusal.None), (told[1].Classes, told[1].Index, told[1].Why));
        Assert.True(told[1].IsAbout(id) && told[2].IsAbout(id));
        Assert.Equal(KeyRefusal.Spent, told[2].Why);
        var bytes = Directory.EnumerateFiles(folder).SelectMany(File.ReadAllBytes).ToArray();
        Assert.Equal(-1, bytes.AsSpan().IndexOf(House.Ana.Bytes()));
        Assert.Equal(-1, bytes.AsSpan().IndexOf(id.Bytes()));
    }

    [Fact]
    public async Task Without_the_log_nothing_is_let_out()
    {
        var (asked, _) = Commit(House.Ana, Two);
        log.Down = true;

        Assert.Equal((KeyRefusal.Unavailable, 0), Short(await Ask(asked)));
    }

    private (ReleaseRequest Asked, Guid Id) Commit(Guid subject, FieldClass[] classes, uint actor = 1)
    {
        var id = Guid.NewGuid();
        var record = sealer.Seal(id, [1], [], new LineScope(subject, FieldClassMask.Of(classes), actor));
        log.Lines[id] = new CommittedLine(id, log.Lines.Count, record.Subject);
        return (new ReleaseRequest(id, log.Lines.Count - 1, subject, FieldClassMask.Of(classes), record.Opening), id);
    }

    private Task<(KeyRefusal Refusal, byte[] Answer)> Ask(ReleaseRequest asked) => Ask(KeyQuestion.Release, asked.ToBytes());

    private async Task<(KeyRefusal Refusal, byte[] Answer)> Ask(KeyQuestion question, byte[] body)
    {
        var answer = await desk.Answer(KeyWire.Frame(77, (byte)question, body), default);
        Assert.Equal(77UL, BinaryPrimitives.ReadUInt64BigEndian(answer.AsSpan(4)));
        Assert.Equal(answer.Length, KeyWire.Complete(answer));
        return ((KeyRefusal)answer[12], answer[13..]);
    }

    private static (KeyRefusal Refusal, int Length) Short((KeyRefusal Refusal, byte[] Answer) answer) => (answer.Refusal, answer.Answer.Length);

    private static byte[] Bytes(ReleasedKeys keys, FieldClass fieldClass) => Bytes(keys.Find(House.Ana, fieldClass)!);

    private static byte[] Bytes(Secret secret)
    {
        var bytes = new byte[Secret.Size];
        secret.CopyTo(bytes);
        return bytes;
    }

    private Task<KeyDesk> Desk(KeyBudgetOptions options) =>
        KeyDesk.Open(house.Ring, house.Table, log, book, new KeyBudget(options, house.Clock), house.Clock, default);

    private sealed class ShownLog : ICommittedLines
    {
        internal Dictionary<Guid, CommittedLine> Lines { get; } = [];

        internal bool Down { get; set; }

        public ValueTask<CommittedLine?> Fresh(Guid recordId, CancellationToken cancel) =>
            Down ? throw new KeysUnavailableException("down") : ValueTask.FromResult(Lines.GetValueOrDefault(recordId));
    }
}
