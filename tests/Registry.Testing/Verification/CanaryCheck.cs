using System.Text;
using Npgsql;
using Registry.Store.Clusters;
using Registry.Testing.Cases;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>
/// No personal string of any test is in any byte that the registry wrote: both data directories with their WAL, dumps of both
/// databases, the server's console output. In every encoding that somebody could have chosen by mistake.
/// </summary>
internal sealed class CanaryCheck(RunningRegistry registry)
{
    private static readonly Lazy<PatternSearch> Patterns = new(() => new PatternSearch(Canaries.All.SelectMany(Encodings.Of)));

    public async Task<IReadOnlyList<string>> Findings()
    {
        await Checkpoint(registry.Superuser);
        await Checkpoint(registry.KeysSuperuser);
        var findings = Search(registry.Root).ToList();
        foreach (var (name, connection, cluster) in new[]
                 {
                     ("registry", registry.Superuser, registry.Directory.RegistryCluster),
                     ("registry_keys", registry.KeysSuperuser, registry.Directory.KeysCluster),
                 })
            findings.AddRange((await Dump(name, connection, cluster)).Select(found => $"dump of {name}: {found}"));
        findings.AddRange(Patterns.Value.Find(Encoding.UTF8.GetBytes(ServerOutput.Text())).Select(found => "server output: " + found));
        return findings;
    }

    /// <summary>What is found in the files of a directory.</summary>
    public static IEnumerable<string> Search(string directory)
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        {
            byte[] bytes;
            try
            {
                bytes = Read(file);
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException || file.EndsWith("/up.lock", StringComparison.Ordinal)
                || file.EndsWith("/log/.writer", StringComparison.Ordinal) || file.EndsWith("/keys/socket", StringComparison.Ordinal))
            {
                continue;
            }
            catch (IOException) when (file.Contains("/socket/", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var found in Patterns.Value.Find(bytes))
                yield return $"{Path.GetRelativePath(directory, file)}: {found}";
        }
    }

    /// <summary>A file that is being written (the publisher's) is free again in a moment, or gone under its new name.</summary>
    private static byte[] Read(string file)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return File.ReadAllBytes(file);
            }
            catch (IOException) when (tries < 50 && file.EndsWith(".tmp", StringComparison.Ordinal) && File.Exists(file))
            {
                Thread.Sleep(20);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> Dump(string database, string connection, string cluster)
    {
        var file = Path.Combine(cluster, $"verify-{database}.sql");
        var host = new NpgsqlConnectionStringBuilder(connection).Host!;
        await PostgresBinaries.Find().Run("pg_dump", CancellationToken.None, "-h", host, "-U", "postgres", "-d", database, "-f", file);
        try
        {
            return [.. Patterns.Value.Find(await File.ReadAllBytesAsync(file))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task Checkpoint(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("checkpoint");
        await command.ExecuteNonQueryAsync();
    }
}
