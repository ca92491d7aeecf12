using System.CommandLine;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`migrate`: schema and roles, by the owner and not by the service.</summary>
internal static class MigrateCommand
{
    public static Command Build()
    {
        var data = Shared.Data("Directory of the registry.");
        var command = new Command("migrate", "Applies schema and roles to both databases; does nothing where they stand. `up` does the same at its start.") { data };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var clusters = await EmbeddedClusters.Use(DataDirectory.Open(parsed.GetValue(data)!), cancel);
            await clusters.Migrate(cancel);
            Console.WriteLine("schema and roles stand");
            return 0;
        });
        return command;
    }
}
