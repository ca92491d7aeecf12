using Registry.Server.Hosting;
using Registry.Server.Tests.House;
using Registry.Store;
using Registry.Store.Log;

namespace Registry.Server.Tests;

/// <summary>Files that another process is writing while this one starts.</summary>
[Collection(nameof(Restarted))]
public sealed class PatienceTests(Restarted restarted) : IClassFixture<Verified<Restarted>>
{
    [Fact]
    public async Task A_folder_of_the_log_that_another_process_still_writes_is_waited_for()
    {
        var registry = restarted.Registry;
        await registry.StopServer();
        var taken = new FileStream(Path.Combine(registry.Root, "log", ".writer"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Assert.True(taken.Length >= 0);

        var starting = registry.StartServer();
        await Task.WhenAny(starting, Task.Delay(Patience.Pause, TestContext.Current.CancellationToken));
        await taken.DisposeAsync();

        await starting;
    }

    [Fact]
    public async Task A_step_is_tried_again_while_the_disk_is_away()
    {
        var tried = 0;

        Assert.Equal("done", await Patience.With(
            () => ++tried < 5 ? throw new IOException("taken") : Task.FromResult("done"), "", TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.Equal(5, tried);
    }

    [Fact]
    public async Task A_disk_that_stays_away_refuses_the_start_in_the_operators_words_and_a_log_that_came_back_older_at_once()
    {
        var tried = 0;
        Task<int> Step(Exception fault)
        {
            tried++;
            throw fault;
        }

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => Patience.With(
            () => Step(new UnauthorizedAccessException("/path")), $"LogDirectory: the folder of the log cannot be written: see {Runbook.LogUnpublished}", TimeSpan.Zero, default));
        Assert.Equal("LogDirectory: the folder of the log cannot be written: see deploy/runbooks/log-unpublished.md", Assert.Single(refused.Problems));
        Assert.Equal(10, tried);
        await Assert.ThrowsAsync<LogRolledBackException>(() => Patience.With(() => Step(new LogRolledBackException("older")), "", TimeSpan.Zero, default));
        Assert.Equal(11, tried);
    }
}
