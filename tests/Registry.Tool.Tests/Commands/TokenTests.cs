using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Registry.Tool.Tests.Commands;

/// <summary>What a token of the development issuer says, and what it may not be asked to say.</summary>
public sealed class TokenTests(RunningRegistry registry)
{
    [Fact]
    public async Task A_token_says_who_for_which_agency_and_for_how_long()
    {
        var parts = (await registry.Token("SYT-TTH", "identity.read access.own", "--purpose", "TREATMENT", "--minutes", "3")).Split('.');

        var header = JsonDocument.Parse(Base64UrlEncoder.Decode(parts[0])).RootElement;
        Assert.Equal("at+jwt", header.GetProperty("typ").GetString());
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        var claims = JsonDocument.Parse(Base64UrlEncoder.Decode(parts[1])).RootElement;
        Assert.Equal("SYT-TTH", claims.GetProperty("agency").GetString());
        Assert.Equal("SYT-TTH-1", claims.GetProperty("sub").GetString());
        Assert.Equal("identity.read access.own", claims.GetProperty("scope").GetString());
        Assert.Equal(180, claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64());
        Assert.Equal("TREATMENT", claims.GetProperty("authorization_details")[0].GetProperty("purpose").GetString());
    }

    [Theory]
    [InlineData("--minutes", "0", "a token lives 1 to 10 minutes")]
    [InlineData("--minutes", "11", "a token lives 1 to 10 minutes")]
    [InlineData("--purpose", "CURIOSITY", "no such purpose; one of")]
    [InlineData("--agency", " ", "--agency: a value is expected")]
    public async Task A_token_that_no_issuer_would_give_is_refused(string option, string value, string expected)
    {
        var usual = new Dictionary<string, string> { ["--data"] = registry.Data, ["--agency"] = "SYT-TTH", ["--officer"] = "x", ["--scope"] = "identity.read", [option] = value };

        var ran = await Ran.Registryctl(["token", .. usual.SelectMany(pair => new[] { pair.Key, pair.Value })]);

        Assert.Equal(1, ran.Code);
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }
}
