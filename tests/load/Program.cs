using System.Globalization;
using Registry.Load;

const string Usage =
    """
    usage: Registry.Load [SECONDS]                  looks and acts beside an echo, SECONDS (5) a figure
           Registry.Load packages [SECONDS]         call, append and fetch of the packages alone
           Registry.Load builds OTHER [SECONDS]     the same in this build and in the one whose Registry.Load stands in the folder OTHER
           Registry.Load log DIR RECORDS            writes an export of so many generated records, and the inspectorate's key beside it
    """;

if (args is ["log", var target, var wanted] && long.TryParse(wanted, CultureInfo.InvariantCulture, out var records) && records > 0)
{
    using var log = new GeneratedLog();
    await log.WriteAsync(target, records);
    await File.WriteAllTextAsync(Path.Combine(target, "audit.pem"), log.KeyPem);
    return 0;
}

var timed = args is [.., var last] && int.TryParse(last, CultureInfo.InvariantCulture, out _);
var seconds = timed ? int.Parse(args[^1], CultureInfo.InvariantCulture) : 5;
switch (timed ? args[..^1] : args)
{
    case [] when seconds > 0:
        await RegistryLoad.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case ["packages"] when seconds > 0:
        await PackageLoad.Run(TimeSpan.FromSeconds(seconds));
        return 0;
    case ["builds", var other] when seconds > 0:
        await TwoBuilds.Run(other, seconds);
        return 0;
    default:
        await Console.Error.WriteLineAsync(Usage);
        return 2;
}
