using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.Reports;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Reports;

/// <summary>One human being is counted once, and a step is overdue as of a day: whatever is asked later, the answer about that day is the same.</summary>
public sealed class CountedLivesTests
{
    private static readonly DateOnly March = new(2016, 3, 1);
    private static readonly ReportSpan Quarter = ReportSpan.Quarter1;

    [Fact]
    public void Two_records_of_one_human_being_count_once_from_the_day_on_which_that_was_recorded_until_they_are_parted()
    {
        Counted Said(CountedWhat what, DateOnly on) => new(what, on, on, null, Counted.Nothing);
        var people = Enumerable.Range(0, 12).Select(_ => new[] { Numbers.Victim(Numbers.Post, March) })
            .Append([Numbers.Victim(Numbers.Post, March), Said(CountedWhat.Merged, new(2016, 5, 1)), Said(CountedWhat.Unmerged, new(2016, 8, 1)), Said(CountedWhat.Merged, new(2016, 11, 1))]).ToList();

        long On(DateOnly asOf) => Census(people, asOf).At(null, Quarter, Figure.Victims, "", Releases.Of(2016, asOf).Length - 1);

        Assert.Equal([13, 12, 13, 12], new DateOnly[] { new(2016, 4, 5), new(2016, 7, 5), new(2016, 10, 5), new(2017, 1, 5) }.Select(On));
        Assert.Equal(13, Census(people, new(2017, 1, 5)).At(null, Quarter, Figure.Victims, "", moment: 0));
    }

    [Theory]
    [InlineData(PersonKind.Victim, true)]
    [InlineData(PersonKind.Relative, false)]
    public void A_victim_joined_with_a_victims_record_is_counted_there_and_with_a_relatives_still_here(PersonKind kept, bool elsewhere)
    {
        var other = Guid.NewGuid();
        var victim = State(new VictimRegistered(March, Hue.Post.Agency, "HONGVAN", Channel.BilateralAgreement, null, []));
        PersonMerged Merged(bool isKept) => new(March, Hue.Police.Agency, other, isKept, [], kept);

        Assert.Equal(elsewhere ? CountedWhat.Merged : null, Counting.Of(Hue.Law, Merged(isKept: false), March, victim.Person, Counted.Nothing)?.What);
        Assert.Null(Counting.Of(Hue.Law, Merged(isKept: true), March, victim.Person, Counted.Nothing));
        var joined = victim.Apply(StreamTypes.Person, Merged(isKept: false), Guid.NewGuid());
        Assert.Equal(CountedWhat.Unmerged, Counting.Of(Hue.Law, new PersonUnmerged(March, Hue.Police.Agency, other), March, joined.Person, Counted.Nothing)?.What);
        Assert.Null(Counting.Of(Hue.Law, new PersonUnmerged(March, Hue.Police.Agency, Guid.NewGuid()), March, victim.Person, Counted.Nothing));
    }

    [Fact]
    public void A_verification_is_a_step_from_the_reception_until_it_is_recorded()
    {
        var registered = State(new VictimRegistered(March, Hue.Post.Agency, "HONGVAN", Channel.BilateralAgreement, null, [Hue.Police.Agency]));
        var (received, opened) = Next(registered, new PersonReceived(March, Hue.Police.Agency, false));
        var (_, closed) = Next(received, new VerificationRecorded(March.AddDays(30), Hue.Police.Agency, VerificationOutcome.Confirmed, []));

        var verify = Assert.Single(opened, one => one.Step.Duty == DutyKind.Verify);
        Assert.Equal((CountedWhat.StepOpened, Hue.Police.Agency, "Verify"), (verify.Entry.What, verify.Entry.By, verify.Entry.Codes[Figure.Overdue].Single()));
        Assert.Contains((verify.Step, CountedWhat.StepClosed), closed.Select(one => (one.Step, one.Entry.What)));
        Assert.Equal(CountedWith.TheStep, verify.Entry.With);
    }

    [Fact]
    public void An_event_that_moves_no_day_says_nothing_of_steps()
    {
        var registered = State(new VictimRegistered(March, Hue.Post.Agency, "HONGVAN", Channel.BilateralAgreement, null, []));

        Assert.Empty(Next(registered, new RelativeAdded(March, Hue.Post.Agency, Guid.NewGuid(), false)).Entries);
    }

    public static TheoryData<string?, string?, string, bool> Ends => new()
    {
        { null, null, "2016-07-05", true },
        { "2016-03-21", null, "2016-07-05", false },
        { "2016-03-22", null, "2016-07-05", true },
        { null, "2016-03-22", "2016-07-05", false },
        { null, "2016-03-23", "2016-07-05", true },
        { "2016-05-01", null, "2016-07-05", true },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_step_is_overdue_when_it_was_still_to_be_taken_after_its_last_day(string? closed, string? until, string asOf, bool overdue)
    {
        var opened = Opened(due: new(2016, 3, 21)) with { Until = until is null ? null : Day(until) };
        List<Counted> entries = closed is null ? [opened] : [opened, Opened(default) with { What = CountedWhat.StepClosed, On = Day(closed), RecordedOn = Day(closed), Due = null }];
        var moments = Releases.Of(2016, Day(asOf));

        Assert.Equal(overdue ? 1 : 0, Census([entries], Day(asOf)).At(Numbers.Police, Quarter, Figure.Overdue, "Verify", moments.Length - 1));
    }

    [Fact]
    public void A_day_that_was_put_off_counts_from_the_day_on_which_that_was_recorded_and_in_its_own_quarter()
    {
        List<Counted> entries = [Opened(due: new(2016, 3, 21)), Opened(due: new(2016, 6, 1)) with { RecordedOn = new(2016, 4, 20) }];
        var census = Census([entries], new(2016, 7, 5));

        Assert.Equal([1, 0], Enumerable.Range(0, 2).Select(moment => census.At(Numbers.Police, Quarter, Figure.Overdue, "Verify", moment)));
        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(moment => census.At(Numbers.Police, ReportSpan.Quarter2, Figure.Overdue, "Verify", moment)));
    }

    [Theory]
    [MemberData(nameof(DifferencingTests.Seeds), MemberType = typeof(DifferencingTests))]
    public void A_step_of_every_kind_is_hidden_like_any_small_count(int seed)
    {
        var random = new Random(seed);
        var told = Numbers.Told(
            Enumerable.Range(0, random.Next(120)).Select(_ => new[] { Opened(new(2016, 1 + random.Next(12), 1)) with { Codes = Numbers.Codes((Figure.Overdue, [$"{(DutyKind)(1 + random.Next(1 + random.Next(11)))}"])) } }),
            key: $"{seed}");
        var attacker = new Attacker(told, [Numbers.Police], Figure.Overdue);

        foreach (var span in ReportPeriod.Spans)
            foreach (var code in told.CodesOf(Figure.Overdue).Where(code => told.Value(Figure.Overdue, null, span, code) < 5))
                Assert.True(attacker.Knows(Figure.Overdue, null, span, code) is { Least: <= 0, Most: >= 4 }, $"seed {seed}: {span} {code}");
    }

    private static Counted Opened(DateOnly due) => new(CountedWhat.StepOpened, March, March, Numbers.Police, Numbers.Codes((Figure.Overdue, ["Verify"]))) { Due = due };

    private static Census Census(IEnumerable<IReadOnlyList<Counted>> people, DateOnly asOf)
    {
        var census = new Census(Numbers.Law, 2016, Releases.Of(2016, asOf));
        foreach (var one in people) census.Add(one);
        return census;
    }

    private static SubjectState State(DomainEvent first) => SubjectState.Empty(Guid.NewGuid()).Apply(StreamTypes.Person, first, Guid.NewGuid());

    private static (SubjectState After, List<(TaskKey Step, Counted Entry)> Entries) Next(SubjectState before, DomainEvent happened)
    {
        var after = before.Apply(StreamTypes.Person, happened, Guid.NewGuid());
        return (after, [.. Steps.Between(Hue.Law, before, after, happened.OccurredOn, happened.OccurredOn)]);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
