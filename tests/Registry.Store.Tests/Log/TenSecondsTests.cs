using System.Diagnostics.Metrics;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>Within ten seconds where witnesses answer, and seen by everybody where they do not. The seconds are those of a clock that the test moves.</summary>
public sealed class TenSecondsTests : WitnessedLogTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SteppedTime time = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_newest_checkpoint_has_its_quorum_within_ten_seconds_also_where_one_witness_of_three_is_silent(int silent)
    {
        // A start asks every witness what it keeps, so the silence begins behind it.
        var (signer, witnesses) = await StartInSteps();
        Silence(["one", "two", "three"], silent);

        // Long enough for a silent one to be given up, to pause and to be asked again.
        for (var round = 1; round <= 12; round++)
        {
            var signedAt = time.GetTimestamp();
            await Write(3);
            await signer.SignOnce(default);
            await Covered(witnesses, 3 * round, signedAt);

            await Cosigned(Network.Policy(2), 3 * round);
            Assert.True(witnesses.Health.SinceWitnessed <= 10 * Second);
        }
    }

    [Fact]
    public async Task Where_too_few_witnesses_answer_the_age_grows_in_health_and_metric_and_each_of_them_is_named()
    {
        var (signer, witnesses) = await StartInSteps();
        await Write(3);
        await signer.SignOnce(default);
        await Covered(witnesses, 3, time.GetTimestamp());
        var before = witnesses.Health.SinceWitnessed!.Value;

        Silence(["one", "two", "three"], 2);
        await Write(4);
        await signer.SignOnce(default);
        for (var seconds = 0; seconds < 60; seconds++)
        {
            time.Advance(Second);
            await Task.Yield();
        }

        Assert.Equal(before + 60 * Second, witnesses.Health.SinceWitnessed);
        Assert.Contains((before + 60 * Second).TotalSeconds, Measured("registry.log.witnessed.age"));
        Assert.Equal(3, witnesses.Health.Size);
        await Eventually.Get(() =>
        {
            time.Advance(Second);
            return Task.FromResult(witnesses.Health.Troubles is [var one, var two] && one == "one: it did not answer within 4 s" && two == "two: it did not answer within 4 s" ? "named" : null);
        });
    }

    private async Task<(Checkpointer Signer, LogWitnesses Witnesses)> StartInSteps()
    {
        var started = await Start(2, options: new WitnessOptions(), time: time);
        await Eventually.Get(() => Task.FromResult(time.Waiting > 0 ? "asks by the clock" : null));
        return started;
    }

    /// <summary>Second by second; between two the clock stands still, and answers have their time.</summary>
    private async Task Covered(LogWitnesses witnesses, long size, long since)
    {
        while (witnesses.Health.Size < size)
        {
            Assert.True(time.GetElapsedTime(since) < 10 * Second, "no quorum within ten seconds");
            time.Advance(Second);
            for (var waited = 0; waited < 100 && witnesses.Health.Size < size; waited++)
                await Task.Delay(20);
        }
    }

    private void Silence(IEnumerable<string> names, int first)
    {
        foreach (var name in names.Take(first))
            Network.Instead[name] = async (_, cancel) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancel);
                return null;
            };
    }

    /// <summary>What the meters of all logs of this process say: other tests have logs of their own.</summary>
    private static List<double> Measured(string name)
    {
        var found = new List<double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == LogWitnesses.MeterName && instrument.Name == name)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => found.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        return found;
    }
}
