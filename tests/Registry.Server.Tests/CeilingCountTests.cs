using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Server.Pipeline;

namespace Registry.Server.Tests;

/// <summary>What counts for whom within a minute.</summary>
public sealed class CeilingCountTests
{
    private readonly HandClock clock = new();

    [Fact]
    public void Calls_that_are_under_way_count_as_misses_until_they_turn_out_to_be_none()
    {
        var ceilings = new Ceilings(new CeilingOptions { OfficerMisses = 2 }, clock);
        var (first, second) = (ceilings.Admit(Of("one")), ceilings.Admit(Of("one")));
        Assert.NotNull(second);
        Assert.Null(ceilings.Admit(Of("one")));
        Assert.False(ceilings.Count(Of("one")));

        first!.GiveBack();
        first.GiveBack();

        Assert.True(ceilings.Count(Of("one")));
        Assert.NotNull(ceilings.Admit(Of("one")));
        Assert.Null(ceilings.Admit(Of("one")));
        clock.Now += TimeSpan.FromMinutes(1);
        second.GiveBack();
        Assert.NotNull(ceilings.Admit(Of("one")));
        Assert.NotNull(ceilings.Admit(Of("one")));
        Assert.Null(ceilings.Admit(Of("one")));
    }

    [Fact]
    public void Names_that_an_issuer_makes_up_share_the_ceiling_of_their_agency()
    {
        var ceilings = new Ceilings(new CeilingOptions { OfficerMisses = 2, AgencyMisses = 5 }, clock);

        Assert.Equal(5, Enumerable.Range(0, 50).Count(n => ceilings.Admit(Of($"made-up-{n}")) is not null));

        Assert.Null(ceilings.Admit(Of("one")));
        Assert.NotNull(ceilings.Admit(Of("one", "BCHBP-TTH")));
    }

    [Fact]
    public void What_one_officer_asks_beyond_her_own_ceiling_uses_nothing_of_her_agencys()
    {
        var ceilings = new Ceilings(new CeilingOptions { OfficerCalls = 3, AgencyCalls = 5 }, clock);

        Assert.Equal(3, Enumerable.Range(0, 50).Count(_ => ceilings.Count(Of("one"))));
        Assert.Equal(2, Enumerable.Range(0, 50).Count(_ => ceilings.Count(Of("two"))));
        Assert.False(ceilings.Count(Of("three")));
        Assert.True(ceilings.Count(Of("one", "BCHBP-TTH")));
    }

    [Fact]
    public void Wrong_codes_have_ceilings_of_their_own()
    {
        var ceilings = new Ceilings(new CeilingOptions { OfficerWrongCodes = 2, AgencyWrongCodes = 3 }, clock);
        var right = ceilings.NameCode(Of("one"));
        Assert.NotNull(ceilings.NameCode(Of("one")));
        Assert.Null(ceilings.NameCode(Of("one")));
        right!.GiveBack();

        Assert.NotNull(ceilings.NameCode(Of("one")));
        Assert.Null(ceilings.NameCode(Of("one")));
        Assert.NotNull(ceilings.NameCode(Of("two")));
        Assert.Null(ceilings.NameCode(Of("two")));
        Assert.NotNull(ceilings.NameCode(Of("one", "BCHBP-TTH")));
    }

    [Fact]
    public void One_human_being_under_two_issuers_or_seconded_has_one_ceiling()
    {
        var ceilings = new Ceilings(new CeilingOptions { OfficerMisses = 3, OfficerStreams = 1 }, clock);
        Caller[] same = [Of("one"), Of("ONE") with { Issuer = "urn:another" }, Of("one", "BCHBP-TTH") with { SecondedFrom = Of("one").Agency }];

        Assert.All(same, caller => Assert.NotNull(ceilings.Admit(caller)));
        Assert.All(same, caller => Assert.Null(ceilings.Admit(caller)));
        var stream = ceilings.Watch(same[0]);
        Assert.Null(ceilings.Watch(same[1]));
        stream!.GiveBack();
        Assert.NotNull(ceilings.Watch(same[2]));
    }

    private static Caller Of(string officer, string agency = "CA-TTH") =>
        new("urn:issuer", officer, new AgencyCode(agency), AgencyKind.ProvincialPolice, new HashSet<string>(), null, null);

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2016, 3, 1, 2, 0, 59, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
