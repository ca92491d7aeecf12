using Npgsql;
using Registry.Store.Clusters;

namespace Registry.Store.Tests.Clusters;

public sealed class PrivateClusterTests
{
    [Fact]
    public async Task A_cluster_is_made_once_and_continued_by_the_next_start()
    {
        var directory = Directory.CreateTempSubdirectory("registry-cluster-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        try
        {
            await using (var first = await PrivateCluster.Open(directory, durable: false))
            {
                Assert.True(first.IsNew);
                await Execute(first, "create table kept(n int)");
            }

            await using var second = await PrivateCluster.Open(directory, durable: false);

            Assert.False(second.IsNew);
            Assert.Equal(0L, await Execute(second, "select count(*) from kept"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_cluster_listens_on_no_network_and_logs_no_values()
    {
        (string, string)[] expectations =
        [
            ("listen_addresses", ""), ("log_parameter_max_length", "0"), ("log_parameter_max_length_on_error", "0"),
            ("log_min_error_statement", "panic"), ("TimeZone", "UTC"), ("data_checksums", "on"),
        ];
        var directory = Directory.CreateTempSubdirectory("registry-cluster-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        try
        {
            await using var cluster = await PrivateCluster.Open(directory, durable: false);

            foreach (var (setting, expected) in expectations)
                Assert.Equal(expected, await Execute(cluster, $"select current_setting('{setting}')"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<object?> Execute(PrivateCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString("postgres", "postgres"));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
