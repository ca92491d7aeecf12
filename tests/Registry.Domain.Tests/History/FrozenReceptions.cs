using Registry.Domain.Access;
using Registry.Domain.Disclosures;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Domain.Verification;
using Registry.Domain.Victims;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: announcement, registration, reception, referral and hand-over.</summary>
internal static class FrozenReceptions
{
    public static FrozenEvent[] Events { get; } =
    [
        new("return_announced", 1,
            new ReturnAnnounced(Day, Police, [new("BCHBP-TTH"), Labour], "HONGVAN", Channel.BilateralAgreement, Day.AddDays(1), 2),
            """{"announcer":"CA-TTH","addressees":["BCHBP-TTH","SLDTBXH-TTH"],"gate":"HONGVAN","channel":"bilateral_agreement","expected_on":"2016-03-02","persons":2,"occurred_on":"2016-03-01"}"""),
        new("announcement_acknowledged", 1,
            new AnnouncementAcknowledged(Day, new("BCHBP-TTH"), [Post]),
            """{"by":"BCHBP-TTH","directed_units":["DBP-HONGVAN"],"occurred_on":"2016-03-01"}"""),
        new("victim_registered", 1,
            new VictimRegistered(Day, Post, "HONGVAN", Channel.DiplomaticChannel, Id(1), [Police, Labour]),
            """{"registrar":"DBP-HONGVAN","entry_point":"HONGVAN","channel":"diplomatic_channel","announcement":"00000001-0000-0000-8000-000000000000","proposed_receivers":["CA-TTH","SLDTBXH-TTH"],"occurred_on":"2016-03-01"}"""),
        new("victim_registered", 2,
            new VictimRegistered(Day, new("UBND-HONGVAN"), "", Channel.Unspecified, null, [new("PLDTBXH-ALUOI")], Route.SelfReport, new(new("PLDTBXH-ALUOI"), "DL-FIRST", Day.AddDays(3))),
            """{"registrar":"UBND-HONGVAN","entry_point":"","channel":"unspecified","announcement":null,"proposed_receivers":["PLDTBXH-ALUOI"],"route":"self_report","report":{"told":"PLDTBXH-ALUOI","deadline":"DL-FIRST","due_on":"2016-03-04"},"occurred_on":"2016-03-01"}"""),
        new("victim_registered", 3,
            new VictimRegistered(Day, new("UBND-HONGVAN"), "", Channel.Unspecified, null, [], Route.SelfReport) { ReportedBy = SpokenBy.Representative },
            """{"registrar":"UBND-HONGVAN","entry_point":"","channel":"unspecified","announcement":null,"proposed_receivers":[],"route":"self_report","reported_by":"representative","occurred_on":"2016-03-01"}"""),
        new("relative_registered", 2,
            new RelativeRegistered(Day, Centre, Id(2), null, Accompanies: true, Minor: true, [], []) { InCare = true },
            """{"registrar":"TTCTXH-TTH","victim":"00000002-0000-0000-8000-000000000000","kinship":null,"accompanies":true,"minor":true,"parties":[],"proposed_receivers":[],"in_care":true,"occurred_on":"2016-03-01"}"""),
        new("relative_registered", 1,
            new RelativeRegistered(Day, Post, Id(2), Kinship.Sibling, false, false, [Labour], []),
            """{"registrar":"DBP-HONGVAN","victim":"00000002-0000-0000-8000-000000000000","kinship":"sibling","accompanies":false,"minor":false,"parties":["SLDTBXH-TTH"],"proposed_receivers":[],"occurred_on":"2016-03-01"}"""),
        new("relative_added", 1,
            new RelativeAdded(Day, Post, Id(3), true),
            """{"by":"DBP-HONGVAN","relative":"00000003-0000-0000-8000-000000000000","accompanies":true,"occurred_on":"2016-03-01"}"""),
        new("relative_added", 2,
            new RelativeAdded(Day, Centre, Id(3), true) { InCare = true },
            """{"by":"TTCTXH-TTH","relative":"00000003-0000-0000-8000-000000000000","accompanies":true,"in_care":true,"occurred_on":"2016-03-01"}"""),
        new("person_received", 1,
            new PersonReceived(Day, Labour, true),
            """{"agency":"SLDTBXH-TTH","lead":true,"occurred_on":"2016-03-01"}"""),
        new("person_received", 2,
            new PersonReceived(Day, Labour, true) { Veiled = true },
            """{"agency":"SLDTBXH-TTH","lead":true,"veiled":true,"occurred_on":"2016-03-01"}"""),
        new("referral_proposed", 1,
            new ReferralProposed(Day, Id(4), Post, Centre, Purpose.Care, [FieldClass.IdentityMinimum, FieldClass.Health], true, true, "QD22/2015-D7.3"),
            """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","purpose":"care","named":["identity_minimum","health"],"need":true,"wish":true,"clause":"QD22/2015-D7.3","occurred_on":"2016-03-01"}"""),
        new("referral_proposed", 2,
            new ReferralProposed(Day, Id(4), Post, Centre, Purpose.Care, [FieldClass.Health], true, true, "QD22/2015-D7.3", Day.AddDays(30), new(2016, 6, 1), SpokenBy.Person),
            """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","purpose":"care","named":["health"],"need":true,"wish":true,"clause":"QD22/2015-D7.3","answer_by":"2016-03-31","ends_on":"2016-06-01","spoken_by":"person","occurred_on":"2016-03-01"}"""),
        new("referral_proposed", 3,
            new ReferralProposed(Day, Id(4), Post, Centre, Purpose.Care, [FieldClass.Health], true, true, "QD22/2015-D7.3") { Withheld = [FieldClass.Health] },
            """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","purpose":"care","named":["health"],"need":true,"wish":true,"clause":"QD22/2015-D7.3","withheld":["health"],"occurred_on":"2016-03-01"}"""),
        new("referral_answered", 1,
            new ReferralAnswered(Day, Id(4), Centre, true),
            """{"referral":"00000004-0000-0000-8000-000000000000","by":"TTCTXH-TTH","accepted":true,"occurred_on":"2016-03-01"}"""),
        new("referral_answered", 2,
            new ReferralAnswered(Day, Id(4), Centre, true, Conditional: true),
            """{"referral":"00000004-0000-0000-8000-000000000000","by":"TTCTXH-TTH","accepted":true,"conditional":true,"occurred_on":"2016-03-01"}"""),
        new("referral_withdrawn", 1,
            new ReferralWithdrawn(Day, Id(4), Post),
            """{"referral":"00000004-0000-0000-8000-000000000000","by":"DBP-HONGVAN","occurred_on":"2016-03-01"}"""),
        new("person_handed_over", 1,
            new PersonHandedOver(Day, Id(4), Post, Centre, "QD22/2015-D7.3"),
            """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","clause":"QD22/2015-D7.3","occurred_on":"2016-03-01"}"""),
        new("person_transferred", 1,
            new PersonTransferred(Day, Id(4), Police, Centre, true, true, false, SpokenBy.Representative, "L66/2011-D26.1.b"),
            """{"transfer":"00000004-0000-0000-8000-000000000000","from":"CA-TTH","to":"TTCTXH-TTH","as_carer":true,"need":true,"wish":false,"spoken_by":"representative","clause":"L66/2011-D26.1.b","occurred_on":"2016-03-01"}"""),
        new("task_acknowledged", 1,
            new TaskAcknowledged(Day, DutyKind.CarryOut, Id(7), Labour, false, Post),
            """{"duty":"carry_out","source":"00000007-0000-0000-8000-000000000000","agency":"SLDTBXH-TTH","told":false,"by":"DBP-HONGVAN","occurred_on":"2016-03-01"}"""),
        new("disclosure_recorded", 1,
            new DisclosureRecorded(Day, Labour, Police, [FieldClass.Status, FieldClass.IdentityMinimum], DisclosureMeans.Phone, "QD22/2015-D15.2", true),
            """{"by":"SLDTBXH-TTH","to":"CA-TTH","classes":["status","identity_minimum"],"means":"phone","basis":"QD22/2015-D15.2","review":true,"occurred_on":"2016-03-01"}"""),
        new("case_closed", 1,
            new CaseClosed(Day, Labour, ClosingGround.NotAVictim, RelationKind.Receiver),
            """{"by":"SLDTBXH-TTH","ground":"not_a_victim","keeps":"receiver","occurred_on":"2016-03-01"}"""),
    ];
}
