using System.Text;
using System.Text.Json;
using Registry.Domain.History;

namespace Registry.Domain.Tests.History;

/// <summary>The JSON of facts is frozen, version by version: events written today are read for as long as the registry stands.</summary>
public sealed class FrozenEventsTests
{
    public static TheoryData<string, int> Versions => [.. FrozenEvent.All.Select(f => (f.Alias, f.Version))];

    [Fact]
    public void Every_version_of_every_event_of_the_catalog_is_frozen_and_nothing_else_is() => Assert.Equal(
        EventCatalog.All.SelectMany(k => Enumerable.Range(1, k.SchemaVersion).Select(version => (k.Alias, version))).Order(),
        FrozenEvent.All.Select(f => (f.Alias, f.Version)).Order());

    [Theory]
    [MemberData(nameof(Versions))]
    public void Facts_are_written_as_they_were_frozen_and_read_back(string alias, int version)
    {
        var frozen = FrozenEvent.All.Single(f => f.Alias == alias && f.Version == version);

        Assert.Equal(alias, EventCatalog.Of(frozen.Event).Alias);
        Assert.Equal(frozen.Json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(frozen.Event)));
        var read = EventCatalog.ReadFacts(alias, version, Encoding.UTF8.GetBytes(frozen.Json));
        Assert.IsType(frozen.Event.GetType(), read);
        Assert.Equal(frozen.Json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(read)));
    }

    /// <summary>A member that no version has would be written without a version of its own, and refused by whoever reads the older one.</summary>
    [Fact]
    public void Every_member_of_an_event_is_in_one_of_its_frozen_versions() => Assert.All(EventCatalog.All, kind => Assert.Subset(
        FrozenEvent.All.Where(f => f.Alias == kind.Alias).SelectMany(f => Members(f.Json)).ToHashSet(),
        DomainJson.Options.GetTypeInfo(kind.ClrType).Properties.Select(p => p.Name).ToHashSet()));

    /// <summary>A version is there for what it added; frozen without that it would freeze nothing.</summary>
    [Fact]
    public void A_later_version_is_frozen_with_what_it_added()
    {
        foreach (var later in FrozenEvent.All.Where(f => f.Version > 1))
        {
            var earlier = FrozenEvent.All.Where(f => f.Alias == later.Alias && f.Version < later.Version).SelectMany(f => Members(f.Json));
            Assert.True(Members(later.Json).Except(earlier).Any(), $"{later.Alias} {later.Version}");
        }
    }

    private static IEnumerable<string> Members(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Members(document.RootElement)];
    }

    private static IEnumerable<string> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };
}
