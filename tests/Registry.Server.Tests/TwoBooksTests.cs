using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Sealing;
using Registry.Server.Audit.Review;
using Registry.Server.Books;
using Registry.Server.Records;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;

namespace Registry.Server.Tests;

/// <summary>Whatever was released without a line, and whatever a line conceals, shows in the comparison of the two books.</summary>
public sealed class TwoBooksTests(KeysApart apart) : IClassFixture<KeysApart>, IDisposable
{
    private static readonly HashSet<FieldClass> Name = [FieldClass.IdentityMinimum];

    private readonly string scratch = Directory.CreateTempSubdirectory("registry-books-").FullName;
    private readonly Later clock = new();

    private RunningRegistry Registry => apart.Registry;

    private RemoteKeys Keys => (RemoteKeys)Registry.Service<ISubjectKeys>();

    private LogReader Log => Registry.Service<LogReader>();

    public void Dispose() => Directory.Delete(scratch, recursive: true);

    [Fact]
    public async Task Books_of_an_honest_day_agree_and_the_next_comparison_begins_where_this_one_ended()
    {
        var start = await Everything();
        using var play = await new BorderReturn(Registry).Registered();

        var first = await Compare(start);
        var second = await Compare(first);

        Assert.Equal(0, first.Difference);
        Assert.True(first is { Releases: > 0, Grants: > 0 });
        Assert.Equal((first.UntilLine, first.UntilEntry, 0L), (second.FromLine, second.FromEntry, second.Grants));
    }

    [Fact]
    public async Task A_release_without_its_line_is_found_and_is_the_gravest_entry_of_the_queue()
    {
        var start = await Everything();
        var line = await Write(Name);
        using (await Keys.Release(line, default))
        {
        }

        var another = await Compare(start, entry => entry with { Record = BookEntry.HashOf(Guid.NewGuid()) });
        var nowhere = await Compare(start, entry => entry with { Index = line.LeafIndex + 1_000_000 });

        Assert.Contains(line.LeafIndex, another.WithoutLine.Lines);
        Assert.Equal(1, nowhere.WithoutLine.Count);
        Assert.Contains(Queue(nowhere), found => found is { Rule: "BOOKS-2", Score: 100 });
    }

    [Fact]
    public async Task A_release_against_a_denial_is_found()
    {
        var start = await Everything();
        var denial = await Write([], kind: RecordKind.Denial);

        var report = await Compare(start, added: [Released(denial.LeafIndex, denial.RecordId)]);

        Assert.Equal([denial.LeafIndex], report.WithoutLine.Lines);
    }

    [Fact]
    public async Task A_line_for_which_no_key_was_released_is_told_as_a_call_that_ended()
    {
        var start = await Everything();
        var line = await Write(Name);

        var report = await Compare(start);

        Assert.Equal([line.LeafIndex], report.WithoutRelease.Lines);
        Assert.Contains(Queue(report), found => found is { Rule: "BOOKS-6", Score: < 50 });
    }

    [Fact]
    public async Task A_line_that_conceals_from_inspectors_what_it_let_out_is_found()
    {
        var start = await Everything();
        var denial = await Write(Name, kind: RecordKind.Denial);
        var another = await Write(Name, officer: "another");
        foreach (var line in (Receipt[])[denial, another])
            (await Keys.Release(line, default)).Dispose();

        var report = await Compare(start);

        Assert.Equal([denial.LeafIndex, another.LeafIndex], report.Disagreeing.Lines);
        Assert.Contains(Queue(report), found => found.Rule == "BOOKS-4");
    }

    [Fact]
    public async Task What_a_line_says_of_its_time_hides_nothing_that_stands_behind_it()
    {
        var start = await Everything();
        var atWork = await Write(Name);
        var denial = await Write(Name, kind: RecordKind.Denial);
        var ahead = await Write([], at: TimeProvider.System.GetUtcNow().AddHours(1));
        foreach (var line in (Receipt[])[atWork, denial])
            (await Keys.Release(line, default)).Dispose();

        var young = await Compare(start, now: TimeProvider.System);
        var later = await Compare(start);

        Assert.Equal((start.UntilLine, 0L), (young.UntilLine, young.WithoutRelease.Count));
        Assert.Equal([denial.LeafIndex, ahead.LeafIndex], young.Disagreeing.Lines);
        Assert.Equal([denial.LeafIndex, ahead.LeafIndex], later.Disagreeing.Lines);
        Assert.Equal(ahead.LeafIndex + 1, later.UntilLine);
    }

    [Fact]
    public async Task A_line_sealed_to_nobodys_key_lets_keys_out_and_is_found_as_unreadable()
    {
        var start = await Everything();
        using var nobody = System.Security.Cryptography.RSA.Create(3072);
        await using var app = Npgsql.NpgsqlDataSource.Create(Registry.App);
        using var sealer = await RecordSealer.Start(nobody.ExportSubjectPublicKeyInfo(), new AuditEpochs(app), TimeProvider.System, default);
        var line = await Write(Name, sealer: sealer);
        (await Keys.Release(line, default)).Dispose();

        var report = await Compare(start);

        Assert.Equal([line.LeafIndex], report.Unreadable.Lines);
        Assert.Equal(0, report.WithoutLine.Count);
        Assert.Contains(Queue(report), found => found.Rule == "BOOKS-3");
    }

    [Fact]
    public async Task A_book_that_lost_its_end_is_found()
    {
        var start = await Everything();

        var report = await Compare(start with { UntilEntry = start.UntilEntry + 5, FromEntry = start.UntilEntry });

        Assert.Equal(5, report.EntriesGone);
    }

    [Fact]
    public async Task The_server_compares_writes_it_down_and_says_so_in_health()
    {
        using var books = new TwoBooks(
            Registry.Service<Hosting.ServerKeys>(), Log, Registry.Service<LocalAuditKey>(),
            Registry.Service<Hosting.ServerOptions>() with { BooksFile = Path.Combine(scratch, "books") }, clock, NullLogger<TwoBooks>.Instance);

        Assert.Contains("not compared yet", books.Health, StringComparison.Ordinal);
        var report = await books.Compare(default);
        Assert.Equal(report!.UntilEntry, Assert.Single(BooksFile.Read(Path.Combine(scratch, "books"))).UntilEntry);
        Assert.DoesNotContain(books.Health, char.IsDigit);
    }

    [Fact]
    public async Task Every_hour_they_are_compared_and_a_difference_stands_in_file_metric_and_health()
    {
        var (file, hours, measured) = (Path.Combine(scratch, "hourly"), new Hours(), new List<long>());
        var start = await Everything();
        // The last comparison saw five entries more than there are: the book lost its end.
        BooksFile.Append(file, start with { UntilEntry = start.UntilEntry + 5, FromEntry = start.UntilEntry });
        using var books = new TwoBooks(
            Registry.Service<Hosting.ServerKeys>(), Log, Registry.Service<LocalAuditKey>(), Registry.Service<Hosting.ServerOptions>() with { BooksFile = file }, hours, NullLogger<TwoBooks>.Instance);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (one, to) =>
        {
            if (one is { Meter.Name: TwoBooks.MeterName, Name: "registry.keys.books.difference" }) to.EnableMeasurementEvents(one);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => measured.Add(value));
        listener.Start();

        await books.Compare(default);
        listener.RecordObservableInstruments();
        Assert.Contains(5, measured);
        Assert.Equal(5, BooksFile.Read(file)[^1].EntriesGone);
        Assert.Contains("DIFFER", books.Health, StringComparison.Ordinal);

        await books.StartAsync(default);
        for (var waited = 0; BooksFile.Read(file).Count < 5 && waited < 600; waited++) await Task.Delay(100);
        await books.StopAsync(default);
        Assert.True(BooksFile.Read(file).Count >= 5);
        Assert.Equal(TimeSpan.FromHours(1), hours.Asked);
        Assert.Contains("DIFFER", books.Health, StringComparison.Ordinal);
    }

    [Fact]
    public void How_many_refusals_and_unused_lines_are_an_entry_is_a_setting_and_a_release_without_a_line_always_is()
    {
        var report = new BookReport
        {
            At = clock.GetUtcNow(),
            FromLine = 0,
            UntilLine = 9,
            FromEntry = 0,
            UntilEntry = 9,
            Refusals = 3,
            WithoutRelease = Findings.None.And(1).And(2),
            WithoutLine = Findings.None.And(3),
        };
        var file = Path.Combine(scratch, "settings");
        BooksFile.Append(file, report);
        string[] Rules(ReviewOptions options) => [.. BooksFile.ForReview(file, options).Select(found => found.Rule)];

        Assert.Equal(["BOOKS-2", "BOOKS-5", "BOOKS-6"], Rules(new ReviewOptions()));
        Assert.Equal(["BOOKS-2", "BOOKS-6"], Rules(new ReviewOptions { KeyRefusals = 4 }));
        Assert.Equal(["BOOKS-2", "BOOKS-5"], Rules(new ReviewOptions { UnusedGrants = 3 }));
    }

    [Fact]
    public void A_comparison_that_a_crash_cut_short_is_written_over_and_a_damaged_one_is_named()
    {
        var file = Path.Combine(scratch, "torn");
        var report = new BookReport { At = clock.GetUtcNow(), FromLine = 0, UntilLine = 3, FromEntry = 0, UntilEntry = 4 };
        BooksFile.Append(file, report);
        File.AppendAllText(file, "{\"v\":1,");

        BooksFile.Append(file, report with { UntilLine = 9 });

        Assert.Equal([3L, 9L], BooksFile.Read(file).Select(one => one.UntilLine));
        File.WriteAllText(file, "{}\nnothing\n");
        Assert.Contains("line 1", Assert.Throws<FormatException>(() => BooksFile.Read(file)).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<BookFinding> Queue(BookReport report)
    {
        var file = Path.Combine(scratch, Guid.NewGuid().ToString());
        BooksFile.Append(file, report);
        return BooksFile.ForReview(file, new ReviewOptions());
    }

    private static BookEntry Released(long index, Guid record) =>
        new(0, TimeProvider.System.GetUtcNow(), BookKind.Released, KeyRefusal.None, 1, 0, index, BookEntry.HashOf(record));

    /// <summary>Where the books stand now.</summary>
    private Task<BookReport> Everything() => Compare(null);

    /// <summary>Compares, with a book that somebody may have changed since.</summary>
    private async Task<BookReport> Compare(BookReport? since, Func<BookEntry, BookEntry>? change = null, TimeProvider? now = null, params BookEntry[] added)
    {
        var until = since is null ? 0 : since.UntilEntry;
        while (await Keys.Book(until, default) is { Count: > 0 } more)
            until += more.Count;

        async Task<IReadOnlyList<BookEntry>> Page(long from, CancellationToken cancel)
        {
            var page = await Keys.Book(from, cancel);
            var entries = page.Select(entry => change is not null && entry.Kind == BookKind.Released && entry.Number >= since!.UntilEntry ? change(entry) : entry).ToList();
            if (entries.Count == 0)
                entries.AddRange(added.Select((entry, i) => entry with { Number = from + i }).Where(entry => entry.Number >= since!.UntilEntry && from == until));
            return entries;
        }

        return await new Reconciliation(Log, Registry.Service<LocalAuditKey>(), Page, now ?? clock).Since(since, default);
    }

    private async Task<Receipt> Write(HashSet<FieldClass> classes, RecordKind kind = RecordKind.Intent, string officer = "o", IRecordSealer? sealer = null, DateTimeOffset? at = null)
    {
        var (id, person) = (Guid.NewGuid(), Guid.NewGuid());
        var content = new AccessRecord { At = at ?? TimeProvider.System.GetUtcNow(), Kind = kind, Issuer = "i", Officer = officer };
        var parts = (sealer ?? Registry.Service<IRecordSealer>()).Seal(id, content.ToBytes(), [], new LineScope(person, FieldClassMask.Of(classes), LineScope.TagOf("i", "o")));
        var result = await Registry.Service<LogWriter>().Write(new Line(id, parts, null, 0, person, classes, IsGrant: true), default);
        return Assert.IsType<LineResult.Granted>(result).Receipt;
    }

    /// <summary>Two minutes on: what was written just now is no longer at work.</summary>
    /// <summary>An hour is a tenth of a second.</summary>
    private sealed class Hours : TimeProvider
    {
        public TimeSpan Asked { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked = period;
            return base.CreateTimer(callback, state, dueTime / 36_000, period / 36_000);
        }
    }

    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => TimeProvider.System.GetUtcNow().AddMinutes(2);
    }
}
