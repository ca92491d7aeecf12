using System.Net;
using Microsoft.Extensions.Configuration;
using Registry.Server.Hosting;
using Registry.Server.Tests.House;
using Registry.Store.Schema;

namespace Registry.Server.Tests;

/// <summary>A registry that would not be safe does not start, and says what to change.</summary>
[Collection(nameof(Breakable))]
public sealed class StartTests(Breakable breakable)
{
    [Fact]
    public async Task Without_an_issuer() => await IsRefused(Good() with { Issuer = Good().Issuer with { Issuer = "" } }, "Issuer.Issuer");

    [Fact]
    public async Task Without_an_audience() => await IsRefused(Good() with { Issuer = Good().Issuer with { Audience = "" } }, "Issuer.Audience");

    [Fact]
    public async Task Without_agencies_that_the_issuer_speaks_for() => await IsRefused(Good() with { Issuer = Good().Issuer with { Agencies = [] } }, "Issuer.Agencies");

    [Fact]
    public async Task With_a_law_date_in_production() => await IsRefused(Good() with { Environment = "Production", LawDate = new DateOnly(2016, 3, 1) }, "LawDate");

    [Fact]
    public async Task With_keys_in_files_in_production() => await IsRefused(Good() with { Environment = "Production" }, "key vault");

    [Fact]
    public async Task With_an_issuer_for_every_agency_in_production() => await IsRefused(Good() with { Environment = "Production" }, "Issuer.Agencies");

    [Fact]
    public async Task In_clear_text_off_loopback() => await IsRefused(Good() with { Grpc = new IPEndPoint(IPAddress.Any, 0) }, "loopback");

    [Fact]
    public async Task In_an_environment_that_nobody_knows() => await IsRefused(Good() with { Environment = "Staging" }, "Environment");

    [Fact]
    public async Task With_founding_inspectors_in_production() => await IsRefused(Good() with { Environment = "Production", FoundingInspectors = ["ttr-tth/1"] }, "FoundingInspectors is for Development");

    [Theory]
    [InlineData("no subject", "must be subjects of tokens")]
    [InlineData("ADMIN-1", "must name nobody who is among FirstAdministrators")]
    public async Task With_founding_inspectors_who_cannot_inspect(string inspector, string because) =>
        await IsRefused(Good() with { FoundingInspectors = [inspector], FirstAdministrators = ["admin-1", "admin-2"] }, because);

    [Theory]
    [InlineData("Atlantis", null, "this build has no agencies.md of 'Atlantis'")]
    [InlineData("/nowhere/Atlantis", null, "Province: areas.md is missing")]
    [InlineData("/nowhere/thanh-tan", null, "whose name is letters and digits")]
    [InlineData("Hue", "/nowhere/switches.md", "LawSwitches: switches.md is missing")]
    public void With_a_province_or_a_sheet_of_switches_that_is_not_there(string province, string? switches, string because) =>
        Assert.Contains(because, Assert.Throws<StartRefusedException>(() => LawFiles.Load(province, switches)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("PersonsAnHour", 301)]
    [InlineData("MissesAnHour", 101)]
    [InlineData("DayBegins", 24)]
    [InlineData("DayEnds", 25)]
    [InlineData("DayEnds", 6)]
    [InlineData("WorkWithinDays", 366)]
    [InlineData("WorkBeforeHours", 169)]
    [InlineData("BeforeMeasureHours", 721)]
    [InlineData("BreakGlassHours", 721)]
    [InlineData("SurnamePerMille", 1001)]
    [InlineData("AlikeLooks", 6)]
    [InlineData("InspectorLooks", 6)]
    [InlineData("OwnAgencyLooks", 6)]
    [InlineData("KeyRefusals", 101)]
    [InlineData("UnusedGrants", 1001)]
    [InlineData("SamplePercent", 101)]
    public async Task With_a_threshold_of_review_that_silences_its_rule(string setting, int value)
    {
        var read = Configured.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["App"] = "a",
            ["LogSigner"] = "s",
            ["LogReader"] = "b",
            ["Keys"] = "c",
            ["LogKeyFile"] = "k",
            ["HighWaterFile"] = "h",
            ["LogDirectory"] = "l",
            ["LogOrigin"] = "o",
            ["CustodianDirectory"] = "d",
            ["AuditKeyDirectory"] = "e",
            ["Issuer:Issuer"] = "i",
            ["Issuer:Audience"] = "a",
            ["Issuer:Agencies"] = "CA-TTH",
            ["Issuer:KeyFile"] = "f",
            [$"Review:{setting}"] = $"{value}",
        }).Build());

        Assert.Single(read.Review.Thresholds, one => one.Name == setting && one.Value == value);
        await IsRefused(Good() with { Review = read.Review }, $"Review:{setting} must be ");
    }

    [Theory]
    [InlineData(255)]
    [InlineData(4097)]
    public async Task With_a_share_of_the_logs_queue_that_holds_no_page_or_more_than_there_is(int lines) =>
        await IsRefused(Good() with { Ceilings = new() { AgencyLines = lines } }, "Ceilings:AgencyLines must be 256 to 4096");

    [Fact]
    public async Task Names_every_problem_at_once()
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RegistryServer.Start(
            Good() with { LogOrigin = "", Issuer = Good().Issuer with { Issuer = "", Audience = "" } }, CancellationToken.None));

        Assert.Contains("Issuer.Issuer", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Issuer.Audience", refused.Message, StringComparison.Ordinal);
        Assert.Contains("LogOrigin", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ceiling:OfficerCalls", "5")]
    [InlineData("AllowVolatileDatabase", "true")]
    [InlineData("Ceilings:OfficerCalls", "many")]
    [InlineData("Ceilings:AgencyMisses", "0")]
    [InlineData("Ceilings:AgencyWrongCodes", "-1")]
    [InlineData("LawDate", "1/3/2016")]
    public void With_an_option_that_is_unknown_or_of_the_wrong_form(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();

        var refused = Assert.Throws<StartRefusedException>(() => Configured.Read(configuration));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete", "events.mt_events")]
    [InlineData("update", "access_log.record")]
    [InlineData("truncate", "events.mt_streams")]
    public async Task With_a_login_that_may_change_what_happened(string right, string table)
    {
        await breakable.Registry.Thawed($"grant {right} on {table} to registry_app");
        try
        {
            var refused = await Assert.ThrowsAsync<SchemaException>(() => RegistrySchema.Assert(breakable.Registry.App, allowVolatile: true, CancellationToken.None));

            Assert.Contains(right, refused.Message, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(table, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            await breakable.Registry.Thawed($"revoke {right} on {table} from registry_app");
        }

        await RegistrySchema.Assert(breakable.Registry.App, allowVolatile: true, CancellationToken.None);
    }

    private ServerOptions Good() => new()
    {
        Environment = "Development",
        App = "a",
        LogSigner = "s",
        LogReader = "b",
        Keys = "c",
        CustodianDirectory = Path.GetTempPath(),
        AuditKeyDirectory = Path.GetTempPath(),
        LogKeyFile = breakable.Registry.IssuerPublicKeyFile,
        HighWaterFile = "high-water",
        LogOrigin = "registry.example/log",
        Issuer = new IssuerOptions { Issuer = "urn:issuer", Audience = "urn:audience", KeyFile = breakable.Registry.IssuerPublicKeyFile, Agencies = ["*"] },
    };

    private static async Task IsRefused(ServerOptions options, string because)
    {
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RegistryServer.Start(options, CancellationToken.None));

        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
    }
}
