using System.CommandLine;
using Registry.Keys;
using Registry.Sealing;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`keys serve` and `keys reconcile`: the process that releases keys, and the comparison of what it did with what the log says.</summary>
internal static class KeysCommand
{
    public static Command Build() => new("keys", "The keys of persons: the process that releases them, and what it released.") { Serve(), KeysReconcileCommand.Build() };

    private static Command Serve()
    {
        var data = Shared.Data("Directory of the registry; `up --keys-process` runs on it.");
        var persons = Number("--persons-per-hour", "Different persons whose keys are released in an hour.", new KeysOptions().PersonsPerHour);
        var actor = Number("--persons-per-officer-hour", "The same for one officer.", new KeysOptions().PersonsPerActorHour);
        var parent = new Option<bool>("--until-input-ends") { Description = "Ends with whoever started it: when its standard input ends.", Hidden = true };
        var command = new Command("serve", "Releases keys, each against a line that it reads in the access log itself, until it gets SIGTERM. For development; in earnest it is Registry.Keys as a user of its own.")
        {
            data, persons, actor, parent,
        };
        command.SetAction((parsed, cancel) => Run(
            parsed.GetValue(data)!, parsed.GetValue(persons), parsed.GetValue(actor), parsed.GetValue(parent), cancel));
        return command;
    }

    private static async Task<int> Run(string data, int persons, int actor, bool withParent, CancellationToken cancel)
    {
        await Task.Yield();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (withParent)
            _ = Task.Run(() => EndWithInput(ended), CancellationToken.None);
        var directory = DataDirectory.Open(data);
        directory.MakeKeysRoom();
        await using var clusters = await EmbeddedClusters.Attach(directory, ended.Token);
        await using var keys = await KeysProcess.Start(
            OptionsOf(directory, clusters) with { PersonsPerHour = persons, PersonsPerActorHour = actor }, Console.Error, TimeProvider.System, ended.Token);
        Console.WriteLine($"ready socket={directory.KeysSocket}");
        await Task.Delay(Timeout.InfiniteTimeSpan, ended.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return 0;
    }

    internal static KeysOptions OptionsOf(DataDirectory directory, EmbeddedClusters clusters) => new()
    {
        Environment = "Development",
        Socket = directory.KeysSocket,
        Users = [PeerCredentials.OwnUser()],
        LogReader = clusters.LogReader,
        Keys = clusters.Keys,
        CustodianDirectory = directory.Custodian,
        BookDirectory = Path.Combine(directory.KeysRoom, "releases"),
        SeenFile = Path.Combine(directory.KeysRoom, "seen"),
    };

    private static async Task EndWithInput(CancellationTokenSource ended)
    {
        await Console.OpenStandardInput().CopyToAsync(Stream.Null);
        await ended.CancelAsync();
    }

    private static Option<int> Number(string name, string description, int unset)
    {
        var number = new Option<int>(name) { Description = description, DefaultValueFactory = _ => unset };
        number.Validators.Add(given =>
        {
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var n) && n > 0))
                given.AddError($"{name}: a whole number above 0 is expected");
        });
        return number;
    }
}
