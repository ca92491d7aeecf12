using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>An outside system asks only under a grant, and is answered by it alone.</summary>
[Collection(nameof(Administered))]
public sealed class GrantTests(Administered house) : IClassFixture<Verified<Administered>>
{
    [Fact]
    public async Task A_grant_opens_what_it_names_of_persons_who_are_there_until_it_is_revoked_in_every_process_at_once()
    {
        using var play = await new BorderReturn(house.Registry).Received();
        await using var other = await house.Registry.SecondServer();
        using var system = house.Registry.Desk(Officers.Population);
        using var there = new Desk(other.Addresses[0], () => house.Registry.Token(Officers.Population));
        var before = await system.Send(Look(play.Victim));
        var nobody = await system.Send(Look(BorderReturn.NewId()));
        Assert.Equal((StatusCode.NotFound, nobody.Fingerprint), (before.Status, before.Fingerprint));

        var proposed = (await house.Acts.Grant("HTDC-TTH", Grant())).Expect<GrantBasisResponse>();
        Assert.Equal("INSPECTOR_NEEDED", (await house.Acts.ApproveAsSecond(proposed.GrantId)).Reason);
        Assert.Equal(StatusCode.NotFound, (await there.Send(Look(play.Victim))).Status);
        (await house.Acts.ApproveAsInspector(proposed.GrantId)).Expect<ApproveChangeResponse>();

        var told = (await there.Send(Look(play.Victim))).Expect<GetIdentityResponse>().Person;
        Assert.NotEmpty(told.FullName);
        using var inspector = house.Registry.Desk(Officers.Inspector);
        var could = (await inspector.Send(new WhoCouldReadRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), PersonId = play.Victim })).Expect<WhoCouldReadResponse>();
        Assert.Contains(could.Readers, reader => reader is { Agency: "HTDC-TTH", WithCode: false });
        Assert.Null(told.HomeAddress);
        Assert.Equal(Sex.Unspecified, told.Sex);
        Assert.Equal(nobody.Fingerprint, (await system.Send(Look(BorderReturn.NewId()))).Fingerprint);
        Assert.Equal(nobody.Fingerprint, (await system.Send(Look(play.Victim, "home_address"))).Fingerprint);
        Assert.Equal(StatusCode.NotFound, (await system.Send(Look(play.Victim, purpose: Purpose.Treatment))).Status);
        Assert.Equal("PERMISSION_DENIED", await OfAnother(play.Victim));

        Assert.Contains((await house.Acts.Grants()).Grants, grant => grant.GrantId == proposed.GrantId && grant.RevokedOn is null);
        (await house.Acts.Revoke(proposed.GrantId)).Expect<RevokeGrantResponse>();
        Assert.Equal(nobody.Fingerprint, (await there.Send(Look(play.Victim))).Fingerprint);
        Assert.Equal(nobody.Fingerprint, (await system.Send(Look(play.Victim))).Fingerprint);
        Assert.Contains((await house.Acts.Grants()).Grants, grant => grant.GrantId == proposed.GrantId && grant.RevokedOn is not null);
    }

    [Fact]
    public async Task A_grant_shows_nobody_to_who_asks_for_the_one_who_is_blocked_from_her()
    {
        using var play = await new BorderReturn(house.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        using var system = house.Registry.Desk(Officers.Population);
        var proposed = (await house.Acts.Grant("HTDC-TTH", Grant())).Expect<GrantBasisResponse>();
        (await house.Acts.ApproveAsInspector(proposed.GrantId)).Expect<ApproveChangeResponse>();
        await new Persons(play, play.Victim, Officers.Labour, Purpose.Protect, "QD22/2015-D5.5").Do<BlockContactResponse>(new BlockContactRequest { RelativeId = play.Sister, Reason = Canaries.BlockReason });

        var own = await system.Send(Look(play.Victim));
        var (his, nobodys) = (Look(play.Victim), Look(BorderReturn.NewId()));
        his.Context.OnBehalfOfId = nobodys.Context.OnBehalfOfId = play.Sister;

        Assert.Equal(StatusCode.OK, own.Status);
        Assert.Equal((await system.Send(nobodys)).Fingerprint, (await system.Send(his)).Fingerprint);
        (await house.Acts.Revoke(proposed.GrantId)).Expect<RevokeGrantResponse>();
    }

    [Theory]
    [InlineData("SYT-TTH", "GRANT_NOT_TO_OUTSIDE_SYSTEM")]
    [InlineData("HTDC-TTH", "GRANT_WIDER_THAN_RULE")]
    public async Task A_grant_to_an_agency_or_wider_than_the_rule_is_refused(string agency, string reason)
    {
        var grant = Grant();
        grant.Classes.Add(FieldClass.Health);

        var answer = await house.Acts.Grant(agency, grant);

        Assert.Equal((StatusCode.FailedPrecondition, reason), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_grant_says_everything_or_is_told_what_it_lacks()
    {
        var answer = await house.Acts.Grant("HTDC-TTH", new Grant { Document = "12/QĐ" });

        Assert.Equal(["change.article", "change.classes", "change.purposes", "change.until"], answer.Fields.Order(StringComparer.Ordinal));
    }

    private async Task<string> OfAnother(string person)
    {
        using var desk = house.Registry.Desk(Officers.Population with { Scope = "access.own" });
        return (await desk.Send(Look(person))).Status == StatusCode.PermissionDenied ? "PERMISSION_DENIED" : "OPEN";
    }

    private static Grant Grant() => new()
    {
        Document = "12/QĐ-UBND",
        Article = "RULE-GRANT",
        Purposes = { Purpose.IdentityCheck },
        Classes = { FieldClass.IdentityMinimum },
        Until = new Date { Year = 2016, Month = 6, Day = 1 },
    };

    private static GetIdentityRequest Look(string person, string? field = null, Purpose purpose = Purpose.IdentityCheck) => field is null
        ? BorderReturn.Look(person, purpose, "RULE-GRANT", "full_name", "sex", "home_address")
        : BorderReturn.Look(person, purpose, "RULE-GRANT", field);
}
