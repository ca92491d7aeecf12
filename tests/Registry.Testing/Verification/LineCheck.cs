using Npgsql;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Store.Streams;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>Every event has an outcome line that commits to its place and MAC, and that line an intent line before it about the same person.</summary>
internal sealed class LineCheck(RunningRegistry registry)
{
    public async Task<IReadOnlyList<string>> Findings()
    {
        IReadOnlyList<OpenedLine> lines;
        try
        {
            lines = await Lines.Of(registry);
        }
        catch (OpenFailedException)
        {
            return ["a line of the log does not open with the inspectorate's key"];
        }

        var findings = new List<string>();
        var byId = lines.ToDictionary(line => line.Id);
        var committed = new HashSet<AppendedTo>();
        foreach (var outcome in lines.Where(line => line.Content.Kind == RecordKind.Outcome))
        {
            if (outcome.Content.Intent is not { } id || !byId.TryGetValue(id, out var intent) || intent.Content.Kind is not (RecordKind.Intent or RecordKind.BreakGlass))
                findings.Add($"line {outcome.Index}: an outcome without an intent");
            else if (intent.Index >= outcome.Index || intent.Subject != outcome.Subject || intent.Content.Trace != outcome.Content.Trace)
                findings.Add($"line {outcome.Index}: its intent is later, about somebody else, or of another call");
            foreach (var appended in outcome.Content.Appended.Where(appended => !committed.Add(appended)))
                findings.Add($"line {outcome.Index}: version {appended.Version} of stream {appended.Stream} was committed to before");
        }

        var happened = await Events();
        findings.AddRange(happened.Except(committed).Select(one => $"event {one.Version} of stream {one.Stream} has no outcome line"));
        findings.AddRange(committed.Except(happened).Select(one => $"the log knows event {one.Version} of stream {one.Stream}, the stream does not"));
        return findings;
    }

    private async Task<HashSet<AppendedTo>> Events()
    {
        var events = new HashSet<AppendedTo>();
        await using var source = NpgsqlDataSource.Create(registry.Superuser);
        await using var command = source.CreateCommand("select id from events.mt_streams");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var stream = rows.GetGuid(0);
            foreach (var happened in await registry.Service<Journal>().Read(stream, CancellationToken.None))
                events.Add(new AppendedTo(stream, happened.Version, happened.Mac));
        }

        return events;
    }
}
