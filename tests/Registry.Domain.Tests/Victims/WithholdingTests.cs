using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Victims;

/// <summary>Nobody hands on by a referral what a measure hides from itself, and nobody is told that there is one.</summary>
public sealed class WithholdingTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Guid Victim = Guid.NewGuid();

    [Fact]
    public void What_a_measure_hides_from_the_sender_stays_hidden_from_who_accepts_its_referral_until_the_release()
    {
        var world = Registered(measure: true);
        Assert.DoesNotContain(nameof(FieldClass.Health), Hue.Reads(Hue.Post, world.FactsOf(Victim)));

        Refer(world, Hue.Post);

        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.Health], world[Victim].Person!.FindReferral(Id)!.Named.Order());
        Assert.DoesNotContain(nameof(FieldClass.Health), Hue.Reads(Hue.Centre, world.FactsOf(Victim)));
        var measure = world[Victim].Dossier!.Measures[0].Id;
        Happens(world.End(Victim, Hue.Labour, measure));
        Happens(world.Release(Victim, Hue.Labour, measure));
        Assert.Contains(nameof(FieldClass.Health), Hue.Reads(Hue.Centre, world.FactsOf(Victim)));
    }

    [Fact]
    public void Who_sees_it_hands_it_on()
    {
        var world = Registered(measure: true);

        Refer(world, Hue.Labour);

        Assert.Contains(nameof(FieldClass.Health), Hue.Reads(Hue.Centre, world.FactsOf(Victim)));
    }

    [Fact]
    public void The_decision_is_the_same_to_the_sender_with_the_measure_and_without_but_for_what_is_withheld()
    {
        var without = Propose(Registered(measure: false)[Victim]);
        var with = Propose(Registered(measure: true)[Victim]);

        Assert.True(without.Withheld.IsDefault);
        Assert.Equal([FieldClass.IdentityMinimum, FieldClass.Health], with.Withheld.Order());
        Assert.Equal(without.Referral, with.Referral);
        Assert.Equal(without.Named.AsEnumerable(), with.Named);
    }

    [Fact]
    public void Nobody_dates_a_proposal_back_to_before_the_measure_and_what_another_record_of_hers_hides_is_withheld_too()
    {
        var protectedOnes = Registered(measure: true)[Victim];
        var earlier = Propose(protectedOnes with { Hiding = [protectedOnes.MeasureFacts[0] with { StartsOn = Hue.Day.AddDays(3), DecidedOn = Hue.Day.AddDays(3) }] }, Hue.Day.AddDays(4));
        var joined = Propose(Registered(measure: false)[Victim] with { Hiding = protectedOnes.MeasureFacts });

        Assert.Contains(FieldClass.Health, earlier.Withheld);
        Assert.Contains(FieldClass.Health, joined.Withheld);
    }

    private static World Registered(bool measure)
    {
        var world = new World();
        Happens(world.RegisterVictim(Victim, Hue.Post, null));
        world.Force(Victim, _ => new PersonReceived(Hue.Day, Hue.Labour.Agency, false));
        world.Force(Victim, _ => new PersonReceived(Hue.Day, Hue.Police.Agency, false));
        Happens(world.Verify(Victim, Hue.Police));
        if (measure) Happens(world.Measure(Victim, Hue.Labour, 2, [Hue.Police]));
        return world;
    }

    private static void Refer(World world, Actor sender)
    {
        Happens(world.Refer(Victim, sender, Id, Hue.Centre, Purpose.Care, true, FieldClass.IdentityMinimum, FieldClass.Health));
        Happens(world.Answer(Victim, Hue.Centre, Id));
    }

    private static void Happens(Decided? decided) => Assert.Null(Assert.NotNull(decided).Refusal);

    private static ReferralProposed Propose(SubjectState state, DateOnly? recorded = null) => Assert.IsType<ReferralProposed>(Domain.Victims.Victim.ProposeReferral(
        Hue.Law, state, new(Hue.Post, Hue.Day, Id, Hue.Centre.Agency, Purpose.Care, [FieldClass.IdentityMinimum, FieldClass.Health], Need: true, Wish: true, "QD22/2015-D7.3")
        {
            RecordedOn = recorded,
        }).Events.Single());
}
