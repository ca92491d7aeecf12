using Registry.Server.Pipeline;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The caller chooses the language by <c>accept-language</c>; what is no secret and every refusal come in it.</summary>
[Collection(nameof(Administered))]
public sealed class TongueTests(Administered house) : IClassFixture<Verified<Administered>>
{
    public static TheoryData<string, string> Headers => new()
    {
        { "vi", "Vietnamese" }, { "en", "English" }, { "EN-gb", "English" }, { "vi-VN,en;q=0.8", "Vietnamese" }, { "en;q=0.8, vi;q=0.9", "Vietnamese" },
        { "fr, en;q=0.1", "English" }, { "vi;q=0, en;q=0.001", "English" }, { "en,vi", "English" }, { "", "Both" }, { "*", "Both" }, { "fr", "Both" },
        { "vi;q=0", "Both" }, { "vi;q=2", "Both" }, { "vi;q=0.1234", "Both" }, { "en;q=", "Both" }, { "en;w=1", "Both" }, { ";q=1", "Both" },
        { "vi\u0000", "Both" }, { "tiếng Việt", "Both" }, { "en;q=1;q=1", "Both" }, { new string('v', 600), "Both" }, { "en,,vi;q=0.5", "English" },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_chooses_by_weight_and_a_bad_one_says_nothing(string header, string tongue) => Assert.Equal(tongue, Tongues.Of(header).ToString());

    [Theory]
    [InlineData("vi", "Không có gì ở đây dành cho bạn.", "vi")]
    [InlineData("en-US,en;q=0.9", "There is nothing here for you.", "en")]
    [InlineData("xx;;", "There is nothing here for you.", "vi en")]
    public async Task A_refusal_comes_in_the_callers_language_and_is_one_for_all_strangers(string header, string message, string locales)
    {
        using var play = await new BorderReturn(house.Registry).Registered();
        using var desk = new Desk(house.Registry.Grpc, () => house.Registry.Token(Officers.Court)) { Language = header };

        var her = await desk.Send(BorderReturn.Look(play.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));
        var nobody = await desk.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.Protect, "QD22/2015-D6.4", "full_name"));

        Assert.Equal(message, her.Message);
        Assert.Equal(locales, string.Join(' ', her.Rich!.Details.Where(one => one.Is(Google.Rpc.LocalizedMessage.Descriptor)).Select(one => one.Unpack<Google.Rpc.LocalizedMessage>().Locale)));
        Assert.Equal(nobody.Fingerprint, her.Fingerprint);
    }

    [Fact]
    public async Task A_law_refusal_names_its_article_in_the_callers_language()
    {
        using var desk = new Desk(house.Registry.Grpc, () => house.Registry.Token(Officers.Administrator)) { Language = "vi" };
        var change = new DirectoryChange { Agency = "CA-TTH", SucceedAgency = new SucceedAgency { Successor = "CA-XYZ", From = BorderReturn.Day } };

        var answer = await desk.Send(new ProposeChangeRequest
        {
            Context = BorderReturn.Why(Purpose.Administration, "RULE-TWO-PERSONS"),
            RequestId = BorderReturn.NewId(),
            ExpectedVersion = await house.Acts.Version(),
            Change = change,
        });

        Assert.Equal("SUCCESSOR_UNKNOWN", answer.Reason);
        Assert.StartsWith("Cơ quan kế thừa không có", answer.Message, StringComparison.Ordinal);
        Assert.Contains("Quy tắc của hệ thống", answer.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vi", "Công an tỉnh Thừa Thiên Huế", "Thua Thien Hue provincial police")]
    [InlineData("en", "Thua Thien Hue provincial police", "Công an tỉnh Thừa Thiên Huế")]
    public async Task Agencies_of_a_day_are_listed_in_the_callers_language_and_tell_of_nobody(string header, string name, string other)
    {
        using var desk = new Desk(house.Registry.Grpc, () => house.Registry.Token(Officers.Court.WithEveryScope())) { Language = header };

        var then = await Agencies(desk, new Date { Year = 2016, Month = 3, Day = 1 });
        var later = await Agencies(desk, new Date { Year = 2025, Month = 7, Day = 1 });

        Assert.Contains(then, agency => agency.Code == "CA-TTH" && agency.Name == name);
        Assert.DoesNotContain(then, agency => agency.Name == other);
        Assert.Contains(then, agency => agency.Code == "SLDTBXH-TTH" && agency.Kind == AgencyKind.LabourDepartment);
        Assert.DoesNotContain(later, agency => agency.Code == "SLDTBXH-TTH");
    }

    [Fact]
    public async Task Codes_and_law_of_a_day_are_told_with_their_versions()
    {
        using var desk = new Desk(house.Registry.Grpc, () => house.Registry.Token(Officers.Court.WithEveryScope())) { Language = "en" };
        var why = BorderReturn.Why(Purpose.Reference, "RULE-REFERENCE");

        var kinship = Assert.Single((await desk.Send(new ListCodesRequest { Context = why, List = "kinship" })).Expect<ListCodesResponse>().Lists);
        var law = (await desk.Send(new GetLawRequest { Context = why, On = BorderReturn.Day })).Expect<GetLawResponse>();

        Assert.Equal("ND62-2012", kinship.Version);
        Assert.NotEmpty(kinship.Codes);
        Assert.Equal(("REGIME_2011", 64, 8), (law.Regime, law.Version.Length, law.Measures.Count));
        Assert.Contains(law.LegalBases, basis => basis.Code == "QD22/2015-D6.3");
        Assert.DoesNotContain(law.LegalBases, basis => basis.Code == "L53/2024-D27");
    }

    private static async Task<IReadOnlyList<ListedAgency>> Agencies(Desk desk, Date on) =>
        (await desk.Send(new ListAgenciesRequest { Context = BorderReturn.Why(Purpose.Reference, "RULE-REFERENCE"), On = on })).Expect<ListAgenciesResponse>().Agencies;
}
