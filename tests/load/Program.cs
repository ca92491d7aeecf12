using System.Globalization;
using Registry.Load;

const string Usage =
    """
    usage: Registry.Load [SECONDS]                  looks and acts beside an echo, SECONDS (5) a figure
           Registry.Load packages [SECONDS]         call, append and fetch of the packages alone
           Registry.Load keys [SECONDS]             looks with keys released in the server and by a process of its own
           Registry.Load builds OTHER [SECONDS]     the same in this build and in the one whose Registry.Load stands in the folder OTHER
           Registry.Load time [bare] [ROUNDS]       whether time tells a stranger who is registered, ROUNDS (60) answers a method; bare: without the tick
           Registry.Load lines [SECONDS]            lines a second at batch 1, 32, 256; added latency of a line at 1, 8, 64 callers
           Registry.Load tree DIR                   proofs and verification at 100,000 and 1,000,000 leaves
           Registry.Load steady [SECONDS]           memory over so long a run of looks
           Registry.Load statistics VICTIMS         a run of statistics over the entries of so many victims
           Registry.Load index LINES                an inspector's first and later lists over so many lines, and what the index holds
           Registry.Load log DIR RECORDS            writes an export of so many generated records, and the inspectorate's key beside it
    """;

var counted = args is [.., var last] && int.TryParse(last, CultureInfo.InvariantCulture, out _);
var number = counted ? int.Parse(args[^1], CultureInfo.InvariantCulture) : 5;
switch (counted ? args[..^1] : args)
{
    case [] when number > 0:
        await RegistryLoad.Run(TimeSpan.FromSeconds(number));
        return 0;
    case ["packages"] when number > 0:
        await PackageLoad.Run(TimeSpan.FromSeconds(number));
        return 0;
    case ["keys"] when number > 0:
        await KeysApart.Run(TimeSpan.FromSeconds(number));
        return 0;
    case ["lines"] when number > 0:
        await LogLines.Run(TimeSpan.FromSeconds(number));
        return 0;
    case ["tree", var folder] when !counted:
        await LogTree.Run(folder);
        return 0;
    case ["steady"] when number > 0:
        await Steady.Run(TimeSpan.FromSeconds(number));
        return 0;
    case ["builds", var other] when number > 0:
        await TwoBuilds.Run(other, number);
        return 0;
    case ["time"] when number > 0:
        await SameTime.Run(counted ? number : 60, seed: 20261122);
        return 0;
    case ["time", "bare"] when number > 0:
        await SameTime.Run(counted ? number : 60, seed: 20261122, tick: TimeSpan.FromTicks(1));
        return 0;
    case ["statistics"] when counted && number > 0:
        await StatisticsLoad.Run(number);
        return 0;
    case ["index"] when counted && number > 0:
        await LogIndex.Run(number);
        return 0;
    case ["log", var target] when counted && number > 0:
        await GeneratedLog.Write(target, records: number);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
