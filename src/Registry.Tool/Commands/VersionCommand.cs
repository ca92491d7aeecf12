using System.CommandLine;

namespace Registry.Tool.Commands;

/// <summary>`version`: which build this is.</summary>
internal static class VersionCommand
{
    public static Command Build()
    {
        var command = new Command("version", "Prints the version and whether published packages or our subsets of them are in this build.");
        command.SetAction(_ =>
        {
            Console.WriteLine($"registryctl {Server.Hosting.Build.Version}");
            Console.WriteLine(Server.Hosting.Build.Subsets is { Count: > 0 } subsets
                ? $"subsets in place of published packages: {string.Join(", ", subsets)} (not for production)"
                : "published packages only");
            return 0;
        });
        return command;
    }
}
