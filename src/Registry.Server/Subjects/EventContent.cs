using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Domain.Access;
using Registry.Domain.History;

namespace Registry.Server.Subjects;

/// <summary>What of an event is sealed as one: its facts, and the names of the fields that it carries beside them.</summary>
/// <param name="Fields">In the order of the sealed values.</param>
/// <param name="Facts">The event's own JSON.</param>
internal sealed record EventContent(ImmutableArray<FieldName> Fields, JsonElement Facts)
{
    /// <summary>
    /// When it was sealed, UTC: under the seal and so under the MAC, where nobody moves it. Events of before this was kept have none; theirs is the
    /// event store's.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    public static byte[] Write(DomainEvent happened, IEnumerable<FieldName> fields, DateTimeOffset at)
    {
        using var facts = JsonDocument.Parse(EventCatalog.WriteFacts(happened));
        return JsonSerializer.SerializeToUtf8Bytes(new EventContent([.. fields], facts.RootElement) { At = at }, DomainJson.Options);
    }

    /// <exception cref="JsonException">Not the content of an event.</exception>
    public static EventContent Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<EventContent>(bytes, DomainJson.Options) ?? throw new JsonException("The content of an event is an object.");

    /// <summary>The event itself.</summary>
    public DomainEvent Event(string alias, int schema) => EventCatalog.ReadFacts(alias, schema, JsonSerializer.SerializeToUtf8Bytes(Facts));
}

/// <summary>A field that an event carries.</summary>
/// <param name="Path">Path, e.g. <c>full_name</c>.</param>
/// <param name="Class">Class that it was sealed under.</param>
internal sealed record FieldName(string Path, FieldClass Class)
{
    /// <summary>What the value is looked for by; absent where nobody looks for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<int> Tags { get; init; }
}
