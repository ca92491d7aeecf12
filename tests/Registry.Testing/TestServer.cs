using Registry.Store.Clusters;
#if FULL_FEED
using DotNet.Testcontainers.Configurations;
using Testcontainers.PostgreSql;
#endif

namespace Registry.Testing;

/// <summary>
/// The PostgreSQL of this test process: the one that REGISTRY_TEST_DB names (a superuser's connection string, to a server that trusts
/// local roles); else, in a build on the published packages, a container where Docker answers; else a private cluster. Without any of
/// them the tests fail and say what to install; they are never skipped.
/// </summary>
internal static class TestServer
{
    private static readonly Lazy<Task<string>> Started = new(Start);

    /// <summary>Connection string of its superuser.</summary>
    public static Task<string> Superuser => Started.Value;

    private static async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("REGISTRY_TEST_DB") is { Length: > 0 } given)
            return given;
#if FULL_FEED
        if (TestcontainersSettings.OS.DockerEndpointAuthConfig is not null)
            return await StartContainer();
#endif
        return await StartCluster();
    }

    private static async Task<string> StartCluster()
    {
        var directory = Directory.CreateTempSubdirectory("registry-test-").FullName;
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_001_001);
        var cluster = await PrivateCluster.Open(directory, durable: false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(directory, recursive: true);
        };
        return cluster.ConnectionString("postgres", "postgres");
    }

#if FULL_FEED
    private static async Task<string> StartContainer()
    {
        var container = new PostgreSqlBuilder(Environment.GetEnvironmentVariable("REGISTRY_TEST_IMAGE") is { Length: > 0 } image ? image : "postgres:15")
            .WithUsername("postgres")
            .WithDatabase("postgres")
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "trust")
            .WithCommand(
                "-c", "fsync=off", "-c", "timezone=UTC", "-c", "max_connections=400",
                "-c", "log_parameter_max_length=0", "-c", "log_parameter_max_length_on_error=0")
            .Build();
        await container.StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return container.GetConnectionString();
    }
#endif
}
