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
        var lawDate = new Option<string?>("--law-date") { Description = "Law date at start, e.g. 2016-03-01: chooses regime, agencies and deadlines; never moves tokens or the log." };
        var command = new Command("up", "Runs a registry for development until it gets SIGTERM: two private PostgreSQL clusters, keys in files, gRPC on loopback. Not for production.")
        {
            data, port, httpPort, lawDate,
        };
        command.SetAction((parsed, cancel) => Run(
            parsed.GetValue(data)!, parsed.GetValue(port), parsed.GetValue(httpPort), parsed.GetValue(lawDate), cancel));
        return command;
    }

    private static async Task<int> Run(string data, int port, int httpPort, string? lawDate, CancellationToken cancel)
    {
        DateOnly? day = null;
        if (lawDate is not null)
            day = DateOnly.TryParseExact(lawDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
                ? parsed
                : throw new CommandFailedException("--law-date: a date as 2016-03-01 is expected");

        await using var registry = await EmbeddedRegistry.Start(data, new EmbeddedOptions { Port = port, HttpPort = httpPort, LawDate = day }, cancel);
        Console.WriteLine($"ready grpc={registry.Grpc.Authority} http={registry.Http.Authority}");
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("stopping ...");
        }

        return 0;
    }
}
