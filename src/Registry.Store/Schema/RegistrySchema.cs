using Npgsql;

namespace Registry.Store.Schema;

/// <summary>Schema and roles of the database <c>registry</c> on cluster one: event store, read models, access log.</summary>
/// <remarks>Applied by an operator's tool as superuser; the service only asserts it and never alters it.</remarks>
public static class RegistrySchema
{
    /// <summary>Login of the service.</summary>
    public const string AppRole = "registry_app";

    /// <summary>Login of export and inspection.</summary>
    public const string LogReaderRole = "registry_log_reader";

    /// <summary>Login of the log's signer.</summary>
    public const string LogSignerRole = "registry_log_signer";

    /// <summary>Login of whoever shreds old lines under a written policy.</summary>
    public const string LogEraserRole = "registry_log_eraser";

    private static readonly IReadOnlyList<IReadOnlyList<string>> Versions =
    [
        ["registry-roles", "registry-guards", "registry-events", "registry-models", "access-log", "registry-freeze"],
        ["registry-thaw", "registry-2-marten", "registry-2-log", "access-log-functions", "registry-refreeze"],
        ["registry-thaw", "registry-3-certificates", "registry-refreeze"],
        ["registry-thaw", "registry-4-statistics", "registry-refreeze"],
        ["registry-thaw", "registry-5-erasure", "registry-refreeze"],
        ["registry-thaw", "registry-6-decisions", "registry-refreeze"],
        ["registry-thaw", "registry-7-signer", "registry-7-rows", "access-log-functions", "registry-refreeze"],
        ["registry-thaw", "registry-8-streams", "access-log-functions", "registry-refreeze"],
    ];

    /// <summary>Version of the checked-in schema.</summary>
    public static int Version => Versions.Count;

    /// <summary>Makes roles, schemas, guards and functions, or what an older version lacks; does nothing where this version stands.</summary>
    /// <param name="superuser">Connection string of a superuser to the database.</param>
    /// <exception cref="SchemaException">A newer version stands there.</exception>
    public static Task Apply(string superuser, CancellationToken cancel = default) =>
        SchemaScripts.Apply(superuser, "guards.schema_version", Versions, cancel);

    /// <summary>Refuses a database on which the promises of the log would not hold: call before serving.</summary>
    /// <param name="app">Connection string of the service's own login.</param>
    /// <param name="allowVolatile">
    /// True only in tests: accepts a server that may lose commits in a power cut. Everything else is asserted all the same.
    /// </param>
    /// <exception cref="SchemaException">Lists everything that is wrong.</exception>
    public static async Task Assert(string app, bool allowVolatile = false, CancellationToken cancel = default)
    {
        // Without our own time zone in the start-up packet, so that the server's setting shows.
        var plain = new NpgsqlConnectionStringBuilder(SchemaScripts.Unpooled(app)) { Timezone = null }.ConnectionString;
        await using var connection = new NpgsqlConnection(plain);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(SchemaScripts.Read("registry-assert"), connection)
        {
            Parameters = { new() { Value = Version }, new() { Value = allowVolatile } },
        };

        var problems = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            problems.Add(reader.GetString(0));
        if (problems.Count > 0)
            throw new SchemaException(problems);
    }
}
