using Registry.Domain.Access;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

public sealed class RepresentativeTests
{
    [Fact]
    public void A_guardian_of_a_minor_is_kin_or_not_and_stands_from_day_to_day()
    {
        var house = new House(new BorderReturn().Received());
        var daughter = house.Play.Daughter;
        var contact = house.Contact(daughter, Hue.Labour);
        Assert.Null(house.Represent(daughter, Hue.Labour, out var mother, record: house.Play.Victim));
        Assert.Null(house.Represent(daughter, Hue.Labour, out var teacher, contact: contact, from: 10, until: 20));

        var people = house.World[daughter].Person!.People;
        bool Stands(Guid id, int day) => people.HasStanding(people.FindRepresentation(id)!, Hue.Day.AddDays(day));
        Assert.True(Stands(mother, 0));
        Assert.False(Stands(mother, -1));
        Assert.Equal([false, true, true, false], new[] { 9, 10, 19, 20 }.Select(day => Stands(teacher, day)));
    }

    [Fact]
    public void A_representative_who_is_blocked_has_no_standing_and_what_he_consented_to_ends()
    {
        var house = new House(new BorderReturn().Certified());
        var (victim, sister, justice) = (house.Play.Victim, house.Play.Sister, Hue.Of("STP-TTH"));
        Assert.Null(house.Represent(victim, Hue.Labour, out var hers, record: sister));
        Assert.Null(house.Consent(victim, Hue.Labour, justice, out _, representative: hers, classes: [FieldClass.IdentityMinimum]));
        Assert.Equal([FieldClass.IdentityMinimum], Hue.Permitted(justice, Purpose.LegalAid, house.World.FactsOf(victim)));

        Assert.Null(house.Block(victim, Hue.Labour, sister));

        Assert.Empty(Hue.Permitted(justice, Purpose.LegalAid, house.World.FactsOf(victim)));
        Assert.Equal(
            "REPRESENTATIVE_WITHOUT_STANDING", house.Consent(victim, Hue.Labour, justice, out _, representative: hers, classes: [FieldClass.IdentityMinimum]));
        Assert.Equal("REPRESENTATIVE_IS_BLOCKED", house.Represent(victim, Hue.Labour, out _, record: sister));
        Assert.Equal("REPRESENTATIVE_WITHOUT_STANDING", Ask(house, AskedBy.Representative));
        Assert.Null(Ask(house, AskedBy.ProtectedPerson));
    }

    [Fact]
    public void A_representative_with_a_record_who_is_no_kin_is_blocked_like_any_other()
    {
        var house = new House(new BorderReturn().Certified());
        var (victim, stranger) = (house.Play.Victim, new BorderReturn().Received().Victim);
        BlockContact block = new(Hue.Labour, house.World.Today, house.World.NextId(), stranger, null, []);
        Assert.Equal("CONTACT_NOT_KNOWN", House.Reason(Contacts.Block(Hue.Law, house.World[victim], block)));
        Assert.Null(house.Represent(victim, Hue.Labour, out var his, record: stranger));

        Assert.Null(house.Do(victim, s => Contacts.Block(Hue.Law, s, block)));

        var people = house.World[victim].Person!.People;
        Assert.False(people.HasStanding(people.FindRepresentation(his)!, house.World.Today));
        Assert.Equal("REPRESENTATIVE_IS_BLOCKED", house.Represent(victim, Hue.Labour, out _, record: stranger));
    }

    [Fact]
    public void Where_nobody_was_written_down_the_papers_say_who_represents_and_another_one_restores_the_standing()
    {
        var house = new House(new BorderReturn().Certified());
        Assert.Null(Ask(house, AskedBy.Representative));
        Assert.Null(house.Represent(house.Play.Victim, Hue.Labour, out var first, contact: house.Contact(house.Play.Victim, Hue.Labour)));
        Assert.Null(house.Do(house.Play.Victim, s => Representatives.End(Hue.Law, s, new(Hue.Labour, Hue.Day, first))));
        Assert.Equal("REPRESENTATIVE_WITHOUT_STANDING", Ask(house, AskedBy.Representative));
        Assert.Null(house.Represent(house.Play.Victim, Hue.Labour, out _, contact: house.Contact(house.Play.Victim, Hue.Labour)));
        Assert.Null(Ask(house, AskedBy.Representative));
    }

    [Fact]
    public void One_who_is_replaced_ends_on_the_day_on_which_the_next_begins()
    {
        var house = new House(new BorderReturn().Received());
        var daughter = house.Play.Daughter;
        Assert.Null(house.Represent(daughter, Hue.Labour, out var first, contact: house.Contact(daughter, Hue.Labour)));
        Assert.Null(house.Represent(daughter, Hue.Labour, out var second, contact: house.Contact(daughter, Hue.Labour), from: 5, replaces: first));

        var people = house.World[daughter].Person!.People;
        Assert.Equal(Hue.Day.AddDays(5), people.FindRepresentation(first)!.Until);
        Assert.True(people.HasStanding(people.FindRepresentation(second)!, Hue.Day.AddDays(5)));
        Assert.Equal("REPRESENTATIVE_NOT_KNOWN", house.Represent(daughter, Hue.Labour, out _, contact: house.Contact(daughter, Hue.Labour), from: 6, replaces: first));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_its_reason()
    {
        var house = new House(new BorderReturn().Received());
        var daughter = house.Play.Daughter;
        Assert.Equal("CONTACT_NOT_KNOWN", house.Represent(daughter, Hue.Labour, out _, contact: Guid.NewGuid()));
        Assert.Equal("CONTACT_NOT_KNOWN", house.Represent(daughter, Hue.Labour, out _, record: daughter));
        Assert.Equal("PERIOD_NOT_VALID", house.Represent(daughter, Hue.Labour, out _, record: house.Play.Victim, from: 3, until: 3));
        Assert.Equal("NOT_RECEIVED_BY_YOU", house.Represent(daughter, Hue.Health, out _, record: house.Play.Victim));
        Assert.Equal("REPRESENTATIVE_NOT_KNOWN", house.Do(daughter, s => Representatives.End(Hue.Law, s, new(Hue.Labour, Hue.Day, Guid.NewGuid()))));
        var contact = house.Contact(daughter, Hue.Labour);
        Assert.Null(house.Do(daughter, s => Contacts.Remove(Hue.Law, s, new(Hue.Labour, Hue.Day, contact))));
        Assert.Equal("CONTACT_NOT_KNOWN", house.Represent(daughter, Hue.Labour, out _, contact: contact));
        Assert.Equal("CONTACT_NOT_KNOWN", house.Do(daughter, s => Contacts.Remove(Hue.Law, s, new(Hue.Labour, Hue.Day, contact))));
    }

    private static string? Ask(House house, AskedBy asked) => House.Reason(ProtectionDossier.Request(
        Hue.Law, house.World[house.Play.Victim], new(Hue.Labour, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 8, Hue.Court.Agency, asked)));
}
