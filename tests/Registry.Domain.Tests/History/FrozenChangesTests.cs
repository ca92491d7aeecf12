using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;

namespace Registry.Domain.Tests.History;

/// <summary>Every change inside the events of the directory, as it was frozen.</summary>
public sealed class FrozenChangesTests
{
    private static readonly DateOnly Day = new(2016, 3, 1);
    private static readonly AgencyCode Police = new("CA-TTH");
    private static readonly Guid Id = new(9, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    private static readonly Dictionary<string, DirectoryChange> Changes = new()
    {
        ["""{"change":"enrol_agency","kind":"district_police","under":"CA-TTH","area":"ALUOI","vi":"v","en":"e","from":"2016-03-01","agency":"CA-TTH"}"""] =
            new DirectoryChange.EnrolAgency(Police, AgencyKind.DistrictPolice, Police, "ALUOI", "v", "e", Day),
        ["""{"change":"suspend_agency","agency":"CA-TTH"}"""] = new DirectoryChange.SuspendAgency(Police),
        ["""{"change":"lift_agency","agency":"CA-TTH"}"""] = new DirectoryChange.LiftAgency(Police),
        ["""{"change":"succeed_agency","successor":"SYT-TTH","from":"2016-03-01","agency":"CA-TTH"}"""] = new DirectoryChange.SucceedAgency(Police, new("SYT-TTH"), Day),
        ["""{"change":"change_area","area":"ALUOI","from":"2016-03-01","agency":"CA-TTH"}"""] = new DirectoryChange.ChangeArea(Police, "ALUOI", Day),
        ["""{"change":"enrol_officer","officer":"o","agency":"CA-TTH"}"""] = new DirectoryChange.EnrolOfficer(Police, "o"),
        ["""{"change":"enrol_officer","officer":"o","traits":{"surname":"s","commune":"c"},"agency":"CA-TTH"}"""] = new DirectoryChange.EnrolOfficer(Police, "o") { Traits = new("s", "c") },
        ["""{"change":"suspend_officer","officer":"o","agency":"CA-TTH"}"""] = new DirectoryChange.SuspendOfficer(Police, "o"),
        ["""{"change":"lift_officer","officer":"o","agency":"CA-TTH"}"""] = new DirectoryChange.LiftOfficer(Police, "o"),
        ["""{"change":"set_officers_mode","enrolled_only":true,"agency":"CA-TTH"}"""] = new DirectoryChange.SetOfficersMode(Police, true),
        ["""{"change":"second_officer","officer":"o","lead":"SLDTBXH-TTH","until":"2016-03-01","agency":"CA-TTH"}"""] =
            new DirectoryChange.SecondOfficer(Police, "o", new("SLDTBXH-TTH"), Day),
        ["""{"change":"recall_officer","officer":"o","agency":"CA-TTH"}"""] = new DirectoryChange.RecallOfficer(Police, "o"),
        ["""{"change":"add_key","issuer":"urn:i","key_id":"k","public_key":"p","replaces":null,"agency":"CA-TTH"}"""] =
            new DirectoryChange.AddKey(Police, "urn:i", "k", "p", null),
        ["""{"change":"suspend_key","key_id":"k","agency":"CA-TTH"}"""] = new DirectoryChange.SuspendKey(Police, "k"),
        ["""{"change":"give_grant","document":"12/QD","article":"RULE-GRANT","purposes":["identity_check"],"classes":["verification"],"until":"2016-03-01","agency":"HTDC-TTH"}"""] =
            new DirectoryChange.GiveGrant(new("HTDC-TTH"), "12/QD", "RULE-GRANT", [Purpose.IdentityCheck], [FieldClass.Verification], Day),
        ["""{"change":"give_mandate","number":"7/QD","issued_on":"2016-03-01","authority":"a","officers":["t/1"],"from":"2016-03-01","until":"2016-03-01","scope":{"everything":false,"persons":["00000009-0000-0000-8000-000000000000"],"agencies":["CA-TTH"]},"lines_a_day":9,"agency":"TTR-TTH"}"""] =
            new DirectoryChange.GiveMandate(new("TTR-TTH"), "7/QD", Day, "a", ["t/1"], Day, Day, new MandateScope(false, [Id], [Police]), 9),
        ["""{"change":"end_mandate","mandate":"00000009-0000-0000-8000-000000000000","agency":"TTR-TTH"}"""] = new DirectoryChange.EndMandate(new("TTR-TTH"), Id),
    };

    public static TheoryData<string> All => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void A_change_is_written_as_it_was_frozen_and_read_back(string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(Changes[json], DomainJson.Options));

        var read = JsonSerializer.Deserialize<DirectoryChange>(json, DomainJson.Options)!;
        Assert.IsType(Changes[json].GetType(), read);
        Assert.Equal(json, JsonSerializer.Serialize(read, DomainJson.Options));
    }

    [Fact]
    public void Every_kind_of_change_is_frozen() =>
        Assert.Equal(
            typeof(DirectoryChange).GetNestedTypes().Select(type => type.Name).Order(),
            Changes.Values.Select(change => change.GetType().Name).Distinct().Order());

    [Theory]
    [InlineData("""{"change":"suspend_everyone","agency":"CA-TTH"}""")]
    [InlineData("""{"change":"suspend_agency","agency":"CA-TTH","officer":"o"}""")]
    [InlineData("""{"change":"enrol_officer","agency":"CA-TTH"}""")]
    public void A_change_that_is_not_exactly_of_its_kind_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<DirectoryChange>(json, DomainJson.Options));
}
