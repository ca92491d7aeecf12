using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Server.Audit;
using Registry.Server.Audit.Review;
using Registry.Server.Records;

namespace Registry.Server.Tests.Review;

/// <summary>What the inspectors' view keeps: so much and no more, whatever the log holds.</summary>
public sealed class KeptLinesTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 17, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 11, 17);
    private static readonly Guid Mandate = Guid.NewGuid();

    [Fact]
    public void The_oldest_lines_go_and_it_says_from_where_on_it_knows()
    {
        var kept = new KeptLines { Capacity = 3 };
        foreach (var index in Enumerable.Range(0, 8))
            kept.Add(Line(index));

        Assert.Equal((5L, Morning.AddSeconds(5)), (kept.Oldest, kept.Since));
        Assert.Equal([5L, 6, 7], kept.Of(null).Up(0).Select(line => line.Index));
        kept.Begin(20);
        Assert.Equal((20L, (DateTimeOffset?)null), (kept.Oldest, kept.Since));
        Assert.Empty(kept.Of(null).Down());
    }

    [Fact]
    public void What_many_lines_say_alike_is_kept_once_and_says_the_same()
    {
        static AccessRecord Opened() => AccessRecord.Parse(new AccessRecord
        {
            At = Morning,
            Kind = RecordKind.Intent,
            Officer = "a/1",
            Law = new string('9', 64),
            Asked = [FieldClass.CoreIdentity],
            Granted = ImmutableSortedDictionary<FieldClass, string>.Empty.Add(FieldClass.CoreIdentity, "N2K-13"),
        }.ToBytes());
        var kept = new KeptLines();
        foreach (var index in Enumerable.Range(0, 2)) kept.Add(new IndexedRecord(index, Guid.NewGuid(), Guid.Empty, Opened()));

        var (one, other) = (kept.Of(null).Up(0).First().Content, kept.Of(null).Up(0).Last().Content);
        Assert.Same(one.Law, other.Law);
        Assert.Same(one.Granted, other.Granted);
        Assert.NotSame(one, other);
        Assert.Equal(Opened().ToBytes(), other.ToBytes());

        var shared = new SharedWords(most: 0);
        Assert.NotSame(shared.Of(Opened()).Law, shared.Of(Opened()).Law);
    }

    [Fact]
    public void A_mark_goes_with_its_line_and_covers_no_line_that_came_after_it()
    {
        var kept = new KeptLines { Capacity = 3 };
        var key = new ReviewKey("REVIEW_BULK", "urn:i", "a/1", null);
        kept.Add(Mark(7, first: 2, last: 5));

        Assert.NotNull(kept.Settled.Find(key, [2, 5]));
        Assert.Null(kept.Settled.Find(key, [2, 6]));
        Assert.Null(kept.Settled.Find(key with { Officer = "a/2" }, [2]));
        Assert.Null(kept.Settled.Find(key with { Rule = "REVIEW_MISSES" }, [2]));
        kept.Add(Mark(8, first: 6, last: 12));
        Assert.Null(kept.Settled.Find(key, [6]));
        foreach (var index in Enumerable.Range(9, 3))
            kept.Add(Line(index));
        Assert.Null(kept.Settled.Find(key, [2, 5]));
        Assert.Null(kept.Settled.OfRequest("r7"));
    }

    [Fact]
    public void A_denial_or_an_intent_that_speaks_of_a_mark_is_none()
    {
        var kept = new KeptLines();
        foreach (var kind in (RecordKind[])[RecordKind.Intent, RecordKind.Denial])
            kept.Add(Mark(7, first: 2, last: 5) is var mark ? mark with { Content = mark.Content with { Kind = kind } } : null!);

        Assert.Null(kept.Settled.Find(new ReviewKey("REVIEW_BULK", "urn:i", "a/1", null), [2]));
    }

    [Fact]
    public void What_was_shown_under_a_mandate_is_counted_also_when_its_lines_are_gone_and_in_bounded_memory()
    {
        var kept = new KeptLines { Capacity = 2 };
        foreach (var index in Enumerable.Range(0, 10))
            kept.Add(Shown(index, Mandate, Day));

        Assert.Equal(50, kept.Shown.Of(Mandate, Day));
        Assert.Equal(0, kept.Shown.Of(Mandate, Day.AddDays(1)));
        foreach (var index in Enumerable.Range(10, MandateUse.Most))
            kept.Add(Shown(index, Guid.NewGuid(), Day));
        Assert.Equal(0, kept.Shown.Of(Mandate, Day));
    }

    private static IndexedRecord Line(long index) => new(
        index, Guid.NewGuid(), Guid.Empty, new AccessRecord { At = Morning.AddSeconds(index), Kind = RecordKind.Intent, Agency = "A", Officer = "a/1", Purpose = Purpose.Protect });

    private static IndexedRecord Mark(long index, long first, long last) => Line(index) with
    {
        Content = new AccessRecord
        {
            At = Morning,
            Kind = RecordKind.Outcome,
            Settles = new SettledRecord("REVIEW_BULK", "urn:i", "a/1", null, first, last, SettledAs.InOrder, $"r{index}", "b"),
        },
    };

    private static IndexedRecord Shown(long index, Guid mandate, DateOnly day) => Line(index) is var line ? line with { Content = line.Content with { Mandate = mandate, LawDate = day, Shows = 5 } } : null!;
}
