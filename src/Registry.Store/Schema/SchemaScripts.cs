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

    /// <summary>
    /// Brings a database to the newest version, in one transaction: every script that its <paramref name="versionTable"/> does not
    /// count yet, or none.
    /// </summary>
    /// <param name="versions">The scripts of version 1, of version 2 and so on. What has run somewhere is never edited, only followed.</param>
    /// <exception cref="SchemaException">A newer version stands there.</exception>
    public static async Task Apply(
        string superuser, string versionTable, IReadOnlyList<IReadOnlyList<string>> versions, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(Unpooled(superuser));
        await connection.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Run("select pg_advisory_xact_lock(hashtext('registry schema'))");
        var standing = await Scalar("select to_regclass($1)::text", versionTable) is string
            ? await Scalar($"select version from {versionTable}") as int? ?? 0
            : 0;
        if (standing > versions.Count)
            throw new SchemaException([$"the database has schema version {standing}, this program knows {versions.Count}: run a newer program"]);
        if (standing == versions.Count)
            return;

        foreach (var script in versions.Skip(standing).SelectMany(scripts => scripts))
            await Run(Read(script));
        await Scalar($"insert into {versionTable} (version) values ($1) on conflict (one) do update set version = $1, applied = clock_timestamp()", versions.Count);
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
