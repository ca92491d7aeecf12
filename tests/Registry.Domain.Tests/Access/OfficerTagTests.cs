using Registry.Domain.Access;
using Registry.Domain.Assignments;
using Registry.Domain.Emergencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Access;

/// <summary>Every rule that asks for two officers, and every fact of one officer's own, knows him by each tag that facts ever kept of him.</summary>
public sealed class OfficerTagTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly DateTimeOffset Now = new(2016, 3, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly OfficerTag Her = new("now", () => ["under another issuer", "before"]);

    [Theory]
    [InlineData("now", true)]
    [InlineData("before", true)]
    [InlineData("under another issuer", true)]
    [InlineData("NOW", false)]
    [InlineData("somebody", false)]
    public void Is_who_she_was_and_nobody_else(string fact, bool same) => Assert.Equal(same, Her.Is(fact));

    [Fact]
    public void What_was_kept_before_is_not_made_where_what_is_kept_now_is_enough()
    {
        var tag = new OfficerTag("now", () => throw new InvalidOperationException());

        Assert.True(tag.Is("now"));
    }

    [Theory]
    [InlineData("before", "SECOND_OFFICER_NEEDED")]
    [InlineData("somebody", null)]
    public void Whoever_proposed_under_an_earlier_tag_approves_neither_dossier_nor_support(string proposer, string? refused)
    {
        var play = new BorderReturn().Protected();
        var state = play.World[play.Victim];
        state = state.Apply(
            StreamTypes.Dossier, DossierHandovers.Propose(Hue.Law, state, new(Hue.Labour, proposer, Hue.Day, Now, Id, Hue.Investigation.Agency)).Events.Single(), Guid.NewGuid());
        var file = state.Apply(
            StreamTypes.Person, new SupportProposed(Hue.Day, Id, SupportKind.Essentials, Hue.Centre.Agency, proposer, false, null, null, Hue.Labour.Agency), Guid.NewGuid());

        Assert.Equal(refused, DossierHandovers.Approve(Hue.Law, state, new(Hue.Labour, Her, Hue.Day, Now, Id)).Refusal?.Reason);
        Assert.Equal(refused, SupportFiles.Reject(Hue.Law, file, new(Hue.Labour, Her, Hue.Day, Hue.Day, Id)).Refusal?.Reason);
    }

    [Fact]
    public void An_assignment_and_a_broken_glass_stay_her_own()
    {
        var play = new BorderReturn().Received();
        var person = play.World[play.Victim];
        var assigned = person.Apply(StreamTypes.Person, new OfficerAssigned(Hue.Day, Id, Hue.Labour.Agency, "before", "head"), Guid.NewGuid());
        var broken = person.Apply(StreamTypes.Person, new GlassBroken(Hue.Day, Id, Hue.Labour.Agency, "before", Now.AddHours(1), [Hue.Inspector.Agency]), Guid.NewGuid());

        Assert.Equal(Look(person, "anybody"), Look(assigned, Her));
        Assert.NotEqual(Look(person, "anybody"), Look(assigned, "anybody"));
        Assert.Equal("ASSIGNMENT_OF_YOURSELF", Assigning.Revoke(Hue.Law, assigned, new(Hue.Labour, Her, "now", Hue.Day, Id)).Refusal!.Reason);
        Assert.Equal("ASSIGNMENT_STANDS", Assigning.Assign(Hue.Law, assigned, new(Hue.Labour, "head", Her, Hue.Day, Id)).Refusal!.Reason);
        Assert.Null(Assigning.Revoke(Hue.Law, assigned, new(Hue.Labour, "head", Her, Hue.Day, Id)).Refusal);
        Assert.Equal("GLASS_STILL_BROKEN", BreakingGlass.Break(Hue.Law, broken, new(Hue.Labour, Her, Hue.Day, Now, TimeSpan.FromHours(1), Id, 40)).Refusal!.Reason);
    }

    private static Decision Look(SubjectState state, OfficerTag officer) => NeedToKnow.Decide(
        Hue.Law, Hue.Caller(Hue.Labour) with { OfficerTag = officer }, Purpose.ReceiveReturnee, Hue.AnyRead, Facts.Of(state), Hue.Classes, Hue.Day);
}
