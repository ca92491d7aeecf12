using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Victims;
using Registry.Sealing;
using Registry.Server.Cases;
using Registry.Server.Subjects;
using Registry.Testing.Running;

namespace Registry.Server.Tests;

/// <summary>The index of cases is built from sealed rows at the start, whole and in bounded memory.</summary>
public sealed class CaseIndexTests(ITestOutputHelper output)
{
    private static readonly AgencyCode Labour = new("SLDTBXH-TTH");
    private static readonly AgencyCode Post = new("DBP-HONGVAN");

    private static int Rows => Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is { Length: > 0 } ? 100_000 : 2_000;

    [Fact]
    public async Task Finds_everybody_after_a_start_page_by_page_each_once()
    {
        await using var registry = await RunningRegistry.Start();
        var subjects = await Fill(registry, Rows);
        await registry.StopServer();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();

        await registry.StartServer();
        var index = registry.Service<CaseIndex>();
        await Ready(registry);

        var took = Stopwatch.GetElapsedTime(start);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"{Rows} subjects: {took.TotalSeconds:F1} s with the start of server and clusters, {held / Rows} bytes a subject with the server itself");
        Assert.Equal(subjects.Order(), All(after => index.RelatedTo(Labour, RunningRegistry.LawDate, after, 500)));
        Assert.Equal(subjects.Order(), All(after => index.BoundTo(Labour, RunningRegistry.LawDate, after, 500)));
        Assert.Empty(index.RelatedTo(new AgencyCode("CA-NAMDONG"), RunningRegistry.LawDate, Guid.Empty, 500));
    }

    private static async Task Ready(RunningRegistry registry)
    {
        while (true)
        {
            try
            {
                await registry.Service<CaseFollower>().Ready(TestContext.Current.CancellationToken);
                return;
            }
            catch (TimeoutException)
            {
                // It is being built.
            }
        }
    }

    private static List<Guid> All(Func<Guid, IReadOnlyList<Guid>> page)
    {
        var all = new List<Guid>();
        for (var next = page(Guid.Empty); next.Count > 0; next = page(all[^1]))
            all.AddRange(next);
        return all;
    }

    /// <summary>Rows as a registration leaves them, without their events.</summary>
    private static async Task<List<Guid>> Fill(RunningRegistry registry, int rows)
    {
        var records = registry.Service<SubjectRecords>();
        var subjects = Enumerable.Range(0, rows).Select(_ => Guid.NewGuid()).ToList();
        await using var source = NpgsqlDataSource.Create(registry.Superuser);
        await using var session = await source.OpenConnectionAsync();
        await using (var streams = await session.BeginBinaryImportAsync("copy events.mt_streams (id, type, version) from stdin (format binary)"))
        {
            foreach (var subject in subjects)
                await streams.WriteRowAsync(CancellationToken.None, subject, StreamTypes.Person, 1L);
            await streams.CompleteAsync();
        }

        await using var copy = await session.BeginBinaryImportAsync("copy registry.subject (subject_id, version, sealed) from stdin (format binary)");
        foreach (var subject in subjects)
        {
            var registered = new VictimRegistered(RunningRegistry.LawDate, Post, "HONGVAN", Channel.BilateralAgreement, null, [Labour, new AgencyCode("CA-TTH")]);
            var record = SubjectRecord.Empty(subject).Apply(
                subject, new StreamHead(StreamTypes.Person, 1, Convert.ToBase64String(new byte[EventMac.Size])), Guid.NewGuid(), registered, []);
            var (version, row) = records.Seal(record);
            await copy.StartRowAsync();
            await copy.WriteAsync(subject, NpgsqlDbType.Uuid);
            await copy.WriteAsync(version, NpgsqlDbType.Bigint);
            await copy.WriteAsync(row, NpgsqlDbType.Bytea);
        }

        await copy.CompleteAsync();
        return subjects;
    }
}
