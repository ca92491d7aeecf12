using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Tests.Law;
using Registry.Domain.Verification;

namespace Registry.Domain.Tests.Protection;

/// <summary>A power reaches what it is about: who may decide can see that there is something to decide, and who carries out is one who may.</summary>
public sealed class PowersThatReachTests
{
    public static TheoryData<string, DateOnly> Measures() => new()
    {
        { "CA-NAMDONG", Hue.Day },
        { "CSDT-TTH", Hue.Day },
        { "CSDT-TTH", new DateOnly(2025, 8, 1) },
    };

    [Theory]
    [MemberData(nameof(Measures))]
    public void Police_who_rescued_somebody_protect_her_at_once_and_are_asked_by_nobody(string code, DateOnly day)
    {
        var (world, person, police) = (new World { Today = day }, Guid.NewGuid(), Hue.Of(code, day));
        Done(world.Register(person, police, Route.Rescued));
        Done(world.Receive(person, police, lead: true));
        Done(world.Verify(person, police));

        Done(world.Measure(person, police, 5));

        Assert.Contains("ProtectionOperation 5", Hue.Reads(police, world.FactsOf(person), day));
        Assert.Null(world.Measure(person, Hue.Of("VKSND-TTH", day), 2));
    }

    [Fact]
    public void Who_carries_a_measure_out_is_its_authority_or_one_whose_cell_says_hold_or_decide()
    {
        foreach (var (matrix, day) in AuthorityTests.Matrices)
            foreach (var agency in Hue.Law.Agencies.On(day))
                for (var clause = 1; clause <= 8; clause++)
                {
                    var cell = matrix[agency.Kind].Split(' ')[clause - 1];
                    var refused = ProtectionDossier.ExecutorProblem(Hue.Law, clause, Hue.Court.Agency, [agency.Code], day);

                    var may = agency.Code == Hue.Court.Agency || cell.Contains('H', StringComparison.Ordinal) || cell.Contains('D', StringComparison.Ordinal);
                    Assert.Equal(may ? null : "EXECUTOR_NOT_COMPETENT", refused?.Reason);
                }
    }

    [Fact]
    public void Police_pass_on_her_wish_for_a_closed_trial_and_have_none_of_their_own()
    {
        var play = new BorderReturn().Certified();

        Assert.Equal("REQUEST_NOT_IN_AUTHORITY", Reason(play.World.Ask(play.Victim, Hue.Police, Guid.NewGuid(), 8, Hue.Court, AskedBy.Agency)));
        Done(play.World.Ask(play.Victim, Hue.Police, Guid.NewGuid(), 8, Hue.Court, AskedBy.ProtectedPerson));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_received_her_after_a_measure_protects_her_too_and_sees_what_it_hid_only_when_asked(bool asked)
    {
        var play = new BorderReturn().Announced();
        Done(play.World.RegisterVictim(play.Victim, Hue.Post, play.Announcement));
        foreach (var early in new[] { Hue.Post, Hue.Labour, Hue.Police }) Done(play.World.Receive(play.Victim, early));
        Done(play.World.Verify(play.Victim, Hue.Police));
        Done(play.World.Measure(play.Victim, Hue.Labour, 2));
        Done(play.World.Receive(play.Victim, Hue.Command));
        if (asked) Done(play.World.Ask(play.Victim, Hue.Labour, Guid.NewGuid(), 3, Hue.Command));

        Done(play.World.Measure(play.Victim, Hue.Command, 3, [Hue.Post]));
        var measure = play.World[play.Victim].Dossier!.Measures[^1].Id;
        Done(play.World.Executors(play.Victim, Hue.Command, measure, Hue.Post, Hue.Command));

        Assert.Equal(asked, Hue.Reads(Hue.Command, play.OfVictim).Contains("IdentityMinimum"));
        Assert.Contains("ProtectionOperation 3", Hue.Reads(Hue.Command, play.OfVictim));
    }

    private static string? Reason(Decided? decided) => Assert.NotNull(decided).Refusal?.Reason;

    private static void Done(Decided? decided) => Assert.Null(Reason(decided));
}
