using System.Text.Json;
using System.Text.Json.Serialization;
using Marten;
using Weasel.Core;

namespace Compat.Marten.Tests;

public sealed class SerializationTests(EventStoreFixture store) : IClassFixture<EventStoreFixture>
{
    public static TheoryData<Action<StoreOptions>, string> Settings => new()
    {
        { _ => { }, """{"Amount": 5, "Currency": 1}""" },
        { options => options.UseSystemTextJsonForSerialization(), """{"Amount": 5, "Currency": 1}""" },
        { options => options.UseSystemTextJsonForSerialization(EnumStorage.AsString), """{"Amount": 5, "Currency": "Dollar"}""" },
        { options => options.UseSystemTextJsonForSerialization(casing: Casing.CamelCase), """{"amount": 5, "currency": 1}""" },
        { options => options.UseSystemTextJsonForSerialization(casing: Casing.SnakeCase), """{"amount": 5, "currency": 1}""" },
        { options => options.UseSystemTextJsonForSerialization(configure: json => json.Converters.Add(new Negative())), """{"Amount": -5, "Currency": 1}""" },
    };

    [Theory]
    [MemberData(nameof(Settings), DisableDiscoveryEnumeration = true)]
    public async Task An_event_is_written_as_the_settings_say_and_read_back(Action<StoreOptions> configure, string json)
    {
        await using var own = EventStoreFixture.Open(store.Database.Superuser, configure);
        var id = Guid.NewGuid();
        await using var session = own.LightweightSession();
        session.Events.StartStream<AccountHolder>(id, new Paid(5, Currency.Dollar));
        await session.SaveChangesAsync();

        Assert.Equal(json, await store.Database.Execute($"select data::text from events.mt_events where stream_id = '{id}'"));
        Assert.Equal(new Paid(5, Currency.Dollar), Assert.Single(await session.Events.FetchStreamAsync(id)).Data);
    }

    private sealed class Negative : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => -reader.GetInt32();

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(-value);
    }
}
