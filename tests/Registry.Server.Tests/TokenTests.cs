using System.Text.Json;
using Grpc.Core;
using Registry.Server.Pipeline;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Tokens that prove nobody (RFC 9068, RFC 8725): one answer for all of them, nothing looked at, counted in the log.</summary>
[Collection(nameof(Workplace))]
public sealed class TokenTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private static readonly Dictionary<string, Func<Forge, string>> Bad = new(StringComparer.Ordinal)
    {
        ["empty"] = _ => "",
        ["not a token"] = _ => "x.y.z",
        ["expired"] = forge => With(forge, claims => (claims["nbf"], claims["iat"], claims["exp"]) = (Now(-400), Now(-400), Now(-60))),
        ["not valid yet"] = forge => With(forge, claims => (claims["nbf"], claims["exp"]) = (Now(120), Now(300))),
        ["without expiry"] = forge => With(forge, claims => claims.Remove("exp")),
        ["without time of issue"] = forge => With(forge, claims => claims.Remove("iat")),
        ["living an hour"] = forge => With(forge, claims => claims["exp"] = Now(3600)),
        ["unsigned none"] = forge => forge.Unsigned("none"),
        ["unsigned None"] = forge => forge.Unsigned("None"),
        ["unsigned nOnE"] = forge => forge.Unsigned("nOnE"),
        ["signed by another key"] = forge => forge.SignedByAnother(),
        ["HS256 under the public key"] = forge => forge.WithPublicKeyAsSecret(),
        ["another audience"] = forge => With(forge, claims => claims["aud"] = "urn:another"),
        ["two audiences"] = forge => With(forge, claims => claims["aud"] = new[] { (string)claims["aud"], "urn:another" }),
        ["without audience"] = forge => With(forge, claims => claims.Remove("aud")),
        ["another issuer"] = forge => With(forge, claims => claims["iss"] = "urn:another"),
        ["type JWT"] = forge => forge.Signed(forge.Claims(), "JWT"),
        ["without subject"] = forge => With(forge, claims => claims.Remove("sub")),
        ["two agencies"] = forge => With(forge, claims => claims["agency"] = new[] { "CA-TTH", "DBP-HONGVAN" }),
        ["an agency that does not exist"] = forge => With(forge, claims => claims["agency"] = "CA-XYZ"),
        ["authorization details that are text"] = forge => With(forge, claims => claims["authorization_details"] = "everything"),
        ["authorization details of another type"] = forge => With(forge, claims => claims["authorization_details"] = Details("payment", "CARE")),
        ["authorization details for a purpose that does not exist"] = forge => With(forge, claims => claims["authorization_details"] = Details("registry_access", "EVERYTHING")),
        ["authorization details without a purpose"] = forge => With(forge, claims => claims["authorization_details"] = new[] { new { type = "registry_access" } }),
    };

    public static TheoryData<string> Names => [.. Bad.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Proves_nobody_and_opens_nothing(string token)
    {
        var forge = new Forge(workplace.Registry, Officers.Post);
        var nobody = workplace.Registry.Service<NobodysLines>();
        await nobody.Flush();
        var before = await Lines.Count(workplace.Registry);

        var answer = await Ask(Bad[token](forge), BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));
        await nobody.Flush();

        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_NOT_VALID"), (answer.Status, answer.Reason));
        Assert.Equal("The access token is not valid.", answer.Message);
        var line = Assert.Single(await Lines.Of(workplace.Registry, before));
        Assert.Equal(("", Guid.Empty), (line.Content.Agency, line.Subject));
    }

    [Fact]
    public async Task A_good_token_of_the_same_forge_is_taken()
    {
        var forge = new Forge(workplace.Registry, Officers.Post);

        var answer = await Ask(forge.Signed(forge.Claims()), BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));

        Assert.Equal(StatusCode.NotFound, answer.Status);
    }

    [Fact]
    public async Task Doubled_authorization_details_never_allow_a_third_purpose()
    {
        var forge = new Forge(workplace.Registry, Officers.Post);
        var payload = JsonSerializer.Serialize(forge.Claims());
        var narrow = JsonSerializer.Serialize(Details("registry_access", "TREATMENT"));
        var doubled = payload[..^1] + $",\"authorization_details\":{narrow},\"authorization_details\":{narrow}}}";

        var answer = await Ask(forge.Signed(doubled), BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));

        Assert.Contains(answer.Status, (StatusCode[])[StatusCode.PermissionDenied, StatusCode.Unauthenticated]);
    }

    [Fact]
    public async Task Authorization_details_of_two_purposes_allow_both_and_no_third()
    {
        var forge = new Forge(workplace.Registry, Officers.Post.WithEveryScope());
        var claims = forge.Claims();
        claims["authorization_details"] = Details("registry_access", "CARE").Concat(Details("registry_access", "RECEIVE_RETURNEE")).ToArray();
        var token = forge.Signed(claims);

        Assert.Equal("NOT_FOUND", (await Ask(token, BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"))).Reason);
        Assert.Equal("NOT_FOUND", (await Ask(token, BorderReturn.Look(BorderReturn.NewId(), Purpose.Care, "QD22/2015-D7.1", "full_name"))).Reason);
        Assert.Equal("PURPOSE_NOT_ALLOWED", (await Ask(token, BorderReturn.Look(BorderReturn.NewId(), Purpose.Treatment, "QD22/2015-D7.1", "full_name"))).Reason);
    }

    private async Task<Answer> Ask(string token, GetIdentityRequest request)
    {
        using var desk = new Desk(workplace.Registry.Grpc, () => token);
        return await desk.Send(request);
    }

    private static string With(Forge forge, Action<Dictionary<string, object>> change)
    {
        var claims = forge.Claims();
        change(claims);
        return forge.Signed(claims);
    }

    private static Dictionary<string, string>[] Details(string type, string purpose) => [new() { ["type"] = type, ["purpose"] = purpose }];

    private static object Now(int seconds) => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;
}
