using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Access;

public sealed class NeedToKnowTests
{
    private static readonly MethodRule ReadStatus = new("test/Get", "read", [Purpose.ReceiveReturnee], [FieldClass.Status], false);
    private static readonly Facts Received = Hue.Holding(Hue.Relation(Hue.Labour, RelationKind.Receiver));

    private static Decision Decide(Caller caller, Purpose purpose, MethodRule rule, Facts facts, params FieldClass[] asked) =>
        NeedToKnow.Decide(Hue.Law, caller, purpose, rule, facts, asked.ToImmutableHashSet(), Hue.Day);

    [Fact]
    public void Permits_with_the_id_of_the_row_and_the_version_of_the_law()
    {
        var decision = Decide(Hue.Caller(Hue.Labour), Purpose.ReceiveReturnee, ReadStatus, Received, FieldClass.Status);

        Assert.True(decision.Granted);
        Assert.Equal("N2K-30", decision.Permitted[FieldClass.Status]);
        Assert.Equal(Hue.Law.Version, decision.LawVersion);
        Assert.Equal("QD22/2015-D5.3", Hue.Law.Rule("N2K-30")!.Source);
    }

    [Fact]
    public void Conditions_are_checked_in_order_and_the_first_that_fails_is_the_reason()
    {
        var rule = ReadStatus;
        var good = Hue.Caller(Hue.Labour);
        var noScope = good with { Scopes = ImmutableHashSet<string>.Empty, AuthorizedPurposes = ImmutableHashSet<Purpose>.Empty };
        var otherPurposes = good with { AuthorizedPurposes = ImmutableHashSet.Create(Purpose.Care) };
        var stranger = Facts.None(Hue.Subject);

        string Reason(Caller caller, Purpose purpose, Facts facts, FieldClass asked) =>
            Decide(caller, purpose, rule, facts, asked).Refused[asked];

        Assert.Equal("N2K-SCOPE", Reason(noScope, Purpose.Audit, stranger, FieldClass.Evidence));
        Assert.Equal("N2K-PURPOSE", Reason(otherPurposes, Purpose.Audit, stranger, FieldClass.Evidence));
        Assert.Equal("N2K-TOKEN", Reason(otherPurposes, Purpose.ReceiveReturnee, stranger, FieldClass.Evidence));
        Assert.Equal("N2K-METHOD", Reason(good, Purpose.ReceiveReturnee, stranger, FieldClass.Evidence));
        rule = rule with { Classes = rule.Classes.Add(FieldClass.Evidence) };
        Assert.Equal("N2K-UNDECLARED", Reason(good, Purpose.ReceiveReturnee, stranger, FieldClass.Evidence));
        Assert.Equal("N2K-NONE", Reason(good, Purpose.ReceiveReturnee, stranger, FieldClass.Status));
    }

    [Fact]
    public void An_unspecified_purpose_is_never_served_even_if_a_method_forgot_itself()
    {
        var rule = ReadStatus with { Purposes = [Purpose.Unspecified] };

        Assert.False(Decide(Hue.Caller(Hue.Labour), Purpose.Unspecified, rule, Received, FieldClass.Status).Granted);
    }

    [Fact]
    public void A_token_that_does_not_narrow_covers_every_purpose_of_the_method_and_one_that_does_covers_its_own()
    {
        var narrowed = Hue.Caller(Hue.Labour) with { AuthorizedPurposes = ImmutableHashSet.Create(Purpose.ReceiveReturnee) };

        Assert.True(Decide(Hue.Caller(Hue.Labour), Purpose.ReceiveReturnee, ReadStatus, Received, FieldClass.Status).Granted);
        Assert.True(Decide(narrowed, Purpose.ReceiveReturnee, ReadStatus, Received, FieldClass.Status).Granted);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public void A_relation_works_from_its_first_day_until_the_day_before_its_end(int days, bool granted)
    {
        var facts = Hue.Holding(Hue.Relation(Hue.Labour, RelationKind.Receiver) with { Until = Hue.Day.AddDays(10) });

        Assert.Equal(granted, Hue.Look(Hue.Labour, Purpose.Protect, facts, Hue.Day.AddDays(days)).Permits(FieldClass.CoreIdentity));
    }

    [Fact]
    public void A_stranger_and_nobody_get_equal_decisions_under_every_purpose()
    {
        var facts = Hue.Holding(Hue.Relation(Hue.Post, RelationKind.Receiver), Hue.Relation(Hue.Police, RelationKind.Verifier)) with
        {
            Measures = [new MeasureFact(Guid.NewGuid(), 5, [Hue.Centre.Agency], Hue.Day, null, false)],
        };

        foreach (var agency in Hue.Law.Agencies.All.Where(a => a.Code != Hue.Post.Agency && a.Code != Hue.Police.Agency))
        {
            var actor = new Actor(agency.Code, agency.Kind);
            foreach (var purpose in Hue.Purposes)
            {
                var nobody = Hue.Look(actor, purpose, Facts.None(Guid.NewGuid()));
                var stranger = Hue.Look(actor, purpose, facts);
                Assert.Equal(nobody, stranger);
                Assert.Equal(nobody.GetHashCode(), stranger.GetHashCode());
            }
        }
    }

    [Fact]
    public void What_a_measure_hides_and_what_was_handed_over_carry_the_same_rule_as_absent()
    {
        var hidden = Received with { Measures = [new MeasureFact(Guid.NewGuid(), 5, [], Hue.Day, null, false)] };
        var handedOver = Hue.Holding(Hue.Relation(Hue.Labour, RelationKind.HandedOver));

        foreach (var facts in new[] { hidden, handedOver, Facts.None(Hue.Subject) })
            Assert.Equal("N2K-NONE", Hue.Look(Hue.Labour, Purpose.ReceiveReturnee, facts).Refused[FieldClass.CurrentPlace]);
    }

    [Fact]
    public void An_act_needs_every_class_and_a_read_takes_what_is_permitted()
    {
        var read = Hue.AnyRead;
        FieldClass[] asked = [FieldClass.Status, FieldClass.Evidence];

        Assert.True(Decide(Hue.Caller(Hue.Labour), Purpose.Protect, read, Received, asked).Granted);
        Assert.False(Decide(Hue.Caller(Hue.Labour), Purpose.Protect, read with { NeedsAll = true }, Received, asked).Granted);
        Assert.True(Decide(Hue.Caller(Hue.Labour), Purpose.Protect, read with { NeedsAll = true }, Received, FieldClass.Status).Granted);
    }

    [Fact]
    public void Asking_for_nothing_grants_nothing()
    {
        Assert.False(Decide(Hue.Caller(Hue.Labour), Purpose.Protect, Hue.AnyRead with { NeedsAll = true }, Received).Granted);
    }

    [Fact]
    public void A_referral_opens_only_what_it_names()
    {
        var facts = Hue.Holding(Hue.Relation(Hue.Health, RelationKind.ReferralAccepted, named: [FieldClass.Health]));

        Assert.Equal([FieldClass.Health], Hue.Permitted(Hue.Health, Purpose.Treatment, facts));
    }

    [Fact]
    public void A_prospective_relation_counts_for_its_own_agency_alone()
    {
        var facts = Facts.None(Hue.Subject).AsIf(Hue.Relation(Hue.Post, RelationKind.Registrar));

        Assert.False(facts.Exists);
        Assert.True(Hue.Look(Hue.Post, Purpose.ReceiveReturnee, facts).Permits(FieldClass.Status));
        Assert.Equal(
            Hue.Look(Hue.Command, Purpose.ReceiveReturnee, Facts.None(Hue.Subject)), Hue.Look(Hue.Command, Purpose.ReceiveReturnee, facts));
    }

    [Fact]
    public void An_officer_of_another_agency_with_the_same_kind_has_no_part_in_a_relation()
    {
        var other = Hue.Post with { Agency = new AgencyCode("DBP-OTHER") };
        var facts = Hue.Holding(Hue.Relation(Hue.Post, RelationKind.Receiver));

        Assert.Empty(Hue.Permitted(other, Purpose.ReceiveReturnee, facts));
    }

    [Fact]
    public void Everyone_may_fetch_lines_of_ones_own_and_only_an_inspector_those_of_others()
    {
        foreach (var agency in Hue.Law.Agencies.All)
        {
            var actor = new Actor(agency.Code, agency.Kind);
            Assert.Equal([FieldClass.AccessLines], Hue.Permitted(actor, Purpose.OwnLines, Facts.None(Hue.Subject)));
            Assert.Equal(agency.Kind == Registry.Domain.Agencies.AgencyKind.Inspectorate, Hue.Permitted(actor, Purpose.Audit, Facts.None(Hue.Subject)).Length > 0);
        }
    }
}
