using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>A line that must be witnessed waits for the quorum, and for nothing else.</summary>
public sealed class WitnessedLinesTests : WitnessedLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Whoever_waits_goes_on_when_the_quorum_has_cosigned_a_checkpoint_over_the_line()
    {
        var (signer, witnesses) = await Start(quorum: 2);
        await Write(3);
        var waiting = Enumerable.Range(1, 3).Select(size => witnesses.Cover(size, Patience, default)).ToList();
        Assert.All(waiting, one => Assert.False(one.IsCompleted));

        await signer.SignOnce(default);
        await Task.WhenAll(waiting);

        Assert.True(witnesses.Cover(3, Patience, default).IsCompletedSuccessfully);
        Assert.False(witnesses.Health.WaitsInVain);
    }

    [Fact]
    public async Task Hundreds_wait_for_one_signal()
    {
        var (signer, witnesses) = await Start(quorum: 1);
        await Write(1);
        var waiting = Enumerable.Range(0, 500).Select(_ => witnesses.Cover(1, Patience, default)).ToList();

        await signer.SignOnce(default);

        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task With_a_witness_down_the_others_are_enough_where_the_quorum_says_so()
    {
        Network.Instead["one"] = (_, _) => throw new HttpRequestException("down");
        var (signer, witnesses) = await Start(quorum: 2);
        await Write(1);
        await signer.SignOnce(default);

        await witnesses.Cover(1, Patience, default);
    }

    [Fact]
    public async Task Without_a_quorum_the_wait_ends_in_a_refusal_and_health_says_so_until_it_is_back()
    {
        Network.Instead["one"] = (_, _) => throw new HttpRequestException("down");
        var (signer, witnesses) = await Start(quorum: 3);
        await Write(1);
        await signer.SignOnce(default);

        await Assert.ThrowsAsync<NotWitnessedException>(() => witnesses.Cover(1, TimeSpan.FromMilliseconds(300), default));
        Assert.True(witnesses.Health.WaitsInVain);
        Network.Instead.Clear();
        await witnesses.Cover(1, Patience, default);

        Assert.False(witnesses.Health.WaitsInVain);
    }

    [Fact]
    public async Task A_caller_that_is_gone_waits_no_longer_and_raises_no_alarm()
    {
        var (_, witnesses) = await Start(quorum: 1);
        using var gone = new CancellationTokenSource();
        var waiting = witnesses.Cover(1, Patience, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(witnesses.Health.WaitsInVain);
    }
}
