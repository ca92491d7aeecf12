using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Enrolment;

/// <summary>A grant opens what it names, for what it names, while it is in force, and nothing that a measure hides.</summary>
public sealed class GrantTests
{
    private static readonly FieldClass[] Grantable =
        [FieldClass.Status, FieldClass.IdentityMinimum, FieldClass.CoreIdentity, FieldClass.IdentityNumbers, FieldClass.Verification];

    private static readonly Guid Id = new("22222222-2222-4222-8222-222222222222");

    [Fact]
    public void Without_a_grant_an_outside_system_sees_nothing_of_a_person_who_is_there() =>
        Assert.Empty(Hue.Look(Hue.Population, Purpose.IdentityCheck, Hue.Holding()).Permitted);

    [Fact]
    public void No_grant_widens_beyond_itself_and_none_survives_its_end()
    {
        var random = new Random(22);
        for (var run = 0; run < 400; run++)
        {
            var grant = Random(random);
            var day = Hue.Day.AddDays(random.Next(-3, 14));
            foreach (var purpose in Hue.Purposes)
                foreach (var actor in (Actor[])[Hue.Population, Hue.Health, Hue.Police, Hue.Inspector])
                {
                    var facts = Hue.Holding();
                    var without = Hue.Look(actor, purpose, facts, day).Permitted.Keys;
                    var with = Hue.Look(actor, purpose, grant.For(actor.Agency, purpose, day) is { } relation ? facts.AsIf(relation) : facts, day).Permitted.Keys;
                    var more = with.Except(without).ToImmutableHashSet();

                    Assert.Empty(without.Except(with));
                    Assert.Empty(more.Except(grant.Given.Classes));
                    if (actor != Hue.Population || !grant.Given.Purposes.Contains(purpose) || day < grant.From || day >= grant.Given.Until || grant.RevokedOn is not null)
                        Assert.Empty(more);
                }
        }
    }

    [Fact]
    public void What_a_grant_names_is_what_it_opens()
    {
        var grant = Granted([Purpose.IdentityCheck], [FieldClass.IdentityMinimum, FieldClass.Verification]);

        var look = Hue.Look(Hue.Population, Purpose.IdentityCheck, Hue.Holding().AsIf(grant.For(Hue.Population.Agency, Purpose.IdentityCheck, Hue.Day)!));

        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.Verification], look.Permitted.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void What_a_measure_hides_stays_hidden_from_a_grant(int clause)
    {
        var measure = new MeasureFact(Guid.NewGuid(), clause, [], Hue.Day, null, Released: false, Hue.Day);
        var hidden = Hue.Law.HidesOf(clause, Hue.Day).Select(row => row.Class).ToHashSet();
        var grant = Granted([Purpose.IdentityCheck], [.. Grantable]);
        var facts = Hue.Holding().AsIf(grant.For(Hue.Population.Agency, Purpose.IdentityCheck, Hue.Day)!);

        var look = Hue.Look(Hue.Population, Purpose.IdentityCheck, facts with { Measures = [measure] });

        Assert.Empty(look.Permitted.Keys.Intersect(hidden));
        Assert.Equal(Grantable.Except(hidden), look.Permitted.Keys);
    }

    [Fact]
    public void A_revoked_grant_is_over_at_once_and_cannot_be_revoked_again()
    {
        var bench = new Bench();
        var (id, _) = bench.Propose(Granted([Purpose.IdentityCheck], [FieldClass.Verification]).Given);
        Assert.Equal("GRANT_UNKNOWN", bench.Revoke(id, Bench.First));
        Assert.Null(bench.Approve(id, Bench.Inspector));
        Assert.NotNull(bench.Enrolment.Grants.Single().For(Hue.Population.Agency, Purpose.IdentityCheck, Hue.Day));

        Assert.Null(bench.Revoke(id, Bench.Second));

        Assert.Null(bench.Enrolment.Grants.Single().For(Hue.Population.Agency, Purpose.IdentityCheck, Hue.Day));
        Assert.Equal("GRANT_UNKNOWN", bench.Revoke(id, Bench.Second));
    }

    private static Grant Random(Random random)
    {
        T[] Some<T>(IReadOnlyList<T> of) => [.. of.Where(_ => random.Next(2) == 0)];
        var grant = Granted([.. Some([.. Hue.Purposes])], [.. Some([.. Hue.Classes])]);
        return grant with
        {
            Given = grant.Given with { Until = Hue.Day.AddDays(random.Next(1, 12)) },
            RevokedOn = random.Next(4) == 0 ? Hue.Day : null,
        };
    }

    private static Grant Granted(ImmutableArray<Purpose> purposes, ImmutableArray<FieldClass> classes) => new(
        Id, new DirectoryChange.GiveGrant(Hue.Population.Agency, "12/QD-UBND", "RULE-GRANT", purposes, classes, Hue.Day.AddDays(10)), Hue.Day, RevokedOn: null);
}
