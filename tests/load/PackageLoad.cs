using System.Globalization;
using Grpc.Health.V1;
using Grpc.Net.Client;
using JasperFx;
using JasperFx.Events;
using Marten;
using Npgsql;
using Registry.Store.Schema;
using Registry.Testing.Running;

namespace Registry.Load;

/// <summary>What the packages under the registry do alone: a call, an append, a fetch. One line a figure, for <see cref="TwoBuilds"/>.</summary>
internal static class PackageLoad
{
    private const int LongStream = 20;

    public static async Task Run(TimeSpan length)
    {
        await using var registry = await RunningRegistry.Start(durable: true);
        using var channel = GrpcChannel.ForAddress(registry.Grpc);
        var health = new Health.HealthClient(channel);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(registry.Superuser) { Username = RegistrySchema.AppRole, MaxPoolSize = 32 });
        using var store = DocumentStore.For(options =>
        {
            options.Connection(source);
            options.AutoCreateSchemaObjects = AutoCreate.None;
            options.Events.DatabaseSchemaName = "events";
            options.Events.StreamIdentity = StreamIdentity.AsGuid;
            options.Events.AppendMode = EventAppendMode.Rich;
            options.Events.MapEventType<Happened>("happened");
        });
        var kept = Guid.NewGuid();
        await Append(store, kept, LongStream);

        foreach (var callers in (int[])[1, 8, 32])
        {
            await Measure("echo (health check)", callers, async () => await health.CheckAsync(new HealthCheckRequest()));
            await Measure("append, a new stream of two events", callers, () => Append(store, Guid.NewGuid(), 2));
            await Measure("fetch, a stream of twenty events", callers, () => Fetch(store, kept));
        }

        async Task Measure(string name, int callers, Func<Task> call)
        {
            await Burst.Run(call, callers, TimeSpan.FromSeconds(1));
            var figure = await Burst.Run(call, callers, length);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TwoBuilds.Mark}{name}\t{callers}\t{figure.PerSecond:0}"));
        }
    }

    private static async Task Append(DocumentStore store, Guid stream, int events)
    {
        await using var session = store.LightweightSession();
        session.Events.StartStream<Load>(stream, [.. Enumerable.Range(0, events).Select(object (number) => new Happened(number, new byte[300]))]);
        await session.SaveChangesAsync();
    }

    private static async Task Fetch(DocumentStore store, Guid stream)
    {
        await using var session = store.QuerySession();
        if ((await session.Events.FetchStreamAsync(stream)).Count != LongStream)
            throw new InvalidOperationException("The stream is not whole.");
    }

    /// <summary>About as large as a sealed event.</summary>
    private sealed record Happened(int Number, byte[] Sealed);

    private sealed record Load;
}
