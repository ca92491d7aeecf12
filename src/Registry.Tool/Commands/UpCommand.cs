using System.CommandLine;
using System.Globalization;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`up`: a registry in the foreground.</summary>
internal static class UpCommand
{
    public static Command Build()
    {
        var data = Shared.Data("Directory of the registry; made where there is none, continued where there is one.");
        var port = new Option<int>("--port") { Description = "Loopback port of gRPC; a free one when 0.", DefaultValueFactory = _ => 0 };
        var httpPort = new Option<int>("--http-port") { Description = "Loopback port of HTTP (health); a free one when 0.", DefaultValueFactory = _ => 0 };
        foreach (var one in (Option<int>[])[port, httpPort])
            one.Validators.Add(given =>
            {
                if (given.Tokens is [var token] && (!int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) || number is < 0 or > 65535))
                    given.AddError($"{one.Name}: a port of 0 to 65535 is expected");
            });
        var lawDate = new Option<string?>("--law-date") { Description = "Law date at start, e.g. 2016-03-01: chooses regime, agencies and deadlines; never moves tokens or the log." };
        var (province, switches) = (Shared.Province(), Shared.LawSwitches());
        var serveLog = new Option<bool>("--serve-log") { Description = "Serves the published log under /log/ on the HTTP port: checkpoint, tiles and entries, to whoever reaches it." };
        var keysProcess = new Option<bool>("--keys-process") { Description = "Releases keys in a process of its own, `registryctl keys serve`, which checks the line in the log itself; started and kept running by this one." };
        var witnessed = new Option<string[]>("--witnessed") { Description = "A method, e.g. IdentityService/GetIdentity, that opens nothing before witnesses have cosigned its line; may be given several times.", HelpName = "METHOD" };
        var command = new Command("up", "Runs a registry for development until it gets SIGTERM: two private PostgreSQL clusters, keys in files, gRPC on loopback. Not for production.")
        {
            data, port, httpPort, lawDate, province, switches, serveLog, keysProcess, witnessed,
        };
        command.SetAction((parsed, cancel) => Run(
            parsed.GetValue(data)!, parsed.GetValue(lawDate),
            new EmbeddedOptions { Province = parsed.GetValue(province)!, LawSwitches = parsed.GetValue(switches), Port = parsed.GetValue(port), HttpPort = parsed.GetValue(httpPort), ServeLog = parsed.GetValue(serveLog), KeysProcess = parsed.GetValue(keysProcess), WitnessedMethods = parsed.GetValue(witnessed) ?? [] }, cancel));
        return command;
    }

    private static async Task<int> Run(string data, string? lawDate, EmbeddedOptions options, CancellationToken cancel)
    {
        // Signals are listened to once the command first waits: before it touches anything.
        await Task.Yield();
        DateOnly? day = null;
        if (lawDate is not null)
            day = DateOnly.TryParseExact(lawDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                ? parsed
                : throw new CommandFailedException("--law-date: a date as 2016-03-01 is expected");

        if (options.Port == options.HttpPort && options.Port != 0)
            throw new CommandFailedException("--port and --http-port: two different ports are expected");

        try
        {
            await using var registry = await EmbeddedRegistry.Start(data, options with { LawDate = day, Administrators = AgencyCommand.DevelopmentAdministrators }, cancel);
            Console.WriteLine($"ready grpc={registry.Grpc.Authority} http={registry.Http.Authority}");
            await Task.Delay(Timeout.InfiniteTimeSpan, cancel).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await Console.Error.WriteLineAsync("stopping ...");
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailedException("--port or --http-port: the port is in use; name another one, or 0 for a free one");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("stopped before it was ready");
        }

        return 0;
    }
}
