using System.Collections.Concurrent;
using JasperFx.Events;
using Marten.Sessions;

namespace Marten.Events;

/// <summary>Settings of the event store and the types it knows.</summary>
internal sealed class EventGraph(StoreOptions options) : IEventStoreOptions
{
    private readonly Lock registering = new();
    private readonly ConcurrentDictionary<string, Type> aggregates = new();
    private EventMapping[] mappings = [];
    private string? databaseSchemaName;
    private EventColumns? columns;

    public string DatabaseSchemaName
    {
        get => databaseSchemaName ?? options.DatabaseSchemaName;
        set => databaseSchemaName = value.ToLowerInvariant();
    }

    public StreamIdentity StreamIdentity { get; set; } = StreamIdentity.AsGuid;

    public EventAppendMode AppendMode { get; set; } = EventAppendMode.QuickWithServerTimestamps;

    public MetadataConfig MetadataConfig { get; } = new();

    /// <summary>Columns as they are configured when the store is first used.</summary>
    public EventColumns Columns => columns ??= EventColumns.For(MetadataConfig);

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    public bool UseMandatoryStreamTypeDeclaration { get; set; }

    public IEventStoreOptions AddEventType<TEvent>()
    {
        AddEventType(typeof(TEvent));
        return this;
    }

    public void AddEventType(Type eventType) => MappingFor(eventType);

    public void AddEventTypes(IEnumerable<Type> types)
    {
        foreach (var type in types)
            AddEventType(type);
    }

    public void MapEventType<TEvent>(string eventTypeName) where TEvent : class => MapEventType(typeof(TEvent), eventTypeName);

    public void MapEventType(Type eventType, string eventTypeName) => MappingFor(eventType).Alias = eventTypeName;

    /// <summary>Puts data into an envelope, or completes the envelope that the caller brought; registers the type where it is new.</summary>
    public IEvent Build(object data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data is not IEvent given)
            return MappingFor(data.GetType()).Wrap(data);

        var mapping = MappingFor(given.EventType);
        (given.EventTypeName, given.DotNetTypeName) = (mapping.Alias, mapping.DotNetTypeName);
        return given;
    }

    /// <summary>
    /// The registered type of a row, or null. Where two types share an alias the .NET name decides. The .NET name of an alias that nobody
    /// registered is never loaded: who can write rows must not choose which class is created.
    /// </summary>
    public EventMapping? MappingFor(string alias, string? dotNetTypeName)
    {
        EventMapping? byAlias = null, byName = null;
        foreach (var mapping in mappings)
        {
            if (mapping.DotNetTypeName == dotNetTypeName)
                byName ??= mapping;
            if (mapping.Alias == alias)
                byAlias ??= mapping;
        }

        return byName ?? byAlias;
    }

    public string AggregateAlias(Type type)
    {
        var alias = EventMapping.DefaultAlias(type);
        aggregates.TryAdd(alias, type);
        return alias;
    }

    public Type? AggregateTypeFor(string alias) => aggregates.GetValueOrDefault(alias);

    private EventMapping MappingFor(Type type)
    {
        if (Array.Find(mappings, known => known.Type == type) is { } found)
            return found;

        lock (registering)
        {
            if (Array.Find(mappings, known => known.Type == type) is { } meanwhile)
                return meanwhile;
            var mapping = EventMapping.For(type);
            mappings = [.. mappings, mapping];
            return mapping;
        }
    }
}
