using System.Text;
using System.Text.Json;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Merging;
using Registry.Domain.Protection;
using Registry.Domain.Reports;
using Registry.Domain.Tests.Cases;
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
        ["secrecy_released"] = (
            new SecrecyReleased(Day, Id(7), Labour, true, "L66/2011-D31.1"),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","consent":true,"basis":"L66/2011-D31.1","occurred_on":"2016-03-01"}"""),
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
    };

    public static TheoryData<string> Aliases() => [.. EventCatalog.All.Select(k => k.Alias)];

    [Theory]
    [MemberData(nameof(Aliases))]
    public void Facts_are_written_as_they_were_frozen_and_read_back(string alias)
    {
        var (happened, json) = Frozen[alias];

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
    public void Every_event_of_a_person_says_under_which_class_a_history_shows_it() =>
        Assert.All(EventCatalog.All.Where(kind => kind.StreamType is StreamTypes.Person or StreamTypes.Dossier), kind => Assert.True(HistoryRules.Has(kind.ClrType), kind.Alias));

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
