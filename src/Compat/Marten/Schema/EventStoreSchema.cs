using JasperFx;
using Marten.Events;
using Marten.Exceptions;
using Marten.Storage;
using Npgsql;
using Weasel.Core.Migrations;

namespace Marten.Schema;

/// <summary>Compares the database with what the store needs, and creates what is missing. Drops and alters nothing.</summary>
internal sealed class EventStoreSchema(EventGraph graph, NpgsqlDataSource source) : IMartenStorage, IMartenDatabase
{
    public IMartenDatabase Database => this;

    public string ToDatabaseScript() => Script(SchemaObject.All(graph).Where(needed => !needed.IsPartOfTable));

    public async Task ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate? @override = null)
    {
        var ddl = Script(await Missing(CancellationToken.None));
        if (ddl.Length == 0)
            return;
        await using var command = source.CreateCommand(ddl);
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException failure)
        {
            throw new MartenSchemaException(graph.DatabaseSchemaName, ddl, failure);
        }
    }

    public async Task AssertDatabaseMatchesConfigurationAsync(CancellationToken ct = default)
    {
        var ddl = Script(await Missing(ct));
        if (ddl.Length > 0)
            throw new DatabaseValidationException(graph.DatabaseSchemaName, ddl);
    }

    private static string Script(IEnumerable<SchemaObject> objects) => string.Concat(objects.Select(needed => needed.Ddl + "\n"));

    /// <summary>What is not there, in the order in which it can be created. The columns of a missing table come with the table.</summary>
    private async Task<List<SchemaObject>> Missing(CancellationToken token)
    {
        var present = new HashSet<string>();
        await using var command = source.CreateCommand(SchemaObject.Catalogue);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = graph.DatabaseSchemaName });
        await using (var row = await command.ExecuteReaderAsync(token))
        {
            while (await row.ReadAsync(token))
                present.Add(row.GetString(0));
        }

        return [.. SchemaObject.All(graph).Where(needed =>
            !present.Contains(needed.Key) && (!needed.IsPartOfTable || present.Contains($"table {needed.Table}")))];
    }
}
