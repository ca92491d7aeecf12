using Npgsql;
using Registry.AccessLog;
using Registry.Server.Hosting;
using Registry.Store.Log;

namespace Registry.Tool.Embedded;

/// <summary>Writes the log of a data directory as static files, whether a server runs on it or not.</summary>
internal static class LogExport
{
    /// <returns>Size and root that the export stands for.</returns>
    public static async Task<TreeHead> Write(DataDirectory directory, string target, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        await using var clusters = await EmbeddedClusters.Use(directory, cancel);
        return await Write(directory, clusters, target, progress, cancel);
    }

    public static async Task<TreeHead> Write(
        DataDirectory directory, EmbeddedClusters clusters, string target, IProgress<ExportProgress>? progress, CancellationToken cancel)
    {
        using var signer = new LogSigner(directory.Identity.LogOrigin, directory.LogSeed);
        await using var source = NpgsqlDataSource.Create(clusters.LogReader);
        System.IO.Directory.CreateDirectory(target);
        return await new LogExporter(new LogReader(source), LogPolicy.OfLog([signer.Verifier])).Export(target, withRecords: true, progress, cancel);
    }
}
