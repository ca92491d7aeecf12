using System.Collections.Immutable;
using Grpc.Core;
using Registry.Domain.Access;
using Registry.Server.Pipeline;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using AgencyKind = Registry.Domain.Agencies.AgencyKind;
using Purpose = Registry.V1.Purpose;

namespace Registry.Server.Tests;

/// <summary>Emergency looks have a ceiling of their own, for an officer and for an agency.</summary>
public sealed class GlassCeilingTests
{
    private static readonly CeilingOptions Options = new() { OfficerGlass = 2, AgencyGlass = 3 };

    [Fact]
    public void An_officer_and_an_agency_have_so_many_a_day_and_another_has_its_own()
    {
        var ceiling = new GlassCeiling(Options, new Day());

        Assert.True(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
        Assert.True(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
        Assert.False(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
        Assert.True(ceiling.Take(Of("A", "a/2"), Guid.NewGuid()));
        Assert.False(ceiling.Take(Of("A", "a/3"), Guid.NewGuid()));
        Assert.True(ceiling.Take(Of("B", "b/1"), Guid.NewGuid()));
    }

    [Fact]
    public void One_name_in_two_agencies_is_two_officers_and_one_who_is_seconded_stays_one()
    {
        var ceiling = new GlassCeiling(Options with { AgencyGlass = 10 }, new Day());

        Assert.True(ceiling.Take(Of("A", "officer/1"), Guid.NewGuid()));
        Assert.True(ceiling.Take(Of("B", "officer/1") with { SecondedFrom = new AgencyCode("A") }, Guid.NewGuid()));
        Assert.False(ceiling.Take(Of("A", "officer/1"), Guid.NewGuid()));
        Assert.True(ceiling.Take(Of("B", "officer/1"), Guid.NewGuid()));
    }

    [Fact]
    public void What_is_sent_again_counts_once_what_was_refused_not_at_all_and_a_day_begins_anew()
    {
        var (clock, glass) = (new Day(), Guid.NewGuid());
        var ceiling = new GlassCeiling(Options, clock);

        for (var n = 0; n < 5; n++)
            Assert.True(ceiling.Take(Of("A", "a/1"), glass));
        for (var n = 0; n < 5; n++)
        {
            var refused = Guid.NewGuid();
            Assert.True(ceiling.Take(Of("A", "a/1"), refused));
            ceiling.GiveBack(refused);
        }

        Assert.True(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
        Assert.False(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
        clock.Number++;
        Assert.True(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
    }

    [Fact]
    public void A_refused_twin_of_a_look_that_was_taken_gives_nothing_back_and_another_issuer_is_no_other_officer()
    {
        var (ceiling, glass) = (new GlassCeiling(Options, new Day()), Guid.NewGuid());

        Assert.True(ceiling.Take(Of("A", "a/1"), glass));
        ceiling.GiveBack(glass);
        ceiling.Broke(Of("A", "a/1"), glass);
        ceiling.GiveBack(glass);

        Assert.True(ceiling.Take(Of("A", "A/1") with { Issuer = "another" }, Guid.NewGuid()));
        Assert.False(ceiling.Take(Of("A", "a/1"), Guid.NewGuid()));
    }

    [Fact]
    public async Task Beyond_it_nobody_breaks_the_glass_whoever_it_is_about_and_the_refusal_is_a_line()
    {
        await using var registry = await RunningRegistry.Start(
            new CeilingOptions { OfficerCalls = 1_000_000, AgencyCalls = 1_000_000, OfficerMisses = 1_000_000, OfficerGlass = 1, AgencyGlass = 1_000_000 });
        using var first = await new BorderReturn(registry) { CertificateNumber = Canaries.CertificateNumber + "/gc1" }.HandedOver();
        using var second = await new BorderReturn(registry) { CertificateNumber = Canaries.CertificateNumber + "/gc2" }.HandedOver();
        using var post = registry.Desk(Officers.Post.WithEveryScope());
        using var colleague = registry.Desk(Officers.Post.WithEveryScope() with { Name = "dbp-hongvan/44" });
        var (broken, before) = (Breaking(first.Victim), await Lines.Count(registry));

        Assert.Equal(StatusCode.NotFound, (await post.Send(Breaking(BorderReturn.NewId()))).Status);
        (await post.Send(broken)).Expect<BreakGlassResponse>();
        var (hers, nobodys) = (await post.Send(Breaking(second.Victim)), await post.Send(Breaking(BorderReturn.NewId())));

        Assert.Equal((StatusCode.ResourceExhausted, "CEILING_REACHED", hers.Fingerprint), (hers.Status, hers.Reason, nobodys.Fingerprint));
        (await post.Send(broken)).Expect<BreakGlassResponse>();
        (await colleague.Send(Breaking(second.Victim))).Expect<BreakGlassResponse>();
        var line = (await Lines.Of(registry, before)).Single(one => one.Id.ToString() == hers.RecordId);
        Assert.Equal(("CEILING_REACHED", second.Victim), (line.Content.Outcome, line.Subject.ToString()));
        Assert.Null(line.Content.Glass);
        await registry.VerifyEverything();
    }

    private static BreakGlassRequest Breaking(string person) =>
        new() { Context = BorderReturn.Why(Purpose.Emergency, "RULE-EMERGENCY"), RequestId = BorderReturn.NewId(), PersonId = person };

    private static Caller Of(string agency, string officer) =>
        new("issuer", officer, new AgencyCode(agency), AgencyKind.BorderGuardPost, ImmutableHashSet<string>.Empty, null, null);

    private sealed class Day : TimeProvider
    {
        public int Number { get; set; } = 20_000;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddDays(Number).AddHours(5);
    }
}
