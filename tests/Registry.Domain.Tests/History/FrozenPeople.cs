using Registry.Domain.Access;
using Registry.Domain.People;
using Registry.Domain.Relatives;
using Registry.Domain.Victims;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: who a person is and who belongs to her.</summary>
internal static class FrozenPeople
{
    public static FrozenEvent[] Events { get; } =
    [
        new("kin_corrected", 1,
            new KinCorrected(Day, Police, Id(1), Kinship.BiologicalChild, true, true),
            """{"by":"CA-TTH","amendment":"00000001-0000-0000-8000-000000000000","kinship":"biological_child","accompanies":true,"minor":true,"occurred_on":"2016-03-01"}"""),
        new("relative_link_corrected", 1,
            new RelativeLinkCorrected(Day, Police, Id(1), true),
            """{"by":"CA-TTH","relative":"00000001-0000-0000-8000-000000000000","accompanies":true,"occurred_on":"2016-03-01"}"""),
        new("identity_amended", 1,
            new IdentityAmended(Day, Police, Id(1), ["birth_date", "birth_year"], [FieldClass.IdentityMinimum, FieldClass.CoreIdentity]),
            """{"by":"CA-TTH","amendment":"00000001-0000-0000-8000-000000000000","fields":["birth_date","birth_year"],"classes":["identity_minimum","core_identity"],"occurred_on":"2016-03-01"}"""),
        new("identity_amended", 2,
            new IdentityAmended(Day, Police, Id(1), ["birth_date"], [FieldClass.CoreIdentity], Minor: true),
            """{"by":"CA-TTH","amendment":"00000001-0000-0000-8000-000000000000","fields":["birth_date"],"classes":["core_identity"],"minor":true,"occurred_on":"2016-03-01"}"""),
        new("contact_added", 1,
            new ContactAdded(Day, Post, Id(1), ContactRole.Guardian),
            """{"by":"DBP-HONGVAN","contact":"00000001-0000-0000-8000-000000000000","role":"guardian","occurred_on":"2016-03-01"}"""),
        new("contact_removed", 1,
            new ContactRemoved(Day, Post, Id(1)),
            """{"by":"DBP-HONGVAN","contact":"00000001-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        new("contact_blocked", 1,
            new ContactBlocked(Day, Labour, Id(1), Id(2), null, [Centre], Mirror: false),
            """{"by":"SLDTBXH-TTH","block":"00000001-0000-0000-8000-000000000000","other":"00000002-0000-0000-8000-000000000000","contact":null,"acting_for_other":["TTCTXH-TTH"],"mirror":false,"occurred_on":"2016-03-01"}"""),
        new("contact_unblocked", 1,
            new ContactUnblocked(Day, Labour, Id(1), Mirror: false),
            """{"by":"SLDTBXH-TTH","block":"00000001-0000-0000-8000-000000000000","mirror":false,"occurred_on":"2016-03-01"}"""),
        new("representative_recorded", 1,
            new RepresentativeRecorded(Day, Labour, Id(1), RepresentativeKind.Guardian, null, Id(2), Day, Day.AddDays(1), Id(3)),
            """{"by":"SLDTBXH-TTH","representative":"00000001-0000-0000-8000-000000000000","kind":"guardian","record":null,"contact":"00000002-0000-0000-8000-000000000000","from":"2016-03-01","until":"2016-03-02","replaces":"00000003-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        new("representation_ended", 1,
            new RepresentationEnded(Day, Labour, Id(1)),
            """{"by":"SLDTBXH-TTH","representative":"00000001-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        new("consent_recorded", 1,
            new ConsentRecorded(Day, Labour, Id(1), Id(2), [FieldClass.Health], [Purpose.Treatment], Centre, Day.AddDays(1)),
            """{"by":"SLDTBXH-TTH","consent":"00000001-0000-0000-8000-000000000000","representative":"00000002-0000-0000-8000-000000000000","classes":["health"],"purposes":["treatment"],"to":"TTCTXH-TTH","until":"2016-03-02","occurred_on":"2016-03-01"}"""),
        new("consent_withdrawn", 1,
            new ConsentWithdrawn(Day, Labour, Id(1)),
            """{"by":"SLDTBXH-TTH","consent":"00000001-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        new("document_added", 1,
            new DocumentAdded(Day, Police, Id(1), PaperKind.BirthRegistration),
            """{"by":"CA-TTH","document":"00000001-0000-0000-8000-000000000000","kind":"birth_registration","occurred_on":"2016-03-01"}"""),
    ];
}
