using System.CommandLine;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>
/// `log kit`: one file with single records, their own keys and proofs, for a court. The lines are opened with the inspectorate's key, so in production this
/// is the inspectorate's, over an export; a development directory holds that key itself.
/// </summary>
internal static class LogKitCommand
{
    private const int Attempts = 5;

    private sealed record Choices(string? Data, string? Export, string? Key, string? Unlock, string? Policy, string[] Records, string Out, bool Words);

    public static Command Build()
    {
        var data = new Option<string?>("--data") { Description = "Directory of a development registry: its log is exported, and opened with the key in it.", HelpName = "DIR" };
        var export = new Option<string?>("--export") { Description = "An exported log instead; needs no database, but --key.", HelpName = "DIR" };
        var key = new Option<string?>("--key") { Description = "With --export: the inspectorate's private key, PKCS#8.", HelpName = "FILE" };
        var unlock = new Option<string?>("--unlock") { Description = "With --export: file whose bytes unlock an encrypted key.", HelpName = "FILE" };
        var policy = new Option<string?>("--policy") { Description = "With --export: the keys you trust; else those that came with the log.", HelpName = "FILE" };
        var record = new Option<string[]>("--record") { Description = "Id of a record, as the trailer registry-record-id or `audit list` gave it; up to a hundred.", Required = true, HelpName = "ID" };
        var target = new Option<string>("--out") { Description = "File to write; it must not be there yet.", Required = true, HelpName = "FILE" };
        var words = new Option<bool>("--words") { Description = "The officers' reasons go along; they are free text and may name somebody." };
        var command = new Command("kit", "Writes one file with single records for a court: ciphertext, the keys of these records alone, proof, policy, and what it says in words. Check it with: registry-verify kit FILE")
        {
            data, export, key, unlock, policy, record, target, words,
        };
        command.SetAction((parsed, cancel) => Run(
            new Choices(
                parsed.GetValue(data), parsed.GetValue(export), parsed.GetValue(key), parsed.GetValue(unlock), parsed.GetValue(policy),
                parsed.GetValue(record)!, parsed.GetValue(target)!, parsed.GetValue(words)),
            cancel));
        return command;
    }

    private static async Task<int> Run(Choices choices, CancellationToken cancel)
    {
        if (choices.Data is null == choices.Export is null)
            throw new CommandFailedException("--data or --export: one of them is expected");
        if (choices.Records.Any(record => !Guid.TryParseExact(record, "D", out _)))
            throw new CommandFailedException("--record: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected");
        if (choices.Data is null)
            return choices.Key is not null ? await Write(choices, cancel) : throw new CommandFailedException("--key: the inspectorate's private key is expected with --export");
        if ((choices.Key ?? choices.Unlock ?? choices.Policy) is not null)
            throw new CommandFailedException("--key, --unlock and --policy go with --export; a data directory holds its own");

        var directory = DataDirectory.Open(choices.Data);
        var export = System.IO.Directory.CreateTempSubdirectory("registry-kit-");
        try
        {
            var exported = choices with { Export = export.FullName, Key = Path.Combine(directory.AuditKey, "audit"), Unlock = Path.Combine(directory.AuditKey, "unlock") };
            for (var attempt = 1; ; attempt++)
            {
                var (_, unsigned) = await LogExport.Write(directory, export.FullName, asStored: false, new ProgressLine("exported"), cancel);
                try
                {
                    return await Write(exported, cancel);
                }
                catch (CommandFailedException) when (unsigned > 0 && attempt < Attempts)
                {
                    // The record may be among those that a running registry signs within a second.
                    await Task.Delay(TimeSpan.FromSeconds(1), cancel);
                }
            }
        }
        finally
        {
            export.Delete(recursive: true);
        }
    }

    private static async Task<int> Write(Choices choices, CancellationToken cancel)
    {
        string[] Given(string option, string? value) => value is null ? [] : [option, value];
        var (code, output, error) = await VerifyProgram.Run(
            [
                "records", choices.Export!, .. Given("--key", choices.Key), .. Given("--unlock", choices.Unlock), .. Given("--policy", choices.Policy),
                .. choices.Records.SelectMany(record => Given("--record", record)), "--format", "kit", "--out", Path.GetFullPath(choices.Out), .. choices.Words ? ["--words"] : Array.Empty<string>(),
            ],
            cancel);
        if (code != 0)
            throw new CommandFailedException($"no kit was written. {(output + error).Trim()}");
        Console.WriteLine(output.Split('\n').First(line => line.StartsWith("WRITTEN: ", StringComparison.Ordinal)));
        return 0;
    }
}
