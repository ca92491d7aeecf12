using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Cases;

/// <summary>The demo case up to a named moment: a return through the gate of Hồng Vân.</summary>
internal sealed class BorderReturn
{
    public World World { get; } = new();

    public Guid Announcement { get; } = Guid.NewGuid();

    public Guid Victim { get; } = Guid.NewGuid();

    public Guid Daughter { get; } = Guid.NewGuid();

    public Guid Sister { get; } = Guid.NewGuid();

    public Guid CareReferral { get; } = Guid.NewGuid();

    public Guid TreatmentReferral { get; } = Guid.NewGuid();

    public Guid GuardRequest { get; } = Guid.NewGuid();

    /// <summary>What need to know is decided by, for the victim.</summary>
    public Facts OfVictim => World.FactsOf(Victim);

    public BorderReturn Announced()
    {
        Happens(World.Announce(Announcement, Hue.Police, Hue.Labour, Hue.Command));
        Happens(World.Acknowledge(Announcement, Hue.Command, Hue.Post));
        Happens(World.Acknowledge(Announcement, Hue.Labour));
        return this;
    }

    public BorderReturn Received()
    {
        Announced();
        Happens(World.RegisterVictim(Victim, Hue.Post, Announcement));
        foreach (var agency in new[] { Hue.Post, Hue.Police, Hue.Labour }) Happens(World.Receive(Victim, agency, lead: agency == Hue.Post));
        Happens(World.RegisterRelative(Daughter, Hue.Post, Victim, Kinship.BiologicalChild, accompanies: true, minor: true));
        Happens(World.AddRelative(Victim, Hue.Post, Daughter, accompanies: true));
        foreach (var agency in new[] { Hue.Post, Hue.Police, Hue.Labour }) Happens(World.Receive(Daughter, agency));
        Happens(World.RegisterRelative(Sister, Hue.Post, Victim, Kinship.Sibling, accompanies: false, minor: false));
        Happens(World.AddRelative(Victim, Hue.Post, Sister, accompanies: false));
        return this;
    }

    public BorderReturn Certified()
    {
        Received();
        Happens(World.Verify(Victim, Hue.Police));
        Happens(World.Certify(Victim, Hue.Police));
        return this;
    }

    public BorderReturn HandedOver()
    {
        Certified();
        foreach (var person in new[] { Victim, Daughter })
        {
            Happens(World.Refer(
                person, Hue.Post, CareReferral, Hue.Centre, Purpose.Care, need: true, FieldClass.IdentityMinimum, FieldClass.Health));
            Happens(World.Answer(person, Hue.Centre, CareReferral));
            Happens(World.HandOver(person, Hue.Post, CareReferral));
        }

        return this;
    }

    public BorderReturn Protected()
    {
        HandedOver();
        foreach (var person in new[] { Victim, Daughter })
            foreach (var clause in new[] { 1, 2, 4, 5 }) Happens(World.Measure(person, Hue.Labour, clause, [Hue.Centre]));
        return this;
    }

    public BorderReturn Guarded()
    {
        Protected();
        Happens(World.Ask(Victim, Hue.Labour, GuardRequest, 3, Hue.Investigation));
        Happens(World.Measure(Victim, Hue.Investigation, 3));
        return this;
    }

    public BorderReturn Referred()
    {
        Guarded();
        Happens(World.Refer(
            Victim, Hue.Labour, TreatmentReferral, Hue.Health, Purpose.Treatment, true, FieldClass.IdentityMinimum, FieldClass.Health));
        Happens(World.Answer(Victim, Hue.Health, TreatmentReferral));
        return this;
    }

    private static void Happens(Decided? decided) => Assert.Null(Assert.NotNull(decided).Refusal);
}
