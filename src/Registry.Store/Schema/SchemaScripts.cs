using Npgsql;

namespace Registry.Store.Schema;

/// <summary>The checked-in SQL of this folder, as embedded.</summary>
internal static class SchemaScripts
{
    public static string Read(string name)
    {
        using var stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream($"Registry.Store.Schema.{name}.sql")
            ?? throw new InvalidOperationException($"the script {name}.sql is not embedded");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Runs scripts in one transaction unless <paramref name="versionTable"/> says that they have run; all of them or none.</summary>
    /// <exception cref="SchemaException">Another version stands there.</exception>
    public static async Task Apply(
        string superuser, string versionTable, int version, IReadOnlyList<string> scripts, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Unpooled(superuser));
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run("select pg_advisory_xact_lock(hashtext('registry schema'))");
        if (await Scalar("select to_regclass($1)::text", versionTable) is string)
        {
            if (await Scalar($"select version from {versionTable}") is int standing && standing != version)
                throw new SchemaException([$"the database has schema version {standing}, this program needs {version}"]);
            return;
        }

        foreach (var script in scripts)
            await Run(Read(script));
        await Scalar($"insert into {versionTable} (version) values ($1)", version);
        await transaction.CommitAsync(cancel);

        async Task Run(string sql)
        {
            // A script holds many statements, so it goes without parameters.
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancel);
        }

        async Task<object?> Scalar(string sql, object? parameter = null)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            if (parameter is not null)
                command.Parameters.Add(new NpgsqlParameter { Value = parameter });
            return await command.ExecuteScalarAsync(cancel);
        }
    }

    public static string Unpooled(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Pooling = false, IncludeErrorDetail = false, LogParameters = false }.ConnectionString;
}
