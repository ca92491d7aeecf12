using Registry.Domain.Access;
using Registry.Domain.People;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.People;

public sealed class AmendmentTests
{
    [Fact]
    public void Who_received_or_verified_corrects_any_field_and_a_carer_where_she_is_and_what_she_needs()
    {
        var house = new House(new BorderReturn().HandedOver());
        string? Amend(Actor by, params FieldClass[] classes) => house.Do(
            house.Play.Victim, s => Amendments.Amend(Hue.Law, s, new(by, Hue.Day, house.World.NextId(), ["full_name"], [.. classes])));

        Assert.Null(Amend(Hue.Police, FieldClass.IdentityMinimum, FieldClass.CoreIdentity));
        Assert.Null(Amend(Hue.Labour, FieldClass.HomeAddress));
        Assert.Null(Amend(Hue.Centre, FieldClass.CurrentPlace, FieldClass.Health));
        Assert.Equal("AMENDMENT_NOT_YOURS", Amend(Hue.Centre, FieldClass.IdentityMinimum));
        Assert.Equal("AMENDMENT_NOT_YOURS", Amend(Hue.Centre, FieldClass.Health, FieldClass.IdentityMinimum));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Amend(Hue.Post, FieldClass.IdentityMinimum));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Amend(Hue.Health, FieldClass.Health));
        Assert.Equal(3, house.World[house.Play.Victim].Person!.People.Amendments.Length);
    }

    [Fact]
    public void A_record_holds_two_hundred_amendments_and_says_so_to_the_next()
    {
        var house = new House(new BorderReturn().Received());
        string? Amend() => house.Do(
            house.Play.Victim, s => Amendments.Amend(Hue.Law, s, new(Hue.Post, Hue.Day, house.World.NextId(), ["sex"], [FieldClass.CoreIdentity])));

        for (var n = 0; n < 200; n++) Assert.Null(Amend());
        Assert.Equal("RECORD_IS_FULL", Amend());
    }

    [Fact]
    public void A_paper_is_kept_by_who_answers_for_the_person()
    {
        var house = new House(new BorderReturn().Received());
        string? Add(Actor by) => house.Do(
            house.Play.Victim, s => Documents.Add(Hue.Law, s, new(by, Hue.Day, house.World.NextId(), PaperKind.BirthRegistration)));

        Assert.Null(Add(Hue.Police));
        Assert.Equal("NOT_RECEIVED_BY_YOU", Add(Hue.Health));
        Assert.Equal(PaperKind.BirthRegistration, house.World[house.Play.Victim].Person!.People.Documents.Single().Kind);
    }
}
