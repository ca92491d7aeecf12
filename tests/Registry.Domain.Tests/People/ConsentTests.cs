using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

/// <summary>A consent opens what the tables let rest on one, and not more.</summary>
public sealed class ConsentTests
{
    private static readonly Actor Justice = Hue.Of("STP-TTH");

    [Fact]
    public void It_opens_its_classes_for_its_purpose_to_its_agency_until_its_day_and_ends_when_it_is_withdrawn()
    {
        var house = new House(new BorderReturn().Certified());
        var victim = house.Play.Victim;
        Assert.Null(house.Consent(
            victim, Hue.Labour, Justice, out var id, until: Hue.Day.AddDays(10), classes: [FieldClass.IdentityMinimum, FieldClass.CurrentPlace]));

        FieldClass[] Seen(Actor by, Purpose purpose, int day) =>
            [.. Hue.Look(by, purpose, house.World.FactsOf(victim), Hue.Day.AddDays(day)).Permitted.Keys];

        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.CurrentPlace], Seen(Justice, Purpose.LegalAid, 0));
        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.CurrentPlace], Seen(Justice, Purpose.LegalAid, 9));
        Assert.Empty(Seen(Justice, Purpose.LegalAid, 10));
        Assert.All(Hue.Purposes.Where(p => p is not (Purpose.LegalAid or Purpose.OwnLines or Purpose.Reference)), purpose => Assert.Empty(Seen(Justice, purpose, 0)));
        Assert.Empty(Seen(Hue.Health, Purpose.Treatment, 0));

        house.World.Today = Hue.Day.AddDays(4);
        Assert.Null(house.Do(victim, s => Consents.Withdraw(Hue.Law, s, new(Hue.Labour, house.World.Today, id))));
        Assert.NotEmpty(Seen(Justice, Purpose.LegalAid, 3));
        Assert.Empty(Seen(Justice, Purpose.LegalAid, 4));
        Assert.Equal("CONSENT_ALREADY_WITHDRAWN", house.Do(victim, s => Consents.Withdraw(Hue.Law, s, new(Hue.Labour, house.World.Today, id))));
    }

    [Fact]
    public void It_serves_the_purposes_that_it_names_even_where_the_tables_have_rows_for_others()
    {
        var relation = Hue.Relation(Hue.Health, RelationKind.Consented, named: FieldClass.Health) with { Purposes = [Purpose.LegalAid] };

        Assert.Empty(Hue.Permitted(Hue.Health, Purpose.Treatment, Hue.Holding(relation)));
        Assert.Equal([FieldClass.Health], Hue.Permitted(Hue.Health, Purpose.Treatment, Hue.Holding(relation with { Purposes = [Purpose.Treatment] })));
    }

    [Fact]
    public void It_opens_nothing_that_a_measure_hides()
    {
        var house = new House(new BorderReturn().Protected());
        Assert.Null(house.Consent(
            house.Play.Victim, Hue.Labour, Justice, out _, classes: [FieldClass.Status, FieldClass.IdentityMinimum, FieldClass.CurrentPlace, FieldClass.Exploitation]));

        Assert.Equal([FieldClass.Status], Hue.Permitted(Justice, Purpose.LegalAid, house.World.FactsOf(house.Play.Victim)));
    }

    [Fact]
    public void Nobody_writes_down_a_consent_to_itself_or_to_what_no_row_lets_rest_on_one()
    {
        var house = new House(new BorderReturn().HandedOver());
        var victim = house.Play.Victim;

        Assert.Equal("CONSENT_TO_YOURSELF", house.Consent(victim, Hue.Labour, Hue.Labour, out _, Purpose.Support, classes: [FieldClass.IdentityMinimum]));
        Assert.Equal("CONSENT_TO_YOURSELF", house.Consent(victim, Hue.Centre, Hue.Centre, out _, Purpose.Care, classes: [FieldClass.HomeAddress]));
        Assert.Equal("CONSENT_NOT_FOR_AGENCY", house.Consent(victim, Hue.Labour, Justice, out _, classes: [FieldClass.IdentityNumbers]));
        Assert.Equal("CONSENT_NOT_FOR_AGENCY", house.Consent(victim, Hue.Labour, Justice, out _, Purpose.Treatment, classes: [FieldClass.IdentityMinimum]));
        Assert.Equal("CONSENT_NOT_FOR_AGENCY", house.Consent(victim, Hue.Labour, Justice, out _));
        Assert.Equal("UNKNOWN_AGENCY", house.Consent(victim, Hue.Labour, Justice with { Agency = new("NOBODY") }, out _, classes: [FieldClass.Status]));
        Assert.Equal("PERIOD_NOT_VALID", house.Consent(victim, Hue.Labour, Justice, out _, until: Hue.Day, classes: [FieldClass.Status]));
        Assert.Equal("NOT_RECEIVED_BY_YOU", house.Consent(victim, Hue.Health, Justice, out _, classes: [FieldClass.Status]));
        Assert.Equal("NOT_RECEIVED_BY_YOU", house.Consent(victim, Hue.Post, Justice, out _, classes: [FieldClass.Status]));
        Assert.Equal("CONSENT_NOT_KNOWN", house.Do(victim, s => Consents.Withdraw(Hue.Law, s, new(Hue.Labour, Hue.Day, Guid.NewGuid()))));
    }

    [Fact]
    public void Every_row_that_rests_on_consent_is_limited_to_what_the_consent_names_in_both_regimes()
    {
        var rows = Hue.Law.NeedToKnow.Where(r => r.Relation == RelationKind.Consented).ToArray();

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal(RowLimit.Named, r.Limit));
        Assert.Equal(2, rows.Select(r => r.Standing.From).Distinct().Count());
        Assert.DoesNotContain(rows, r => r.Class is FieldClass.ProtectionExistence or FieldClass.ProtectionDecision or FieldClass.ProtectionOperation);
    }
}
