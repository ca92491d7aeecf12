using System.Collections.Immutable;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Reports;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.People;

/// <summary>A child is a child through whichever door she came, and what was written wrongly is put right in one act.</summary>
public sealed class KinCorrectionTests
{
    [Theory]
    [InlineData(2016, 3, 1, 1998, 3, 1, false)]
    [InlineData(2016, 3, 1, 1998, 3, 2, true)]
    // Who may be a minor is one: day or month unknown, and born on a leap day.
    [InlineData(2016, 3, 1, 1998, 3, 0, true)]
    [InlineData(2016, 3, 1, 1998, 0, 0, true)]
    [InlineData(2016, 3, 1, 1997, 0, 0, false)]
    [InlineData(2018, 2, 28, 2000, 2, 29, true)]
    [InlineData(2018, 3, 1, 2000, 2, 29, false)]
    [InlineData(2016, 3, 1, 0, 5, 3, null)]
    public void A_minor_is_under_18_under_both_laws_and_whoever_may_be_one_is(int y, int m, int d, int year, int month, int day, bool? minor) =>
        Assert.Equal(minor, Minors.IsMinor(new(y, m, d), year, month, day));

    [Fact]
    public void A_relative_at_home_who_came_along_after_all_is_offered_for_reception_and_back()
    {
        var play = new BorderReturn().Received();
        Assert.DoesNotContain(play.World[play.Sister].Relations, r => r.Kind == RelationKind.ProposedReceiver && r.Until is null);

        var along = After(play.World[play.Sister], Correct(play.World[play.Sister], Kinship.Sibling, true, true));
        var back = After(along, Correct(along, Kinship.Sibling, false, true));

        Assert.Contains(along.Relations, r => r.Agency == Hue.Labour.Agency && r.Kind == RelationKind.ProposedReceiver && r.Until is null);
        Assert.DoesNotContain(along.Relations, r => r.Kind == RelationKind.CaseParty && r.Until is null);
        Assert.DoesNotContain(back.Relations, r => r.Kind == RelationKind.ProposedReceiver && r.Until is null);
        Assert.Contains(back.Relations, r => r.Agency == Hue.Labour.Agency && r.Kind == RelationKind.CaseParty && r.Until is null);
        Assert.Equal(2, back.Person!.People.Amendments.Length);
    }

    [Fact]
    public void Measures_follow_kinship_from_the_correction_on()
    {
        var play = new BorderReturn().Received();
        var minor = Guid.NewGuid();
        play.World.RegisterRelative(minor, Hue.Post, play.Victim, null, accompanies: true, minor: true);
        play.World.Receive(minor, Hue.Labour);
        string? Decide(SubjectState state) =>
            ProtectionDossier.Decide(Hue.Law, state, new(Hue.Labour, Hue.Day, Guid.NewGuid(), Guid.NewGuid(), 2, [], Hue.Day, null, null)).Refusal?.Reason;
        Assert.Equal("NOT_PROTECTED_BY_DECREE", Decide(play.World[minor]));

        Assert.Null(Decide(After(play.World[minor], Correct(play.World[minor], Kinship.BiologicalChild, true, true))));
    }

    [Fact]
    public void Refused_are_a_victim_who_has_none_of_it_strangers_and_what_changes_nothing()
    {
        var play = new BorderReturn().Received();
        var sister = play.World[play.Sister];

        Assert.Equal("NOT_A_RELATIVE", Correct(play.World[play.Victim], Kinship.Sibling, true, false).Refusal?.Reason);
        Assert.Equal("NOT_A_RELATIVE", Correct(sister, null, true, false).Refusal?.Reason);
        Assert.Equal("NOT_A_RELATIVE", Correct(sister, null, false, true).Refusal?.Reason);
        Assert.Equal("KINSHIP_UNCHANGED", Correct(sister, Kinship.Sibling, false, false).Refusal?.Reason);
        Assert.Equal("NOT_RECEIVED_BY_YOU", Correct(sister, Kinship.AdoptedChild, false, false, Hue.Health).Refusal?.Reason);
        Assert.NotNull(Correct(sister, Kinship.AdoptedChild, false, false, on: Hue.Day.AddDays(-1)).Refusal);
    }

    [Fact]
    public void A_grown_up_said_to_be_a_minor_is_not_turned_away_and_not_written_down_as_one()
    {
        var play = new BorderReturn().Received();
        var command = new RegisterRelative(Hue.Post, Hue.Day, play.Victim, null, Accompanies: true, Minor: false) { SaidMinor = true };

        var registered = Assert.IsType<RelativeRegistered>(Relative.Register(Hue.Law, SubjectState.Empty(Guid.NewGuid()), play.World[play.Victim], command).Events.Single());

        Assert.False(registered.Minor);
        Assert.Equal("NOT_A_RELATIVE", Relative.Register(Hue.Law, SubjectState.Empty(Guid.NewGuid()), play.World[play.Victim], command with { SaidMinor = false }).Refusal?.Reason);
    }

    [Fact]
    public void A_new_date_of_birth_says_of_a_relative_whether_she_was_a_minor_and_of_a_victim_nothing()
    {
        var play = new BorderReturn().Received();
        var amend = new AmendIdentity(Hue.Post, Hue.Day, Guid.NewGuid(), ["birth_date"], [FieldClass.IdentityMinimum]) { Minor = false };

        var amended = Assert.IsType<IdentityAmended>(Amendments.Amend(Hue.Law, play.World[play.Daughter], amend).Events.Single());
        Assert.False(amended.Minor);
        Assert.False(play.World[play.Daughter].Apply(StreamTypes.Person, amended, Guid.NewGuid()).Person!.Minor);
        Assert.Null(Assert.IsType<IdentityAmended>(Amendments.Amend(Hue.Law, play.World[play.Daughter], amend with { Minor = true }).Events.Single()).Minor);
        Assert.Null(Assert.IsType<IdentityAmended>(Amendments.Amend(Hue.Law, play.World[play.Victim], amend).Events.Single()).Minor);
        Assert.Equal(
            """{"by":"DBP-HONGVAN","amendment":"11111111-1111-4111-8111-111111111111","fields":["birth_date"],"classes":["identity_minimum"],"minor":false,"occurred_on":"2016-03-01"}""",
            Encoding.UTF8.GetString(EventCatalog.WriteFacts(amended with { Amendment = Hue.Subject })));
    }

    [Fact]
    public void Figures_say_of_who_came_along_what_was_said_last_under_the_first_agency_and_day()
    {
        var later = Hue.Day.AddDays(60);
        var (post, police) = (Hue.Post.Agency, Hue.Police.Agency);
        PersonState State(bool accompanies, bool minor) => new BorderReturn().Received() is var play
            ? play.World[play.Daughter].Person! with { Accompanies = accompanies, Minor = minor } : null!;
        var first = Counting.Of(Hue.Law, new RelativeRegistered(Hue.Day, post, Hue.Subject, Kinship.Sibling, true, false, [], []), Hue.Day, null, Counted.Nothing)!;
        var child = Counting.Of(Hue.Law, new KinCorrected(later, police, Hue.Subject, Kinship.Sibling, true, true), later, State(true, false), Counted.Nothing)!;
        var home = Counting.Of(Hue.Law, new KinCorrected(later, police, Hue.Subject, Kinship.Sibling, false, true), later, State(true, true), Counted.Nothing)!;
        string Told(params ImmutableArray<Counted> entries)
        {
            var census = new Census(Hue.Law, 2016, [later]);
            census.Add(entries);
            return string.Join(' ', ((string[])["MINOR", "RELATIVE"]).Select(code => census.At(post, ReportSpan.Quarter1, Figure.CameAlong, code, 0)));
        }

        Assert.Equal(("0 1", "1 0", "0 0"), (Told(first), Told(first, child), Told(first, child, home)));
        Assert.Null(Counting.Of(Hue.Law, new KinCorrected(later, police, Hue.Subject, Kinship.Sibling, false, true), later, State(false, false), Counted.Nothing));
        Assert.Equal(CountedWith.Her, first.With);
    }

    private static Decided Correct(SubjectState state, Kinship? kinship, bool accompanies, bool minor, Actor? by = null, DateOnly? on = null) =>
        KinCorrection.Correct(Hue.Law, state, new(by ?? Hue.Post, on ?? Hue.Day, Guid.NewGuid(), kinship, accompanies, minor));

    private static SubjectState After(SubjectState state, Decided decided)
    {
        Assert.Null(decided.Refusal);
        return state.Apply(StreamTypes.Person, decided.Events.Single(), Guid.NewGuid());
    }
}
