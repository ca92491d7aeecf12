using Registry.Store.Log;

namespace Registry.Tool.Commands;

/// <summary>Progress of long work on the error stream: one line that is written over, and nothing where nobody watches.</summary>
internal sealed class ProgressLine(string verb) : IProgress<ExportProgress>
{
    private readonly bool watched = !Console.IsErrorRedirected;
    private long shown = -1;

    public void Report(ExportProgress value)
    {
        var percent = value.Total == 0 ? 100 : value.Written * 100 / value.Total;
        if (!watched || percent == shown)
            return;
        shown = percent;
        Console.Error.Write($"\r{verb} {value.Written} of {value.Total} ({percent} %)" + (percent == 100 ? "\n" : ""));
    }
}
