using Registry.AccessLog;
using Spectre.Console;

namespace Registry.Verify;

/// <summary>A bar on standard error while somebody watches; nothing at all in a pipe or a script.</summary>
internal static class ProgressBar
{
    internal static async Task<T> ShowAsync<T>(string title, Func<IProgress<LogProgress>?, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
            return await work(null);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context => work(new Bar(context.AddTask(title))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<LogProgress>
    {
        public void Report(LogProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
