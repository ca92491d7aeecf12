using System.Text.Json;
using JasperFx;
using Marten.Events;
using Marten.Services;
using Npgsql;
using Weasel.Core;

namespace Marten;

/// <summary>Settings of a store.</summary>
public class StoreOptions
{
    private string databaseSchemaName = "public";

    public StoreOptions() => EventGraph = new EventGraph(this);

    /// <summary>Schema of the event store unless <see cref="IEventStoreOptions.DatabaseSchemaName"/> names one.</summary>
    public string DatabaseSchemaName
    {
        get => databaseSchemaName;
        set => databaseSchemaName = value.ToLowerInvariant();
    }

    /// <summary>What the store may do to the schema on its own; <see cref="AutoCreate.CreateOrUpdate"/> unless set.</summary>
    public AutoCreate AutoCreateSchemaObjects { get; set; } = AutoCreate.CreateOrUpdate;

    public IEventStoreOptions Events => EventGraph;

    internal EventGraph EventGraph { get; }

    internal SystemTextJsonSerializer Serializer { get; private set; } = new(null, EnumStorage.AsInteger, Casing.Default, null);

    internal NpgsqlDataSource? DataSource { get; private set; }

    internal bool OwnsDataSource { get; private set; }

    /// <summary>Connects with a data source of the store's own, which the store disposes.</summary>
    public void Connection(string connectionString) => (DataSource, OwnsDataSource) = (NpgsqlDataSource.Create(connectionString), true);

    /// <summary>Connects with the caller's data source, which the caller disposes.</summary>
    public void Connection(NpgsqlDataSource dataSource) => (DataSource, OwnsDataSource) = (dataSource, false);

    /// <inheritdoc cref="UseSystemTextJsonForSerialization(JsonSerializerOptions, EnumStorage, Casing, Action{JsonSerializerOptions})"/>
    public void UseSystemTextJsonForSerialization(
        EnumStorage enumStorage = EnumStorage.AsInteger, Casing casing = Casing.Default, Action<JsonSerializerOptions>? configure = null) =>
        UseSystemTextJsonForSerialization(null, enumStorage, casing, configure);

    /// <summary>Chooses how events become JSON. System.Text.Json with these defaults is also what a store does that never calls this.</summary>
    /// <param name="options">What to start from; its naming policy is replaced by <paramref name="casing"/>.</param>
    /// <param name="configure">Runs last, once for the options of writing and once for those of reading.</param>
    public void UseSystemTextJsonForSerialization(
        JsonSerializerOptions? options,
        EnumStorage enumStorage = EnumStorage.AsInteger,
        Casing casing = Casing.Default,
        Action<JsonSerializerOptions>? configure = null) =>
        Serializer = new SystemTextJsonSerializer(options, enumStorage, casing, configure);
}
