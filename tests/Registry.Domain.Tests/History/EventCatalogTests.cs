using System.Text;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Disclosures;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.Protection;
using Registry.Domain.Reports;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.History;

/// <summary>The JSON of facts is frozen: events written today are read for as long as the registry stands.</summary>
public sealed class EventCatalogTests
{
    private static readonly DateOnly Day = new(2016, 3, 1);
    private static readonly AgencyCode Police = new("CA-TTH");
    private static readonly AgencyCode Labour = new("SLDTBXH-TTH");
    private static readonly AgencyCode Post = new("DBP-HONGVAN");
    private static readonly AgencyCode Centre = new("TTCTXH-TTH");

    private static Guid Id(int n) => new(n, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    private static readonly Dictionary<string, (DomainEvent Event, string Json)> Frozen = new()
    {
        ["return_announced"] = (
            new ReturnAnnounced(Day, Police, [new("BCHBP-TTH"), Labour], "HONGVAN", Channel.BilateralAgreement, Day.AddDays(1), 2),
            """{"announcer":"CA-TTH","addressees":["BCHBP-TTH","SLDTBXH-TTH"],"gate":"HONGVAN","channel":"bilateral_agreement","expected_on":"2016-03-02","persons":2,"occurred_on":"2016-03-01"}"""),
        ["announcement_acknowledged"] = (
            new AnnouncementAcknowledged(Day, new("BCHBP-TTH"), [Post]),
            """{"by":"BCHBP-TTH","directed_units":["DBP-HONGVAN"],"occurred_on":"2016-03-01"}"""),
        ["victim_registered"] = (
            new VictimRegistered(Day, Post, "HONGVAN", Channel.DiplomaticChannel, Id(1), [Police, Labour]),
            """{"registrar":"DBP-HONGVAN","entry_point":"HONGVAN","channel":"diplomatic_channel","announcement":"00000001-0000-0000-8000-000000000000","proposed_receivers":["CA-TTH","SLDTBXH-TTH"],"occurred_on":"2016-03-01"}"""),
        ["relative_registered"] = (
            new RelativeRegistered(Day, Post, Id(2), Kinship.Sibling, false, false, [Labour], []),
            """{"registrar":"DBP-HONGVAN","victim":"00000002-0000-0000-8000-000000000000","kinship":"sibling","accompanies":false,"minor":false,"parties":["SLDTBXH-TTH"],"proposed_receivers":[],"occurred_on":"2016-03-01"}"""),
        ["relative_added"] = (
            new RelativeAdded(Day, Post, Id(3), true),
            """{"by":"DBP-HONGVAN","relative":"00000003-0000-0000-8000-000000000000","accompanies":true,"occurred_on":"2016-03-01"}"""),
        ["person_received"] = (
            new PersonReceived(Day, Labour, true),
            """{"agency":"SLDTBXH-TTH","lead":true,"occurred_on":"2016-03-01"}"""),
        ["verification_recorded"] = (
            new VerificationRecorded(Day, Police, VerificationOutcome.Confirmed, [EvidenceSource.VictimStatement]),
            """{"verifier":"CA-TTH","outcome":"confirmed","evidence_sources":["victim_statement"],"occurred_on":"2016-03-01"}"""),
        ["certificate_issued"] = (
            new CertificateIssued(Day, Police, CertificateKind.PoliceConfirmation),
            """{"issuer":"CA-TTH","kind":"police_confirmation","occurred_on":"2016-03-01"}"""),
        ["referral_proposed"] = (
            new ReferralProposed(
                Day, Id(4), Post, Centre, Purpose.Care, [FieldClass.IdentityMinimum, FieldClass.Health], true, true, "QD22/2015-D7.3"),
            """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","purpose":"care","named":["identity_minimum","health"],"need":true,"wish":true,"clause":"QD22/2015-D7.3","occurred_on":"2016-03-01"}"""),
        ["referral_answered"] = (
            new ReferralAnswered(Day, Id(4), Centre, true),
            """{"referral":"00000004-0000-0000-8000-000000000000","by":"TTCTXH-TTH","accepted":true,"occurred_on":"2016-03-01"}"""),
        ["person_handed_over"] = (
            new PersonHandedOver(Day, Id(4), Post, Centre, "QD22/2015-D7.3"),
            """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","clause":"QD22/2015-D7.3","occurred_on":"2016-03-01"}"""),
        ["protection_requested"] = (
            new ProtectionRequested(Day, Id(5), Id(2), Id(6), 3, Labour, AgencyKind.LabourDepartment, new("CSDT-TTH")),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","request":"00000006-0000-0000-8000-000000000000","clause":3,"requested_by":"SLDTBXH-TTH","requested_by_kind":"labour_department","addressee":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_decided"] = (
            new MeasureDecided(Day, Id(5), Id(2), Id(7), 5, Labour, [Centre], Day, null, null, Certainty.Conflict),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","measure":"00000007-0000-0000-8000-000000000000","clause":5,"decider":"SLDTBXH-TTH","executors":["TTCTXH-TTH"],"starts_on":"2016-03-01","ends_on":null,"request":null,"certainty":"conflict","occurred_on":"2016-03-01"}"""),
        ["protection_request_rejected"] = (
            new ProtectionRequestRejected(Day, Id(6), new("CSDT-TTH")),
            """{"request":"00000006-0000-0000-8000-000000000000","by":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_declined"] = (
            new MeasureDeclined(Day, Id(7), Centre),
            """{"measure":"00000007-0000-0000-8000-000000000000","recorded_by":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_started"] = (
            new MeasureStarted(Day, Id(7), Centre),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_executors_changed"] = (
            new MeasureExecutorsChanged(Day, Id(7), Labour, [Centre, Post]),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","executors":["TTCTXH-TTH","DBP-HONGVAN"],"occurred_on":"2016-03-01"}"""),
        ["measure_transferred"] = (
            new MeasureTransferred(Day, Id(7), Labour, new("CSDT-TTH")),
            """{"measure":"00000007-0000-0000-8000-000000000000","from":"SLDTBXH-TTH","to":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_withdrawn"] = (
            new MeasureWithdrawn(Day, Id(7), Centre),
            """{"measure":"00000007-0000-0000-8000-000000000000","recorded_by":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_ended"] = (
            new MeasureEnded(Day, Id(7), Labour),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["task_acknowledged"] = (
            new TaskAcknowledged(Day, DutyKind.CarryOut, Id(7), Labour, false, Post),
            """{"duty":"carry_out","source":"00000007-0000-0000-8000-000000000000","agency":"SLDTBXH-TTH","told":false,"by":"DBP-HONGVAN","occurred_on":"2016-03-01"}"""),
        ["disclosure_recorded"] = (
            new DisclosureRecorded(Day, Labour, Police, [FieldClass.Status, FieldClass.IdentityMinimum], DisclosureMeans.Phone, "QD22/2015-D15.2", true),
            """{"by":"SLDTBXH-TTH","to":"CA-TTH","classes":["status","identity_minimum"],"means":"phone","basis":"QD22/2015-D15.2","review":true,"occurred_on":"2016-03-01"}"""),
        ["secrecy_released"] = (
            new SecrecyReleased(Day, Id(7), Labour, true, "L66/2011-D31.1"),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","consent":true,"basis":"L66/2011-D31.1","occurred_on":"2016-03-01"}"""),
        ["dossier_handover_proposed"] = (
            new DossierHandoverProposed(Day, Id(8), Labour, "0f", new("CSDT-TTH")),
            """{"handover":"00000008-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","officer":"0f","to":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        ["dossier_handover_approved"] = (
            new DossierHandoverApproved(Day, Id(8), Labour, "f0", new DateTimeOffset(2016, 3, 3, 1, 2, 3, TimeSpan.Zero)),
            """{"handover":"00000008-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","officer":"f0","expires_at":"2016-03-03T01:02:03+00:00","occurred_on":"2016-03-01"}"""),
        ["dossier_handover_collected"] = (
            new DossierHandoverCollected(Day, Id(8), Labour, new("CSDT-TTH"), [Id(7)], []),
            """{"handover":"00000008-0000-0000-8000-000000000000","from":"SLDTBXH-TTH","to":"CSDT-TTH","measures":["00000007-0000-0000-8000-000000000000"],"requests":[],"occurred_on":"2016-03-01"}"""),
        ["dossier_document_added"] = (
            new DossierDocumentAdded(Day, Id(8), DocumentKind.RiskPaper, Labour),
            """{"document":"00000008-0000-0000-8000-000000000000","kind":"risk_paper","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["measure_papers_recorded"] = (
            new MeasurePapersRecorded(Day, Id(7), Labour),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["referral_withdrawn"] = (
            new ReferralWithdrawn(Day, Id(4), Post),
            """{"referral":"00000004-0000-0000-8000-000000000000","by":"DBP-HONGVAN","occurred_on":"2016-03-01"}"""),
        ["person_transferred"] = (
            new PersonTransferred(Day, Id(4), Police, Centre, true, true, false, SpokenBy.Representative, "L66/2011-D26.1.b"),
            """{"transfer":"00000004-0000-0000-8000-000000000000","from":"CA-TTH","to":"TTCTXH-TTH","as_carer":true,"need":true,"wish":false,"spoken_by":"representative","clause":"L66/2011-D26.1.b","occurred_on":"2016-03-01"}"""),
        ["support_proposed"] = (
            new SupportProposed(Day, Id(9), SupportKind.Study, Centre, "0f", false, Day, new("UBND-ALUOI"), Labour),
            """{"support":"00000009-0000-0000-8000-000000000000","kind":"study","by":"TTCTXH-TTH","officer":"0f","foreigner":false,"victim_confirmed_on":"2016-03-01","appraiser":"UBND-ALUOI","approver":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["support_appraised"] = (
            new SupportAppraised(Day, Id(9), new("UBND-ALUOI"), true),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"UBND-ALUOI","favourable":true,"occurred_on":"2016-03-01"}"""),
        ["support_approved"] = (
            new SupportApproved(Day, Id(9), Labour, new(Day, 30), false, Centre),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","period":{"from":"2016-03-01","days":30},"beyond_limit":false,"deliverer":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        ["support_rejected"] = (
            new SupportRejected(Day, Id(9), Labour),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["support_delivered"] = (
            new SupportDelivered(Day, Id(9), Centre, null, true),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"TTCTXH-TTH","period":null,"completed":true,"occurred_on":"2016-03-01"}"""),
        ["measure_modified"] = (
            new MeasureModified(Day, Id(7), Labour, new(Day, Day.AddDays(9)), true, false),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","period":{"starts_on":"2016-03-01","ends_on":"2016-03-10"},"place":true,"content":false,"occurred_on":"2016-03-01"}"""),
        ["support_stopped"] = (
            new SupportStopped(Day, Id(9), Labour),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["support_given_at_once"] = (
            new SupportGivenAtOnce(Day, Id(9), SupportKind.Essentials, Post, false, null, new(Day, 3)),
            """{"support":"00000009-0000-0000-8000-000000000000","kind":"essentials","by":"DBP-HONGVAN","foreigner":false,"victim_confirmed_on":null,"period":{"from":"2016-03-01","days":3},"occurred_on":"2016-03-01"}"""),
        ["person_merged"] = (
            new PersonMerged(Day, Police, Id(3), true, [Police, Labour]),
            """{"by":"CA-TTH","other":"00000003-0000-0000-8000-000000000000","kept":true,"known_to":["CA-TTH","SLDTBXH-TTH"],"occurred_on":"2016-03-01"}"""),
        ["person_unmerged"] = (
            new PersonUnmerged(Day, Police, Id(3)),
            """{"by":"CA-TTH","other":"00000003-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        ["report_submitted"] = (
            new ReportSubmitted(Day, Post, Labour, "QD22/2015-D15.2", 2015, ReportSpan.SecondHalf, false, true, false, new(2016, 1, 5), "ab12", "cd34"),
            """{"by":"DBP-HONGVAN","to":"SLDTBXH-TTH","basis":"QD22/2015-D15.2","year":2015,"span":"second_half","on_demand":false,"late":true,"whole_province":false,"as_of":"2016-01-05","law_version":"ab12","hash":"cd34","occurred_on":"2016-03-01"}"""),
        ["report_acknowledged"] = (
            new ReportAcknowledged(Day, Labour),
            """{"by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        ["verification_requested"] = (
            new VerificationRequested(Day, new("PLDTBXH-ALUOI"), new("CA-ALUOI"), "V-ASK-DLO", "DL-VERIFY", Day.AddDays(20), true),
            """{"asked_by":"PLDTBXH-ALUOI","addressee":"CA-ALUOI","rule":"V-ASK-DLO","deadline":"DL-VERIFY","due_on":"2016-03-21","new_evidence":true,"occurred_on":"2016-03-01"}"""),
        ["verification_extended"] = (
            new VerificationExtended(Day, Id(9), new("CA-ALUOI"), Day.AddMonths(2), "V-EXTEND", "DL-VERIFY-LONG"),
            """{"request":"00000009-0000-0000-8000-000000000000","by":"CA-ALUOI","until":"2016-05-01","rule":"V-EXTEND","deadline":"DL-VERIFY-LONG","occurred_on":"2016-03-01"}"""),
    };

    public static TheoryData<string> Aliases() => [.. EventCatalog.All.Select(k => k.Alias)];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Facts_are_written_as_they_were_frozen_and_read_back(string alias)
    {
        var (happened, json) = Frozen.TryGetValue(alias, out var frozen) || FrozenPeople.Events.TryGetValue(alias, out frozen) || FrozenOfficers.Events.TryGetValue(alias, out frozen)
            ? frozen : FrozenDirectory.Events[alias];

        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
        var read = EventCatalog.ReadFacts(alias, 1, Encoding.UTF8.GetBytes(json));
        Assert.IsType(happened.GetType(), read);
        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(read)));
    }

    /// <summary>Version 2 added the area; version 1 is frozen above and is read by the same record.</summary>
    [Fact]
    public void A_request_for_protection_names_an_area_since_version_2()
    {
        const string json = """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","request":"00000006-0000-0000-8000-000000000000","clause":5,"requested_by":"SLDTBXH-TTH","requested_by_kind":"labour_department","addressee":"UBND-HONGVAN","area":"HONGVAN","occurred_on":"2016-03-01"}""";
        var happened = new ProtectionRequested(
            Day, Id(5), Id(2), Id(6), 5, Labour, AgencyKind.LabourDepartment, new("UBND-HONGVAN"), "HONGVAN");

        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
        Assert.Equal(happened, EventCatalog.ReadFacts("protection_requested", 2, Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void A_request_for_protection_says_on_whose_asking_since_version_3()
    {
        const string json = """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","request":"00000006-0000-0000-8000-000000000000","clause":8,"requested_by":"SLDTBXH-TTH","requested_by_kind":"labour_department","addressee":"TAND-TTH","asked_by":"representative","occurred_on":"2016-03-01"}""";
        var happened = new ProtectionRequested(
            Day, Id(5), Id(2), Id(6), 8, Labour, AgencyKind.LabourDepartment, new("TAND-TTH"), AskedBy: AskedBy.Representative);

        Assert.Equal(3, EventCatalog.Of(happened).SchemaVersion);
        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
        Assert.Equal(happened, EventCatalog.ReadFacts("protection_requested", 3, Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>Version 2 added route and report, ground, request and rule; version 1 of each is frozen above and is read by the same record.</summary>
    [Fact]
    public void A_registration_a_finding_and_a_certificate_say_by_which_route_and_rule_since_version_2()
    {
        (DomainEvent Event, string Json)[] frozen =
        [
            (new VictimRegistered(Day, new("UBND-HONGVAN"), "", Channel.Unspecified, null, [new("PLDTBXH-ALUOI")], Route.SelfReport, new(new("PLDTBXH-ALUOI"), "DL-FIRST", Day.AddDays(3))),
                """{"registrar":"UBND-HONGVAN","entry_point":"","channel":"unspecified","announcement":null,"proposed_receivers":["PLDTBXH-ALUOI"],"route":"self_report","report":{"told":"PLDTBXH-ALUOI","deadline":"DL-FIRST","due_on":"2016-03-04"},"occurred_on":"2016-03-01"}"""),
            (new VerificationRecorded(Day, Police, VerificationOutcome.Confirmed, [EvidenceSource.OtherDomesticBody], FindingGround.Signs, Id(9), "V24-ANSWER"),
                """{"verifier":"CA-TTH","outcome":"confirmed","evidence_sources":["other_domestic_body"],"ground":"signs","request":"00000009-0000-0000-8000-000000000000","rule":"V24-ANSWER","occurred_on":"2016-03-01"}"""),
            (new CertificateIssued(Day, Police, CertificateKind.ReceivingBodyConfirmation, "C24-RECEIVING"),
                """{"issuer":"CA-TTH","kind":"receiving_body_confirmation","rule":"C24-RECEIVING","occurred_on":"2016-03-01"}"""),
        ];

        foreach (var (happened, json) in frozen)
        {
            Assert.Equal(happened is CertificateIssued ? 3 : 2, EventCatalog.Of(happened).SchemaVersion);
            Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
            Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(EventCatalog.ReadFacts(EventCatalog.Of(happened).Alias, 2, Encoding.UTF8.GetBytes(json)))));
        }
    }

    [Fact]
    public void A_state_kept_before_verification_had_a_state_is_still_read_and_still_decides()
    {
        const string kept = """{"subject":"00000002-0000-0000-8000-000000000000","version":3,"announcement":null,"person":{"kind":"victim","registrar":"DBP-HONGVAN","entry_point":"HONGVAN","channel":"bilateral_agreement","announcement":null,"victim":null,"kinship":null,"accompanies":false,"minor":false,"verification":"confirmed","certificate":"police_confirmation","receptions":[],"referrals":[],"relatives":[],"relations":[{"agency":"CA-TTH","kind":"receiver","from":"2016-03-01","until":null,"source":"00000008-0000-0000-8000-000000000000","named":[],"clause":null}]},"dossier":null}""";

        var state = JsonSerializer.Deserialize<SubjectState>(kept, DomainJson.Options)!;

        Assert.Equal(Route.Repatriated, state.Person!.Verifying.Came);
        Assert.Equal("CERTIFICATE_ALREADY_ISSUED", Certificates.Issue(Hue.Law, state, new(Hue.Police, Day, CertificateKind.PoliceConfirmation)).Refusal?.Reason);
        Assert.Equal("ALREADY_VERIFIED", Verifications.Request(Hue.Law, state, new(Hue.Police, Day, new("CA-ALUOI"))).Refusal?.Reason);
    }

    [Fact]
    public void A_measure_that_was_applied_urgently_says_when_its_papers_are_due_since_version_2()
    {
        const string json = """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","measure":"00000007-0000-0000-8000-000000000000","clause":5,"decider":"SLDTBXH-TTH","executors":["TTCTXH-TTH"],"starts_on":"2016-03-01","ends_on":null,"request":null,"certainty":"conflict","papers_due":"2016-03-04","occurred_on":"2016-03-01"}""";
        var happened = new MeasureDecided(Day, Id(5), Id(2), Id(7), 5, Labour, [Centre], Day, null, null, Certainty.Conflict, Day.AddDays(3));

        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
        Assert.Equal(json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(EventCatalog.ReadFacts("measure_decided", 2, Encoding.UTF8.GetBytes(json)))));
    }

    [Fact]
    public void A_referral_says_how_long_it_stands_and_who_spoke_since_version_2()
    {
        const string proposed = """{"referral":"00000004-0000-0000-8000-000000000000","from":"DBP-HONGVAN","to":"TTCTXH-TTH","purpose":"care","named":["health"],"need":true,"wish":true,"clause":"QD22/2015-D7.3","answer_by":"2016-03-31","ends_on":"2016-06-01","spoken_by":"person","occurred_on":"2016-03-01"}""";
        const string answered = """{"referral":"00000004-0000-0000-8000-000000000000","by":"TTCTXH-TTH","accepted":true,"conditional":true,"occurred_on":"2016-03-01"}""";
        var asked = new ReferralProposed(
            Day, Id(4), Post, Centre, Purpose.Care, [FieldClass.Health], true, true, "QD22/2015-D7.3", Day.AddDays(30), new(2016, 6, 1), SpokenBy.Person);

        Assert.Equal(proposed, Encoding.UTF8.GetString(EventCatalog.WriteFacts(asked)));
        Assert.Equal(proposed, Encoding.UTF8.GetString(EventCatalog.WriteFacts(EventCatalog.ReadFacts("referral_proposed", 2, Encoding.UTF8.GetBytes(proposed)))));
        Assert.Equal(answered, Encoding.UTF8.GetString(EventCatalog.WriteFacts(new ReferralAnswered(Day, Id(4), Centre, true, Conditional: true))));
        Assert.Equal(new ReferralAnswered(Day, Id(4), Centre, true, true), EventCatalog.ReadFacts("referral_answered", 2, Encoding.UTF8.GetBytes(answered)));
    }

    [Fact]
    public void A_state_kept_before_measures_had_a_life_is_still_read()
    {
        const string kept = """{"subject":"00000002-0000-0000-8000-000000000000","version":1,"announcement":null,"person":null,"dossier":{"id":"00000005-0000-0000-8000-000000000000","requests":[{"id":"00000006-0000-0000-8000-000000000000","clause":5,"requested_by":"CA-TTH","requested_by_kind":"provincial_police","addressee":"SLDTBXH-TTH","open":false}],"measures":[{"id":"00000007-0000-0000-8000-000000000000","decider":"SLDTBXH-TTH","request":null,"certainty":"conflict","fact":{"source":"00000008-0000-0000-8000-000000000000","clause":5,"executors":[],"starts_on":"2016-03-01","ends_on":null,"released":false}}],"relations":[]}}""";

        var state = JsonSerializer.Deserialize<SubjectState>(kept, DomainJson.Options)!;

        Assert.Equal(MeasureStatus.Decided, state.Dossier!.Measures[0].Status);
        Assert.True(state.MeasureFacts[0].HidesOn(Day));
        Assert.True(new Veil(Hue.Law, Facts.Of(state), [], Day).Hides(FieldClass.CurrentPlace, null));
    }

    [Fact]
    public void Every_event_of_the_domain_is_in_the_catalog_once_under_its_snake_case_name()
    {
        var events = typeof(DomainEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DomainEvent)));

        Assert.Equal(events.Select(t => t.Name).Order(), EventCatalog.All.Select(k => k.ClrType.Name).Order());
        Assert.All(EventCatalog.All, k => Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(k.ClrType.Name), k.Alias));
    }

    [Theory]
    [InlineData("person_met", 1, """{}""")]
    [InlineData("person_received", 0, """{"agency":"CA-TTH","lead":true,"occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 2, """{"agency":"CA-TTH","lead":true,"occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 1, """{"agency":"CA-TTH","occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 1, """{"agency":"CA-TTH","lead":true,"occurred_on":"2016-03-01","place":"x"}""")]
    [InlineData("person_received", 1, """{"agency":null,"lead":true,"occurred_on":"2016-03-01"}""")]
    [InlineData("certificate_issued", 1, """{"issuer":"CA-TTH","kind":9,"occurred_on":"2016-03-01"}""")]
    [InlineData("person_received", 1, "null")]
    public void Facts_that_are_not_exactly_of_their_schema_are_refused(string alias, int version, string json)
    {
        Assert.Throws<JsonException>(() => EventCatalog.ReadFacts(alias, version, Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void State_and_facts_survive_JSON()
    {
        var play = new BorderReturn().Referred();

        foreach (var state in play.World.States)
        {
            var json = JsonSerializer.Serialize(state, DomainJson.Options);
            var read = JsonSerializer.Deserialize<SubjectState>(json, DomainJson.Options)!;
            Assert.Equal(json, JsonSerializer.Serialize(read, DomainJson.Options));
            Assert.Equal(Hue.Look(Hue.Centre, Purpose.Care, Facts.Of(state)), Hue.Look(Hue.Centre, Purpose.Care, Facts.Of(read)));

            var facts = JsonSerializer.Serialize(Facts.Of(state), DomainJson.Options);
            Assert.Equal(facts, JsonSerializer.Serialize(JsonSerializer.Deserialize<Facts>(facts, DomainJson.Options), DomainJson.Options));
        }
    }
}
