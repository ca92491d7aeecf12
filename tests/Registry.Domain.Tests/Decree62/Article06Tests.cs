using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Merging;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Decree62;

/// <summary>Art. 6: who is protected.</summary>
public sealed class Article06Tests
{
    public static TheoryData<Kinship> Circle => [.. Enum.GetValues<Kinship>().Where(k => k != Kinship.Unspecified)];

    [Fact]
    public void A_victim_is_protected_once_she_is_found_to_be_one()
    {
        var play = new BorderReturn().Received();
        Assert.Equal("NOT_YET_VERIFIED", Refused(play, play.Victim).Reason);

        play.World.Verify(play.Victim, Hue.Police);

        Assert.Null(Refused(play, play.Victim).Reason);
    }

    [Fact]
    public void Who_was_found_to_be_none_is_not_protected()
    {
        var play = new BorderReturn().Received();
        play.World.Verify(play.Victim, Hue.Police, VerificationOutcome.NotVictim);

        Assert.Equal("NOT_A_VICTIM", Refused(play, play.Victim).Reason);
    }

    [Fact]
    public void Kin_of_who_was_found_to_be_none_are_not_protected_anew_and_keep_what_was_decided()
    {
        var play = new BorderReturn().Received();
        var kin = Relative(play, Kinship.Sibling, minor: false);
        Assert.Null(Refused(play, kin).Reason);
        play.World.Verify(play.Victim, Hue.Police, VerificationOutcome.NotVictim);

        Assert.Equal(("NOT_PROTECTED_BY_DECREE", "ND62/2012-D6"), Refused(play, kin, 5));
        Assert.Contains(play.World.FactsOf(kin).Measures, measure => measure.Clause == 2 && measure.IsOrderedOn(play.World.Today));
        play.World.Verify(play.Victim, Hue.Police, VerificationOutcome.Confirmed, again: true);
        Assert.Null(Refused(play, kin, 5).Reason);
    }

    [Fact]
    public void Where_either_record_is_joined_with_another_one_kin_lose_nothing_to_a_finding()
    {
        var play = new BorderReturn().Received();
        var kin = Relative(play, Kinship.Sibling, minor: false);
        play.World.Verify(play.Victim, Hue.Police, VerificationOutcome.NotVictim);
        var (hers, his) = (play.World[play.Victim], play.World[kin]);
        Decided Decide(SubjectState state) => ProtectionDossier.Decide(
            Hue.Law, state, new(new Actor(Hue.Post.Agency, AgencyKind.BorderGuardPost), Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 2, [], Hue.Day, null, null));
        SubjectState Joined(bool parted) => hers with { Person = hers.Person! with { Merge = new([new MergeLink(Guid.NewGuid(), Kept: true, []) { Parted = parted }]) } };

        Assert.True(Decide(his with { KinOf = hers }).IsRefused);
        Assert.True(Decide(his with { KinOf = Joined(parted: true) }).IsRefused);
        Assert.False(Decide(his with { KinOf = Joined(parted: false) }).IsRefused);
        Assert.False(Decide(his with { KinOf = hers, Elsewhere = [SubjectState.Empty(Guid.NewGuid())] }).IsRefused);
    }

    [Fact]
    public void Of_a_victim_from_whom_he_is_kept_apart_a_decision_on_a_relative_tells_nothing()
    {
        var play = new BorderReturn().Received();
        var kin = Relative(play, Kinship.Spouse, minor: false);
        play.World.Verify(play.Victim, Hue.Police, VerificationOutcome.NotVictim);
        Assert.Equal("NOT_PROTECTED_BY_DECREE", Refused(play, kin).Reason);

        play.World.Force(play.Victim, state => new ContactBlocked(Hue.Day, Hue.Police.Agency, Guid.NewGuid(), kin, null, [], Mirror: false));

        Assert.Null(Refused(play, kin).Reason);
    }

    [Theory]
    [MemberData(nameof(Circle))]
    public void Each_relative_of_the_circle_is_protected(Kinship kinship)
    {
        var play = new BorderReturn().Certified();

        Assert.Null(Refused(play, Relative(play, kinship, minor: false)).Reason);
    }

    [Fact]
    public void The_circle_is_closed_and_is_the_code_list() => Assert.Equal(
        Circle.Select(k => $"{k.Data}".ToUpperInvariant()).Order(StringComparer.Ordinal),
        Hue.Law.Codes.Single(c => c.Name == "kinship").Rows.Select(r => r.Standing.Id.Replace("_", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_minor_who_came_along_and_is_no_kin_is_outside_the_circle_until_the_law_of_2024()
    {
        var play = new BorderReturn().Certified();
        var minor = Relative(play, null, minor: true);

        Assert.Equal(("NOT_PROTECTED_BY_DECREE", "ND62/2012-D6"), Refused(play, minor));
        play.World.Today = Hue.DistrictsEnd;
        Assert.Null(Refused(play, minor, 5).Reason);
    }

    private static Guid Relative(BorderReturn play, Kinship? kinship, bool minor)
    {
        var id = Guid.NewGuid();
        Assert.Null(Assert.NotNull(play.World.RegisterRelative(id, Hue.Post, play.Victim, kinship, accompanies: true, minor)).Refusal?.Reason);
        Assert.Null(Assert.NotNull(play.World.Receive(id, Hue.Post)).Refusal?.Reason);
        return id;
    }

    private static (string? Reason, string? Source) Refused(BorderReturn play, Guid person, int clause = 2)
    {
        var refusal = Assert.NotNull(play.World.Measure(person, new Actor(Hue.Post.Agency, AgencyKind.BorderGuardPost), clause)).Refusal;
        return (refusal?.Reason, refusal?.Source);
    }
}
