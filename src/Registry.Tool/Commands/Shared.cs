using System.CommandLine;

namespace Registry.Tool.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Shared
{
    public static Option<string> Data(string description) => new("--data") { Description = description, Required = true, HelpName = "DIR" };
}
