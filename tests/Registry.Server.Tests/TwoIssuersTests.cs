using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Registry.Sealing;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>One human being with tokens of two issuers, the configured one and her agency's own, is one officer to every rule that asks for two.</summary>
[Collection(nameof(Administered))]
public sealed class TwoIssuersTests(Administered house) : IClassFixture<Verified<Administered>>
{
    private const string Own = "urn:issuer:labour";

    [Fact]
    public async Task What_she_proposed_under_one_issuer_she_does_not_approve_under_the_other()
    {
        using var key = await Keyed();
        using var play = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();
        using var herself = Under(Own, key, Officers.Labour.Name.ToUpperInvariant());
        using var second = Under(Own, key, Officers.SecondOfLabour.Name);
        var version = play.VersionOf(play.Victim);
        var supports = new Supports(play.Victim) { Version = version };
        using var elsewhere = house.Registry.Desk(Officers.Centre with { Name = Officers.Labour.Name });
        var proposed = (await elsewhere.Send(supports.Propose(SupportKind.Essentials, Officers.Labour))).Expect<ProposeSupportResponse>();
        supports.Version = proposed.Version;
        var handed = (await play.At(Officers.Labour).Send(new ProposeDossierHandoverRequest
        {
            Context = Protect(),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = play.DossierVersionOf(play.Victim),
            ToAgency = Officers.Investigation.Agency,
            Reason = Canaries.RejectionReason,
        })).Expect<ProposeDossierHandoverResponse>();
        var approve = new ApproveDossierHandoverRequest
        {
            Context = Protect(),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = handed.Version,
            HandoverId = handed.HandoverId,
        };

        Assert.Equal("SECOND_OFFICER_NEEDED", (await herself.Send(supports.Approve(proposed.SupportId, 30))).Reason);
        Assert.Equal("SECOND_OFFICER_NEEDED", (await herself.Send(approve)).Reason);
        Assert.Equal("ASSIGNMENT_OF_YOURSELF", (await herself.Send(new AssignRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "RULE-ASSIGNMENT"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = proposed.Version,
            Officer = Officers.Labour.Name,
        })).Reason);

        (await second.Send(supports.Approve(proposed.SupportId, 30))).Expect<ApproveSupportResponse>();
        (await second.Send(approve)).Expect<ApproveDossierHandoverResponse>();
    }

    [Fact]
    public async Task What_facts_kept_of_an_officer_before_is_known_whatever_issuer_she_comes_with()
    {
        using var key = await Keyed();
        using var labour = house.Registry.Desk(Officers.Labour);
        Assert.Equal("NOT_FOUND", (await labour.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.Protect, "QD22/2015-D5.5", "full_name"))).Reason);
        var services = house.Registry.Services;
        var (tags, seal) = (services.GetRequiredService<OfficerTags>(), services.GetRequiredService<RequestSeal>());
        string Kept(string issuer, string officer) =>
            Convert.ToHexStringLower(seal.Body("officer"u8, Encoding.UTF8.GetBytes($"{issuer}\n{officer}"))[..16]);

        foreach (var issuer in (string[])[house.Registry.IssuerSecrets().Issuer, Own])
        {
            Assert.True(tags.Of("SLDTBXH-TTH/8").Is(Kept(issuer, "sldtbxh-tth/8")));
            Assert.True(tags.Of("SLDTBXH-TTH/8").Is(Kept(issuer, "SLDTBXH-TTH/8")));
            Assert.False(tags.Of("sldtbxh-tth/8").Is(Kept(issuer, "sldtbxh-tth/9")));
        }

        Assert.False(tags.Of("sldtbxh-tth/8").Is(Kept("urn:issuer:nobodys", "sldtbxh-tth/8")));
        Assert.NotEqual(tags.Of("sldtbxh-tth/8").Stored, Kept("", "sldtbxh-tth/8"));
    }

    /// <summary>The labour department brings an issuer of its own, whose key is given back.</summary>
    private async Task<ECDsa> Keyed()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var add = new AddKey { Issuer = Own, PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) };
        await house.Acts.Do(new DirectoryChange { Agency = Officers.Labour.Agency, AddKey = add });
        return key;
    }

    private Desk Under(string issuer, ECDsa key, string name)
    {
        var forge = new Forge(house.Registry, Officers.Labour.WithEveryScope() with { Name = name });
        var id = Tokens.KeyOf(key.ExportSubjectPublicKeyInfo())!.KeyId;
        return new Desk(house.Registry.Grpc, () => Forge.SignedWith(key, id, new Dictionary<string, object>(forge.Claims()) { ["iss"] = issuer }));
    }

    private static AccessContext Protect() => BorderReturn.Why(Purpose.Protect, "ND62/2012-D8.1");
}
