using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

/// <summary>Families traffic too: whoever acts for somebody who is blocked learns of the person as much as of nobody, and the other way round.</summary>
public sealed class BlockTests
{
    private static readonly Actor Justice = Hue.Of("STP-TTH");

    [Fact]
    public void To_who_acts_for_the_other_each_of_the_two_is_nobody_and_to_all_others_what_she_was()
    {
        var house = new House(new BorderReturn().Protected());
        var (victim, sister) = (house.Play.Victim, house.Play.Sister);
        Assert.Null(house.Block(victim, Hue.Labour, sister));

        foreach (var (person, other) in ((Guid, Guid)[])[(victim, sister), (sister, victim)])
        {
            var facts = house.World.FactsOf(person);
            foreach (var actor in (Actor[])[Hue.Police, Hue.Labour, Hue.Post, Hue.Centre, Hue.Investigation])
            {
                Assert.Equal(Hue.Reads(actor, Facts.None(person)), Hue.Reads(actor, facts.For(other)));
                Assert.Equal(Hue.Reads(actor, facts), Hue.Reads(actor, facts.For(null)));
                Assert.Equal(Hue.Reads(actor, facts), Hue.Reads(actor, facts.For(house.Play.Daughter)));
                foreach (var purpose in Hue.Purposes)
                    Assert.Equal(Hue.Look(actor, purpose, Facts.None(person)), Hue.Look(actor, purpose, facts.For(other)));
            }
        }

        Assert.NotEmpty(Hue.Reads(Hue.Labour, house.World.FactsOf(victim)));
    }

    [Fact]
    public void What_others_held_of_a_relative_over_the_link_alone_ends_with_the_block_and_does_not_come_back()
    {
        var house = new House(new BorderReturn().Protected());
        var sister = house.Play.Sister;
        Assert.NotEmpty(Hue.Reads(Hue.Labour, house.World.FactsOf(sister)));

        Assert.Null(house.Block(house.Play.Victim, Hue.Labour, sister));

        Assert.Empty(Hue.Reads(Hue.Labour, house.World.FactsOf(sister)));
        var block = house.World[house.Play.Victim].Person!.People.Blocks[0].Id;
        Assert.Null(house.Do(house.Play.Victim, s => Contacts.Unblock(Hue.Law, s, new(Hue.Labour, Hue.Day, block))));
        Assert.Null(house.Do(sister, _ => Contacts.MirrorLifted(new(Hue.Labour, Hue.Day, block))));
        Assert.Empty(Hue.Reads(Hue.Labour, house.World.FactsOf(sister)));
        Assert.Empty(house.World[sister].Person!.People.Standing);
    }

    [Fact]
    public void A_mirror_that_an_earlier_attempt_left_is_lifted_with_the_block_of_the_same_agency_and_no_other()
    {
        var house = new House(new BorderReturn().Protected());
        var (victim, sister) = (house.Play.Victim, house.Play.Sister);
        void Mirrored(Actor by, Guid block) =>
            Assert.Null(house.Do(sister, _ => Contacts.Mirror(new(by, Hue.Day, block, sister, null, []), victim)));
        var (left, again, others) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        Mirrored(Hue.Labour, left);
        Mirrored(Hue.Labour, again);
        Mirrored(Hue.Police, others);

        Assert.Null(house.Do(sister, _ => Contacts.MirrorLifted(new(Hue.Police, Hue.Day, again))));

        Assert.Equal([others], house.World[sister].Person!.People.Standing.Select(block => block.Id));
    }

    [Fact]
    public void An_agency_that_acts_for_the_other_is_a_stranger_whatever_it_comes_to_hold()
    {
        var house = new House(new BorderReturn().Certified());
        var victim = house.Play.Victim;
        Assert.Null(house.Block(victim, Hue.Labour, house.Play.Sister, null, Justice));
        Assert.Null(house.Consent(victim, Hue.Labour, Justice, out _, classes: [FieldClass.IdentityMinimum]));

        Assert.Equal(
            Hue.Look(Justice, Purpose.LegalAid, Facts.None(victim)), Hue.Look(Justice, Purpose.LegalAid, house.World.FactsOf(victim)));
    }

    [Fact]
    public void The_history_of_the_blocked_one_tells_of_no_block()
    {
        var command = new BlockContact(Hue.Labour, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), null, []);
        var lift = new UnblockContact(Hue.Labour, Hue.Day, command.Block);

        Assert.Null(HistoryRules.ClassOf(Contacts.Mirror(command, Guid.NewGuid()).Events[0]));
        Assert.Null(HistoryRules.ClassOf(Contacts.MirrorLifted(lift).Events[0]));
        Assert.Equal(
            FieldClass.ProtectionDecision, HistoryRules.ClassOf(new ContactBlocked(Hue.Day, Hue.Labour.Agency, command.Block, command.Other, null, [], Mirror: false)));
    }

    [Fact]
    public void A_block_blinds_no_agency_that_is_bound_to_her_and_naming_it_tells_nothing()
    {
        var house = new House(new BorderReturn().Guarded());
        var victim = house.Play.Victim;
        var before = house.World.FactsOf(victim);
        Actor[] everybody = [.. Hue.Law.Agencies.On(Hue.Day).Where(a => a.Kind != AgencyKind.OutsideSystem).Select(a => new Actor(a.Code, a.Kind))];
        Actor[] bound = [Hue.Police, Hue.Labour, Hue.Centre, Hue.Investigation];

        Assert.Null(house.Block(victim, Hue.Police, house.Play.Sister, null, everybody));

        var after = house.World.FactsOf(victim);
        foreach (var actor in bound)
            foreach (var purpose in Hue.Purposes)
                Assert.Equal((actor, purpose, string.Join(' ', Hue.Permitted(actor, purpose, before))), (actor, purpose, string.Join(' ', Hue.Permitted(actor, purpose, after))));
        Assert.All(bound, actor => Assert.NotEmpty(Hue.Reads(actor, after)));
        Assert.Equal("UNKNOWN_AGENCY", house.Block(victim, Hue.Labour, house.Play.Sister, null, Hue.Labour with { Agency = new("NOBODY") }));
    }

    [Fact]
    public void Who_was_asked_for_a_measure_or_to_verify_is_not_blinded_by_a_contact_that_somebody_made_up()
    {
        var house = new House(new BorderReturn().Certified());
        var victim = house.Play.Victim;
        Assert.False(house.World.Ask(victim, Hue.Labour, house.World.NextId(), 5, Hue.Investigation)!.Value.IsRefused);
        var before = Hue.Reads(Hue.Investigation, house.World.FactsOf(victim));

        Assert.Null(house.Block(victim, Hue.Post, null, house.Contact(victim, Hue.Post), Hue.Investigation));

        Assert.NotEmpty(before);
        Assert.Equal(before, Hue.Reads(Hue.Investigation, house.World.FactsOf(victim)));
    }

    [Fact]
    public void Who_is_not_linked_and_who_does_not_exist_are_refused_alike_and_nobody_blocks_twice()
    {
        var house = new House(new BorderReturn().Certified());
        var victim = house.Play.Victim;

        Assert.Equal("CONTACT_NOT_KNOWN", house.Block(victim, Hue.Labour, Guid.NewGuid()));
        Assert.Equal("CONTACT_NOT_KNOWN", house.Block(house.Play.Sister, Hue.Post, house.Play.Daughter));
        Assert.Equal("CONTACT_NOT_KNOWN", house.Block(victim, Hue.Labour, null, Guid.NewGuid()));
        Assert.Equal("NOT_RECEIVED_BY_YOU", house.Block(victim, Hue.Health, house.Play.Sister));
        Assert.Null(house.Block(house.Play.Sister, Hue.Post, victim));
        Assert.Null(house.Block(victim, Hue.Labour, house.Play.Sister));
        Assert.Equal("ALREADY_BLOCKED", house.Block(victim, Hue.Labour, house.Play.Sister));
        Assert.Null(house.Block(victim, Hue.Police, house.Play.Sister));
    }

    [Fact]
    public void Who_put_it_or_a_decider_lifts_it_and_whether_there_is_a_measure_is_not_told()
    {
        string? Unblock(House house, Guid person, Actor by) => house.Do(
            person, s => Contacts.Unblock(Hue.Law, s, new(by, Hue.Day, house.World[house.Play.Victim].Person!.People.Blocks[0].Id)));

        foreach (var (house, other) in ((House, Actor)[])[(new(new BorderReturn().Certified()), Hue.Post), (new(new BorderReturn().Protected()), Hue.Centre)])
        {
            Assert.Null(house.Block(house.Play.Victim, Hue.Police, house.Play.Sister));
            Assert.Equal("UNBLOCK_NOT_IN_AUTHORITY", Unblock(house, house.Play.Victim, other));
            Assert.Equal("BLOCK_NOT_KNOWN", Unblock(house, house.Play.Sister, Hue.Post));
            Assert.Null(Unblock(house, house.Play.Victim, Hue.Police));
            Assert.Equal("BLOCK_NOT_KNOWN", Unblock(house, house.Play.Victim, Hue.Police));
        }

        var late = new House(new BorderReturn().Protected());
        Assert.Null(late.Block(late.Play.Victim, Hue.Police, late.Play.Sister));
        Assert.Null(Unblock(late, late.Play.Victim, Hue.Labour));
    }

    [Fact]
    public void What_one_agency_lifts_stays_closed_by_the_block_of_another()
    {
        var house = new House(new BorderReturn().Protected());
        var (victim, sister) = (house.Play.Victim, house.Play.Sister);
        Assert.Null(house.Block(victim, Hue.Police, sister));
        Assert.Null(house.Block(victim, Hue.Labour, sister));

        var first = house.World[victim].Person!.People.Blocks[0].Id;
        Assert.Null(house.Do(victim, s => Contacts.Unblock(Hue.Law, s, new(Hue.Police, Hue.Day, first))));
        Assert.Null(house.Do(sister, _ => Contacts.MirrorLifted(new(Hue.Police, Hue.Day, first))));

        Assert.Equal(Hue.Reads(Hue.Police, Facts.None(victim)), Hue.Reads(Hue.Police, house.World.FactsOf(victim).For(sister)));
        Assert.Equal(Hue.Reads(Hue.Police, Facts.None(sister)), Hue.Reads(Hue.Police, house.World.FactsOf(sister).For(victim)));
    }
}
