using Npgsql;
using Registry.AccessLog;
using Registry.Server.Hosting;
using Registry.Store.Log;

namespace Registry.Tool.Embedded;

/// <summary>Writes the log of a data directory as static files, whether a server runs on it or not.</summary>
internal static class LogExport
{
    /// <returns>What was exported, and how many lines wait for a signature.</returns>
    public static async Task<Exported> Write(DataDirectory directory, string target, bool asStored, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        await using var clusters = await EmbeddedClusters.Use(directory, cancel);
        return await Write(directory, clusters, target, asStored, progress, cancel);
    }

    /// <summary>Brings the published log up to date where no running registry does that.</summary>
    public static async Task Publish(DataDirectory directory, LogReader log, CancellationToken cancel)
    {
        using var signer = new LogSigner(directory.Identity.LogOrigin, directory.LogSeed);
        try
        {
            await new LogExporter(log, signer.Policy).Export(directory.PublishedLog, withRecords: false, progress: null, cancel);
        }
        catch (IOException)
        {
            // The folder is another's: a running registry publishes there.
        }
    }

    public static async Task<Exported> Write(
        DataDirectory directory, EmbeddedClusters clusters, string target, bool asStored, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        using var signer = new LogSigner(directory.Identity.LogOrigin, directory.LogSeed);
        await using var source = NpgsqlDataSource.Create(clusters.LogReader);
        System.IO.Directory.CreateDirectory(target);
        var log = new LogReader(source);
        var exporter = new LogExporter(log, signer.Policy);
        var head = asStored
            ? await exporter.ExportAsStored(target, progress, cancel)
            : await exporter.Export(target, withRecords: true, progress, cancel);
        return new Exported(head, await log.Size(cancel) - head.Size);
    }
}

/// <summary>What an export holds.</summary>
/// <param name="Head">Size and root that it stands for.</param>
/// <param name="Unsigned">Newer lines that no checkpoint covers yet, and that are not in it.</param>
internal sealed record Exported(TreeHead Head, long Unsigned);
