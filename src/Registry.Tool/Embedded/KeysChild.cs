using System.Diagnostics;

namespace Registry.Tool.Embedded;

/// <summary>
/// `registryctl keys serve` as a child of the process that runs the registry: started with it, started again when it ends, ended with it, also when
/// that is killed (the child listens to its standard input).
/// </summary>
internal sealed class KeysChild : IAsyncDisposable
{
    private readonly DataDirectory directory;
    private readonly IReadOnlyList<string> more;
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly Task keeping;
    private Process child;

    private KeysChild(DataDirectory directory, TimeSpan restartAfter, IReadOnlyList<string> more)
    {
        (this.directory, this.more) = (directory, more);
        child = Launch();
        keeping = restartAfter == Timeout.InfiniteTimeSpan ? Task.CompletedTask : Keep(restartAfter);
    }

    /// <summary>Id of the process that runs now, or ran last.</summary>
    public int ProcessId
    {
        get
        {
            lock (gate)
                return child.Id;
        }
    }

    public static KeysChild Start(DataDirectory directory, TimeSpan restartAfter, IReadOnlyList<string> more) => new(directory, restartAfter, more);

    /// <summary>Kills it as a fault would.</summary>
    public async Task Kill()
    {
        Process killed;
        lock (gate)
            killed = child;
        killed.Kill();
        await killed.WaitForExitAsync();
    }

    /// <summary>Starts it again after it ended.</summary>
    public void Restart()
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested)
                return;
            child.Dispose();
            child = Launch();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await keeping;
        if (!child.HasExited)
        {
            child.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await child.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!child.HasExited)
                child.Kill();
        }

        child.Dispose();
    }

    private async Task Keep(TimeSpan restartAfter)
    {
        while (!stopping.IsCancellationRequested)
        {
            await child.WaitForExitAsync(stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            await Task.Delay(restartAfter, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (child.HasExited)
                Restart();
        }
    }

    private Process Launch()
    {
        // The program beside this code, whichever program has loaded it.
        var program = Path.Combine(AppContext.BaseDirectory, "registryctl.dll");
        var start = new ProcessStartInfo("dotnet", [program, "keys", "serve", "--data", directory.Root, "--until-input-ends", .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var started = Process.Start(start) ?? throw new CommandFailedException("the process that releases keys does not start");
        started.BeginOutputReadLine();
        return started;
    }
}
