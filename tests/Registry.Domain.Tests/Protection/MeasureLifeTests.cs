using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>From the decision to the release: who may do what to a measure, in which order.</summary>
public sealed class MeasureLifeTests
{
    private static readonly DateOnly Later = Hue.Day.AddDays(10);

    private static string? Reason(Decided? decided) => decided?.Refusal?.Reason;

    /// <summary>The shelter of the case, decided by the labour department and run by the centre.</summary>
    private static (BorderReturn Play, Guid Measure) Sheltered()
    {
        var play = new BorderReturn().Protected();
        return (play, play.World[play.Victim].Dossier!.Measures.Single(m => m.Fact.Clause == 5).Id);
    }

    private static Measure Of(BorderReturn play, Guid measure) => play.World[play.Victim].Dossier!.FindMeasure(measure)!;

    [Fact]
    public void A_measure_is_decided_started_ended_and_released_in_that_order()
    {
        var (play, measure) = Sheltered();

        Assert.Equal("MEASURE_STILL_IN_FORCE", Reason(play.World.Release(play.Victim, Hue.Labour, measure)));
        Assert.Null(Reason(play.World.Start(play.Victim, Hue.Centre, measure)));
        Assert.Equal(MeasureStatus.InForce, Of(play, measure).Status);
        Assert.Equal("MEASURE_ALREADY_STARTED", Reason(play.World.Start(play.Victim, Hue.Centre, measure)));
        play.World.Today = Later;
        Assert.Null(Reason(play.World.End(play.Victim, Hue.Labour, measure)));
        Assert.Equal(MeasureStatus.Ended, Of(play, measure).Status);
        Assert.Equal(Later, Of(play, measure).Fact.EndsOn);
        Assert.Equal("MEASURE_ALREADY_OVER", Reason(play.World.End(play.Victim, Hue.Labour, measure)));
        Assert.True(Of(play, measure).Fact.HidesOn(Later.AddYears(10)));
        Assert.Null(Reason(play.World.Release(play.Victim, Hue.Labour, measure)));
        Assert.False(Of(play, measure).Fact.HidesOn(Later));
    }

    [Fact]
    public void She_declines_before_it_began_and_withdraws_after()
    {
        var (play, measure) = Sheltered();
        Assert.Equal("MEASURE_NOT_STARTED", Reason(play.World.Withdraw(play.Victim, Hue.Centre, measure)));
        Assert.Equal("DECLINE_INSTEAD", play.World.Withdraw(play.Victim, Hue.Centre, measure)!.Value.Refusal!.NextStep);
        play.World.Decline(play.Victim, Hue.Centre, measure);
        Assert.Equal(MeasureStatus.Declined, Of(play, measure).Status);
        Assert.Null(play.World.Start(play.Victim, Hue.Post, measure));
        Assert.Equal("MEASURE_ALREADY_OVER", Reason(play.World.Start(play.Victim, Hue.Labour, measure)));

        (play, measure) = Sheltered();
        play.World.Start(play.Victim, Hue.Labour, measure);
        Assert.Equal("MEASURE_ALREADY_STARTED", Reason(play.World.Decline(play.Victim, Hue.Centre, measure)));
        play.World.Withdraw(play.Victim, Hue.Centre, measure);
        Assert.Equal(MeasureStatus.Withdrawn, Of(play, measure).Status);
    }

    [Fact]
    public void What_was_hidden_stays_hidden_when_she_declines_withdraws_or_the_measure_ends()
    {
        foreach (var way in new[] { "decline", "withdraw", "end" })
        {
            var (play, measure) = Sheltered();
            Assert.DoesNotContain("CurrentPlace", Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim)));
            if (way == "withdraw") play.World.Start(play.Victim, Hue.Centre, measure);
            play.World.Today = Later;

            _ = way switch
            {
                "decline" => play.World.Decline(play.Victim, Hue.Labour, measure),
                "withdraw" => play.World.Withdraw(play.Victim, Hue.Labour, measure),
                _ => play.World.End(play.Victim, Hue.Labour, measure),
            };

            Assert.True(Of(play, measure).IsOverOn(Later));
            Assert.DoesNotContain("CurrentPlace", Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim), Later));
        }
    }

    [Fact]
    public void A_release_opens_what_that_measure_hid_and_nothing_of_the_others()
    {
        var (play, measure) = Sheltered();
        play.World.End(play.Victim, Hue.Labour, measure);
        play.World.Release(play.Victim, Hue.Labour, measure);

        // Measure 4 still hides where she is.
        Assert.DoesNotContain("CurrentPlace", Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim)));
        foreach (var other in play.World[play.Victim].Dossier!.Measures.Where(m => m.Id != measure).Select(m => m.Id).ToArray())
        {
            play.World.End(play.Victim, Hue.Labour, other);
            play.World.Release(play.Victim, Hue.Labour, other);
        }

        Assert.Contains("CurrentPlace", Hue.Reads(Hue.Police, play.World.FactsOf(play.Victim)));
        Assert.Equal("MEASURE_NOT_YOURS", Reason(play.World.Release(play.Victim, Hue.Labour, measure)));
    }

    [Fact]
    public void Only_who_answers_for_it_ends_changes_transfers_or_releases()
    {
        var (play, measure) = Sheltered();
        foreach (var other in new[] { Hue.Centre, Hue.Police, Hue.Investigation, Hue.Post, Hue.Health })
        {
            foreach (var act in new Func<Decided?>[]
            {
                () => play.World.End(play.Victim, other, measure), () => play.World.Release(play.Victim, other, measure),
                () => play.World.Executors(play.Victim, other, measure, other), () => play.World.Transfer(play.Victim, other, measure, other),
            })
            {
                // Nothing is told at all to who may not know of the dossier; the rest hear one and the same.
                var decided = act();
                Assert.True(decided is null || Reason(decided) == "MEASURE_NOT_YOURS");
            }
        }

        Assert.Equal("MEASURE_NOT_YOURS", Reason(play.World.End(play.Victim, Hue.Labour, Guid.NewGuid())));
    }

    [Fact]
    public void Other_executors_see_the_place_from_the_day_and_the_former_ones_no_more()
    {
        var (play, measure) = Sheltered();
        Assert.Contains("ProtectionOperation 5", Hue.Reads(Hue.Centre, play.World.FactsOf(play.Victim)));

        play.World.Today = Later;
        Assert.Null(Reason(play.World.Executors(play.Victim, Hue.Labour, measure, Hue.Post)));

        Assert.DoesNotContain("ProtectionOperation 5", Hue.Reads(Hue.Centre, play.World.FactsOf(play.Victim), Later));
        Assert.Contains("ProtectionOperation 5", Hue.Reads(Hue.Post, play.World.FactsOf(play.Victim), Later));
        Assert.Equal("UNKNOWN_AGENCY", Reason(play.World.Executors(play.Victim, Hue.Labour, measure)));
        Assert.Equal("MEASURE_NOT_YOURS", Reason(play.World.Withdraw(play.Victim, Hue.Centre, measure)));
    }

    [Fact]
    public void A_transfer_moves_the_authority_and_leaves_the_old_one_without_it()
    {
        var (play, measure) = Sheltered();
        Assert.Equal("TRANSFER_TO_YOURSELF", Reason(play.World.Transfer(play.Victim, Hue.Labour, measure, Hue.Labour)));
        Assert.Equal("ADDRESSEE_NOT_COMPETENT", Reason(play.World.Transfer(play.Victim, Hue.Labour, measure, Hue.Health)));

        play.World.Today = Later;
        Assert.Null(Reason(play.World.Transfer(play.Victim, Hue.Labour, measure, Hue.Investigation)));

        Assert.Equal(Hue.Investigation.Agency, Of(play, measure).Decider);
        Assert.Equal("MEASURE_NOT_YOURS", Reason(play.World.End(play.Victim, Hue.Labour, measure)));
        Assert.DoesNotContain("ProtectionOperation 5", Hue.Reads(Hue.Labour, play.World.FactsOf(play.Victim), Later));
        Assert.Null(Reason(play.World.End(play.Victim, Hue.Investigation, measure)));
    }

    [Fact]
    public void No_act_is_dated_before_the_last_one()
    {
        var (play, measure) = Sheltered();
        play.World.Today = Later;
        play.World.Executors(play.Victim, Hue.Labour, measure, Hue.Post);
        play.World.Today = Hue.Day;

        // The centre lost the order since: it cannot date its act back to when it had it.
        Assert.Equal("PERIOD_NOT_VALID", Reason(play.World.Decline(play.Victim, Hue.Centre, measure)));
        Assert.Equal("PERIOD_NOT_VALID", Reason(play.World.End(play.Victim, Hue.Labour, measure)));
    }

    [Fact]
    public void A_rejected_request_is_closed_and_ends_the_relation_it_gave()
    {
        var play = new BorderReturn().Protected();
        play.World.Ask(play.Victim, Hue.Labour, play.GuardRequest, 3, Hue.Investigation);
        Assert.Equal("REQUEST_NOT_ADDRESSED_TO_YOU", Reason(play.World.Reject(play.Victim, Hue.Labour, play.GuardRequest)));

        Assert.Null(Reason(play.World.Reject(play.Victim, Hue.Investigation, play.GuardRequest)));

        Assert.Empty(Hue.Reads(Hue.Investigation, play.World.FactsOf(play.Victim)));
        Assert.Null(play.World.Reject(play.Victim, Hue.Investigation, play.GuardRequest));
    }

    [Fact]
    public void A_release_needs_a_legal_basis_of_its_day()
    {
        var (play, measure) = Sheltered();
        play.World.End(play.Victim, Hue.Labour, measure);
        string? Release(string basis) => Reason(ProtectionDossier.Release(
            Hue.Law, play.World[play.Victim], new(Hue.Labour, Hue.Day, measure, Consent: true, basis)));

        Assert.Equal("UNKNOWN_LEGAL_BASIS", Release("L53/2024-D3.10"));
        Assert.Equal("UNKNOWN_LEGAL_BASIS", Release("RULE-UNDECLARED"));
        Assert.Null(Release("L66/2011-D31.1"));
    }
}
