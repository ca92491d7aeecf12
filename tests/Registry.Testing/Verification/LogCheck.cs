using Registry.AccessLog;
using Registry.Store.Log;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>The log, exported and verified as somebody without the database would.</summary>
internal sealed class LogCheck(RunningRegistry registry)
{
    public async Task<IReadOnlyList<string>> Findings()
    {
        var target = Directory.CreateTempSubdirectory("registry-export-").FullName;
        try
        {
            if (await Covered() is { } behind)
                return [behind];
            var head = await new LogExporter(registry.Service<LogReader>(), registry.Policy).ExportAsStored(target, progress: null, CancellationToken.None);
            var verdict = await new LogVerifier(target, registry.Policy, []).RunAsync();
            var findings = new List<string>();
            if (verdict.Finding is { } finding)
                findings.Add($"the log: {finding.Message} ({finding.File}, entry {finding.Entry})");
            else if (verdict.Entries != head.Size || !verdict.WithRecords)
                findings.Add($"the export holds {verdict.Entries} entries of {head.Size}");
            findings.AddRange(CanaryCheck.Search(target).Select(found => "the exported log: " + found));
            return findings;
        }
        catch (Exception broken) when (broken is VerificationFailedException or FormatException)
        {
            return [$"the log cannot be exported: {broken.Message}"];
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    /// <summary>Signing follows the lines within about a second.</summary>
    private async Task<string?> Covered()
    {
        var log = registry.Service<LogReader>();
        var lines = 0L;
        await foreach (var record in log.Records(0, long.MaxValue))
            lines = record.Index + 1;
        for (var attempt = 0; attempt < 100; attempt++)
        {
            if (await log.CheckpointsDown().FirstOrDefaultAsync() is { } newest && newest.Head.Size >= lines)
                return null;
            await Task.Delay(100);
        }

        return $"no checkpoint covers the {lines} lines of the log";
    }
}
