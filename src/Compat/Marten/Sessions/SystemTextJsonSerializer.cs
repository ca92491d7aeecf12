using System.Text.Json;
using System.Text.Json.Serialization;
using Weasel.Core;

namespace Marten.Services;

/// <summary>Events to JSON and back, with the options that Marten sets.</summary>
internal sealed class SystemTextJsonSerializer
{
    private readonly JsonSerializerOptions write;
    private readonly JsonSerializerOptions read;

    public SystemTextJsonSerializer(JsonSerializerOptions? options, EnumStorage enumStorage, Casing casing, Action<JsonSerializerOptions>? configure)
    {
        write = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        write.PropertyNamingPolicy = casing switch
        {
            Casing.CamelCase => JsonNamingPolicy.CamelCase,
            Casing.SnakeCase => JsonNamingPolicy.SnakeCaseLower,
            _ => null,
        };
        if (enumStorage == EnumStorage.AsString)
            write.Converters.Add(new JsonStringEnumConverter());

        read = new JsonSerializerOptions(write);
        read.Converters.Add(new PlainValues());
        configure?.Invoke(write);
        configure?.Invoke(read);
    }

    public byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), write);

    public object Read(byte[] json, Type type) =>
        JsonSerializer.Deserialize(json, type, read) ?? throw new JsonException("the event is the JSON literal null");

    public T Read<T>(byte[] json) => (T)Read(json, typeof(T));

    /// <summary>Values typed <c>object</c> (headers) come back as plain values: whole numbers as long, texts that are instants as DateTime.</summary>
    private sealed class PlainValues : JsonConverter<object>
    {
        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Number => reader.TryGetInt64(out var whole) ? (object)whole : reader.GetDouble(),
            JsonTokenType.String => reader.TryGetDateTime(out var instant) ? instant : reader.GetString(),
            _ => JsonElement.ParseValue(ref reader),
        };

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
