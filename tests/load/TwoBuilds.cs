using System.Diagnostics;
using System.Globalization;

namespace Registry.Load;

/// <summary>This build and another one in turn, three rounds, so that whatever else the machine does meets both.</summary>
internal static class TwoBuilds
{
    /// <summary>Begins a line that carries a figure; everything else is the server's output.</summary>
    public const string Mark = "figure\t";

    private const int Rounds = 3;

    /// <param name="other">Folder of the other build's Registry.Load.</param>
    public static async Task Run(string other, int seconds)
    {
        var builds = new[] { AppContext.BaseDirectory, other };
        var figures = new List<(int Build, string Load, string Callers, double PerSecond)>();
        for (var round = 0; round < Rounds; round++)
        {
            for (var build = 0; build < builds.Length; build++)
            {
                await Console.Error.WriteLineAsync($"round {round + 1} of {Rounds}, {(build == 0 ? "this build" : "the other build")}");
                foreach (var line in await Figures(Path.Combine(builds[build], "Registry.Load.dll"), seconds))
                    figures.Add((build, line[0], line[1], double.Parse(line[2], CultureInfo.InvariantCulture)));
            }
        }

        Console.WriteLine("| load | callers | this build, a second | the other build, a second | this / other |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var load in figures.GroupBy(figure => (figure.Load, figure.Callers)))
        {
            double Median(int build) => load.Where(figure => figure.Build == build).Select(figure => figure.PerSecond).Order().ElementAt(Rounds / 2);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {load.Key.Load} | {load.Key.Callers} | {Median(0):0} | {Median(1):0} | {Median(0) / Median(1):0.00} |"));
        }
    }

    private static async Task<IReadOnlyList<string[]>> Figures(string program, int seconds)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "packages", seconds.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? [.. output.Split('\n').Where(line => line.StartsWith(Mark, StringComparison.Ordinal)).Select(line => line[Mark.Length..].Split('\t'))]
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
