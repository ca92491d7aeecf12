using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Server.Audit;
using Registry.Server.Records;

namespace Registry.Server.Tests.Review;

/// <summary>Which lines a question takes.</summary>
public sealed class AccessFilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly Guid Her = new("aaaaaaaa-0000-4000-8000-000000000001");

    private static readonly IndexedRecord Line = new(7, Guid.NewGuid(), Her, new AccessRecord
    {
        At = Noon,
        Kind = RecordKind.Intent,
        Agency = "CA-TTH",
        Officer = "o/1",
        Purpose = Purpose.Treatment,
        Outcome = "OK",
        Granted = ImmutableSortedDictionary<FieldClass, string>.Empty.Add(FieldClass.Health, "row"),
        Refused = ImmutableSortedDictionary<FieldClass, string>.Empty.Add(FieldClass.Evidence, "row"),
    });

    public static TheoryData<string> Filters =>
    [
        nameof(AccessFilter.Subject), nameof(AccessFilter.Officer), nameof(AccessFilter.Agency), nameof(AccessFilter.Purpose), nameof(AccessFilter.Class),
        nameof(AccessFilter.Outcome), nameof(AccessFilter.Kind), nameof(AccessFilter.From), nameof(AccessFilter.Until),
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_line_must_hold_everything_that_is_asked(string field)
    {
        var all = new AccessFilter { Officer = "o/1", Class = FieldClass.Evidence };
        var (takes, refuses) = field switch
        {
            nameof(AccessFilter.Subject) => (all with { Subject = Her }, all with { Subject = Guid.Empty }),
            nameof(AccessFilter.Officer) => (all, all with { Officer = "o/2" }),
            nameof(AccessFilter.Agency) => (all with { Agency = "CA-TTH" }, all with { Agency = "CA" }),
            nameof(AccessFilter.Purpose) => (all with { Purpose = Purpose.Treatment }, all with { Purpose = Purpose.Audit }),
            nameof(AccessFilter.Class) => (all with { Class = FieldClass.Health }, all with { Class = FieldClass.Support }),
            nameof(AccessFilter.Outcome) => (all with { Outcome = "OK" }, all with { Outcome = "NOT_FOUND" }),
            nameof(AccessFilter.Kind) => (all with { Kind = RecordKind.Intent }, all with { Kind = RecordKind.Denial }),
            nameof(AccessFilter.From) => (all with { From = Noon }, all with { From = Noon.AddTicks(10) }),
            _ => (all with { Until = Noon.AddTicks(10) }, all with { Until = Noon }),
        };

        Assert.True(takes.Takes(Line));
        Assert.False(refuses.Takes(Line));
    }

    [Fact]
    public void A_search_back_in_time_ends_some_minutes_before_its_first_moment_and_not_at_a_line_that_is_dated_back()
    {
        var filter = new AccessFilter { From = Noon.AddMinutes(6) };

        Assert.True(filter.IsPast(Line));
        // A line that is dated back stands behind newer ones, and hides nothing that is older than it.
        Assert.False(filter.IsPast(Line with { Latest = Noon.AddHours(1) }));
        Assert.False((filter with { From = Noon.AddMinutes(5) }).IsPast(Line));
        Assert.False(new AccessFilter().IsPast(Line));
    }
}
