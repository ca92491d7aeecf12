using System.Text;
using System.Text.Json;
using Registry.Domain.History;

namespace Registry.Domain.Tests.History;

/// <summary>What is not in the catalog is neither written nor read, and facts are exactly of their schema.</summary>
public sealed class EventCatalogTests
{
    [Fact]
    public void Every_event_of_the_domain_is_in_the_catalog_once_under_its_snake_case_name()
    {
        var events = typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)));

        Assert.Equal(events.Select(t => t.Name).Order(), EventCatalog.All.Select(k => k.ClrType.Name).Order());
        Assert.All(EventCatalog.All, k => Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(k.ClrType.Name), k.Alias));
    }

    [Theory]
    [InlineData("person_met", 1, """{}""")]
    [InlineData("person_received", 0, """{"agency":"CA-TTH","lead":true,"occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 3, """{"agency":"CA-TTH","lead":true,"occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 1, """{"agency":"CA-TTH","occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 1, """{"agency":"CA-TTH","lead":true,"occurred_on":"2016-03-01","place":"x"}""")]
    [InlineData("person_received", 1, """{"agency":null,"lead":true,"occurred_on":"2016-03-01"}""")]
    [InlineData("certificate_issued", 1, """{"issuer":"CA-TTH","kind":9,"occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 1, "null")]
    public void Facts_that_are_not_exactly_of_their_schema_are_refused(string alias, int version, string json)
    {
        Assert.Throws<JsonException>(() => EventCatalog.ReadFacts(alias, version, Encoding.UTF8.GetBytes(json)));
    }
}
