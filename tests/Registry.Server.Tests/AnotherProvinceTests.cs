using Grpc.Core;
using Registry.Server.Hosting;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Another province is another folder: no line of code knows the one that is shipped.</summary>
[Collection(nameof(AnotherProvince))]
public sealed class AnotherProvinceTests(AnotherProvince there) : IClassFixture<Verified<AnotherProvince>>
{
    [Fact]
    public async Task A_woman_who_reports_herself_there_is_received_verified_and_protected_by_the_offices_of_that_place()
    {
        using var play = new SelfReport(there.Registry, AnotherProvince.Offices);
        await play.Certified($"GXN-{BorderReturn.NewId()}");
        var (_, office, police) = AnotherProvince.Offices;

        Assert.Equal("ADDRESSEE_SERVES_ANOTHER_AREA", (await play.At(office).Send(Ask(play.Person, AnotherProvince.OtherPolice))).Reason);
        var elsewhere = (await play.At(office).Send(Ask(play.Person, AnotherProvince.OtherPolice, area: ""))).Expect<RequestProtectionResponse>();
        var refused = await play.At(AnotherProvince.OtherPolice).Send(Decide(play.Person, MeasureClause.Guard, elsewhere.Version, elsewhere.ProtectionRequestId));
        Assert.Equal((StatusCode.FailedPrecondition, "NOT_IN_YOUR_AREA"), (refused.Status, refused.Reason));

        var asked = (await play.At(office).Send(Ask(play.Person, police, elsewhere.Version))).Expect<RequestProtectionResponse>();
        var guarded = (await play.At(police).Send(Decide(play.Person, MeasureClause.Guard, asked.Version, asked.ProtectionRequestId))).Expect<DecideMeasureResponse>();
        Assert.Contains("62/2012", guarded.AuthoritySource, StringComparison.Ordinal);
        var sheltered = (await play.At(office).Send(Decide(play.Person, MeasureClause.Shelter, guarded.Version, ""))).Expect<DecideMeasureResponse>();
        Assert.Contains("22/2015", sheltered.AuthoritySource, StringComparison.Ordinal);

        var seen = (await play.At(police).Send(Look(play.Person))).Expect<GetIdentityResponse>();
        Assert.Equal(Canaries.StrangerName, seen.Person.FullName);
    }

    [Fact]
    public async Task Who_has_nothing_to_do_with_her_finds_nobody_and_an_agency_of_the_shipped_province_is_none_there()
    {
        using var play = new SelfReport(there.Registry, AnotherProvince.Offices);
        await play.Received();

        foreach (var stranger in (Officer[])[AnotherProvince.OtherPolice, AnotherProvince.CoastGuard, AnotherProvince.Mission])
            Assert.Equal(StatusCode.NotFound, (await play.At(stranger).Send(Look(play.Person))).Status);
        Assert.Equal(StatusCode.Unauthenticated, (await play.At(Officers.Police).Send(Look(play.Person))).Status);
    }

    [Theory]
    [InlineData("agencies.md", null, "Province: agencies.md is missing")]
    [InlineData("succession.md", null, "Province: succession.md is missing")]
    [InlineData("agencies.md", "| DAOXA |", "Agencies/BienBac/agencies.md, CA-DAOXA, column 'area'")]
    [InlineData("communes.md", "| CATVANG |", "Agencies/BienBac/communes.md, BAICAT, column 'under'")]
    [InlineData("areas.md", "| District |", "Agencies/BienBac/areas.md, line 4, column 'level'")]
    public async Task A_server_does_not_start_on_a_folder_that_is_missing_something_and_says_what(string file, string? spoiled, string because)
    {
        var scratch = Directory.CreateTempSubdirectory("registry-test-").FullName;
        try
        {
            var folder = Path.Combine(scratch, "BienBac");
            AnotherProvince.Write(folder);
            var path = Path.Combine(folder, file);
            if (spoiled is null) File.Delete(path);
            else File.WriteAllText(path, (await File.ReadAllTextAsync(path)).Replace(spoiled, "| NOWHERE |", StringComparison.Ordinal));

            var refused = await Assert.ThrowsAsync<StartRefusedException>(() => RegistryServer.Start(there.Registry.ServerOptionsOn(folder), CancellationToken.None));

            Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static RequestProtectionRequest Ask(string person, Officer of, long version = 0, string area = "BAICAT") => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, "QD22/2015-D5.5"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Clause = MeasureClause.Guard,
        Addressee = of.Agency,
        Area = area,
        AskedBy = AskedBy.ProtectedPerson,
        Threat = Canaries.Threat,
    };

    private static DecideMeasureRequest Decide(string person, MeasureClause clause, long version, string request) => new()
    {
        Context = BorderReturn.Why(Purpose.Protect, "ND62/2012-D8.1"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Clause = clause,
        ProtectionRequestId = request,
        StartsOn = BorderReturn.Day,
        Place = new Address { Line = Canaries.Shelter },
        Decision = new DecisionPaper { Number = BorderReturn.Numbered(Canaries.DecisionNumber), SignedOn = BorderReturn.Day, Signatory = Canaries.Signatory, SignatoryPost = Canaries.SignatoryPost },
    };

    private static GetIdentityRequest Look(string person) => BorderReturn.Look(person, Purpose.VerifyIdentity, "QD22/2015-D6.2", "full_name");
}
