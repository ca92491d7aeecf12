using System.Text.Json;
using System.Text.Json.Serialization;

namespace Registry.Domain.Access;

/// <summary>The stable code of one agency, e.g. <c>CA-TTH</c>; a key into the agencies table.</summary>
[JsonConverter(typeof(AgencyCodeJson))]
public readonly record struct AgencyCode(string Value) : IComparable<AgencyCode>
{
    public int CompareTo(AgencyCode other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(AgencyCode left, AgencyCode right) => left.CompareTo(right) < 0;

    public static bool operator <=(AgencyCode left, AgencyCode right) => left.CompareTo(right) <= 0;

    public static bool operator >(AgencyCode left, AgencyCode right) => left.CompareTo(right) > 0;

    public static bool operator >=(AgencyCode left, AgencyCode right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value ?? "";
}

/// <summary>Writes a code as a plain string, so that stored facts stay readable and small.</summary>
internal sealed class AgencyCodeJson : JsonConverter<AgencyCode>
{
    public override AgencyCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("An agency code is a string."));

    public override void Write(Utf8JsonWriter writer, AgencyCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
