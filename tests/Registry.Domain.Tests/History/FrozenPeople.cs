using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.People;
using Registry.Domain.Relatives;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>The frozen JSON of who a person is and who belongs to her.</summary>
internal static class FrozenPeople
{
    private static readonly DateOnly Day = new(2016, 3, 1);
    private static readonly AgencyCode Police = new("CA-TTH");
    private static readonly AgencyCode Labour = new("SLDTBXH-TTH");
    private static readonly AgencyCode Post = new("DBP-HONGVAN");
    private static readonly AgencyCode Centre = new("TTCTXH-TTH");

    public static readonly Dictionary<string, (DomainEvent Event, string Json)> Events = new()
    {
        ["certificate_revoked"] = (
            new CertificateRevoked(Day, Id(10), Police, RevocationGround.PosedAsVictim, true),
            """{"certificate":"0000000a-0000-0000-8000-000000000000","by":"CA-TTH","ground":"posed_as_victim","finding_falls":true,"occurred_on":"2016-03-01"}"""),
        ["case_closed"] = (
            new CaseClosed(Day, Labour, ClosingGround.NotAVictim, RelationKind.Receiver),
            """{"by":"SLDTBXH-TTH","ground":"not_a_victim","keeps":"receiver","occurred_on":"2016-03-01"}"""),
        ["kin_corrected"] = (
            new KinCorrected(Day, Police, Id(1), Kinship.BiologicalChild, true, true),
            """{"by":"CA-TTH","amendment":"00000001-0000-0000-8000-000000000000","kinship":"biological_child","accompanies":true,"minor":true,"occurred_on":"2016-03-01"}"""),
        ["relative_link_corrected"] = (
            new RelativeLinkCorrected(Day, Police, Id(1), true),
            """{"by":"CA-TTH","relative":"00000001-0000-0000-8000-000000000000","accompanies":true,"occurred_on":"2016-03-01"}"""),
        ["identity_amended"] = (
            new IdentityAmended(Day, Police, Id(1), ["birth_date", "birth_year"], [FieldClass.IdentityMinimum, FieldClass.CoreIdentity]),
            """{"by":"CA-TTH","amendment":"00000001-0000-0000-8000-000000000000","fields":["birth_date","birth_year"],"classes":["identity_minimum","core_identity"],"occurred_on":"2016-03-01"}"""),
        ["contact_added"] = (new ContactAdded(Day, Post, Id(1), ContactRole.Guardian), """{"by":"DBP-HONGVAN","contact":"00000001-0000-0000-8000-000000000000","role":"guardian","occurred_on":"2016-03-01"}"""),
        ["contact_removed"] = (new ContactRemoved(Day, Post, Id(1)), """{"by":"DBP-HONGVAN","contact":"00000001-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        ["contact_blocked"] = (
            new ContactBlocked(Day, Labour, Id(1), Id(2), null, [Centre], Mirror: false),
            """{"by":"SLDTBXH-TTH","block":"00000001-0000-0000-8000-000000000000","other":"00000002-0000-0000-8000-000000000000","contact":null,"acting_for_other":["TTCTXH-TTH"],"mirror":false,"occurred_on":"2016-03-01"}"""),
        ["contact_unblocked"] = (new ContactUnblocked(Day, Labour, Id(1), Mirror: false), """{"by":"SLDTBXH-TTH","block":"00000001-0000-0000-8000-000000000000","mirror":false,"occurred_on":"2016-03-01"}"""),
        ["representative_recorded"] = (
            new RepresentativeRecorded(Day, Labour, Id(1), RepresentativeKind.Guardian, null, Id(2), Day, Day.AddDays(1), Id(3)),
            """{"by":"SLDTBXH-TTH","representative":"00000001-0000-0000-8000-000000000000","kind":"guardian","record":null,"contact":"00000002-0000-0000-8000-000000000000","from":"2016-03-01","until":"2016-03-02","replaces":"00000003-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        ["representation_ended"] = (new RepresentationEnded(Day, Labour, Id(1)), """{"by":"SLDTBXH-TTH","representative":"00000001-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        ["consent_recorded"] = (
            new ConsentRecorded(Day, Labour, Id(1), Id(2), [FieldClass.Health], [Purpose.Treatment], Centre, Day.AddDays(1)),
            """{"by":"SLDTBXH-TTH","consent":"00000001-0000-0000-8000-000000000000","representative":"00000002-0000-0000-8000-000000000000","classes":["health"],"purposes":["treatment"],"to":"TTCTXH-TTH","until":"2016-03-02","occurred_on":"2016-03-01"}"""),
        ["consent_withdrawn"] = (new ConsentWithdrawn(Day, Labour, Id(1)), """{"by":"SLDTBXH-TTH","consent":"00000001-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        ["document_added"] = (new DocumentAdded(Day, Police, Id(1), PaperKind.BirthRegistration), """{"by":"CA-TTH","document":"00000001-0000-0000-8000-000000000000","kind":"birth_registration","occurred_on":"2016-03-01"}"""),
    };

    private static Guid Id(int n) => new(n, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);
}
