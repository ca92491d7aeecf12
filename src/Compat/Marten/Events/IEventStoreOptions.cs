using JasperFx.Events;

namespace Marten.Events;

/// <summary>Settings of the event store.</summary>
public interface IEventStoreOptions
{
    /// <summary>Schema of the four objects; the store's schema unless set.</summary>
    string DatabaseSchemaName { get; set; }

    /// <summary>This subset accepts <see cref="StreamIdentity.AsGuid"/>.</summary>
    StreamIdentity StreamIdentity { get; set; }

    /// <summary><see cref="EventAppendMode.QuickWithServerTimestamps"/> unless set, as in Marten 9; this subset accepts <see cref="EventAppendMode.Rich"/>.</summary>
    EventAppendMode AppendMode { get; set; }

    /// <summary>Which optional columns there are; all off unless set.</summary>
    MetadataConfig MetadataConfig { get; }

    /// <summary>Clock of event timestamps.</summary>
    TimeProvider TimeProvider { get; set; }

    /// <summary>Demands that a stream is started with its type, and never by an append.</summary>
    bool UseMandatoryStreamTypeDeclaration { get; set; }

    /// <summary>Registers a type under its default alias.</summary>
    IEventStoreOptions AddEventType<TEvent>();

    /// <summary>Registers a type under its default alias.</summary>
    void AddEventType(Type eventType);

    /// <summary>Registers types under their default aliases.</summary>
    void AddEventTypes(IEnumerable<Type> types);

    /// <summary>Registers a type under an alias of the caller's choice. Do so for every event: default aliases of namesakes collide.</summary>
    void MapEventType<TEvent>(string eventTypeName) where TEvent : class;

    /// <summary>Registers a type under an alias of the caller's choice.</summary>
    void MapEventType(Type eventType, string eventTypeName);
}
