using System.CommandLine;
using Registry.Domain.Law;

namespace Registry.Tool.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Shared
{
    public static Option<string> Data(string description) => new("--data") { Description = description, Required = true, HelpName = "DIR" };

    public static Option<string> Province() => new("--province")
    {
        Description = "Province whose agencies are read: one of this build, or the path of a folder with its five tables.",
        DefaultValueFactory = _ => LawTables.DefaultProvince,
        HelpName = "NAME|DIR",
    };

    public static Option<string?> LawSwitches() => new("--switches")
    {
        Description = "Sheet that switches inferred rows of the law on or off, each with the reviewed document and its day.",
        HelpName = "FILE",
    };
}
