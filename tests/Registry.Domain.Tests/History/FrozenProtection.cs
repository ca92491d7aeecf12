using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: requests, measures, the dossier.</summary>
internal static class FrozenProtection
{
    public static FrozenEvent[] Events { get; } =
    [
        new("protection_requested", 1,
            new ProtectionRequested(Day, Id(5), Id(2), Id(6), 3, Labour, AgencyKind.LabourDepartment, new("CSDT-TTH")),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","request":"00000006-0000-0000-8000-000000000000","clause":3,"requested_by":"SLDTBXH-TTH","requested_by_kind":"labour_department","addressee":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        new("protection_requested", 2,
            new ProtectionRequested(Day, Id(5), Id(2), Id(6), 5, Labour, AgencyKind.LabourDepartment, new("UBND-HONGVAN"), "HONGVAN"),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","request":"00000006-0000-0000-8000-000000000000","clause":5,"requested_by":"SLDTBXH-TTH","requested_by_kind":"labour_department","addressee":"UBND-HONGVAN","area":"HONGVAN","occurred_on":"2016-03-01"}"""),
        new("protection_requested", 3,
            new ProtectionRequested(Day, Id(5), Id(2), Id(6), 8, Labour, AgencyKind.LabourDepartment, new("TAND-TTH"), AskedBy: AskedBy.Representative),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","request":"00000006-0000-0000-8000-000000000000","clause":8,"requested_by":"SLDTBXH-TTH","requested_by_kind":"labour_department","addressee":"TAND-TTH","asked_by":"representative","occurred_on":"2016-03-01"}"""),
        new("protection_request_rejected", 1,
            new ProtectionRequestRejected(Day, Id(6), new("CSDT-TTH")),
            """{"request":"00000006-0000-0000-8000-000000000000","by":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        new("measure_decided", 1,
            new MeasureDecided(Day, Id(5), Id(2), Id(7), 5, Labour, [Centre], Day, null, null, Certainty.Conflict),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","measure":"00000007-0000-0000-8000-000000000000","clause":5,"decider":"SLDTBXH-TTH","executors":["TTCTXH-TTH"],"starts_on":"2016-03-01","ends_on":null,"request":null,"certainty":"conflict","occurred_on":"2016-03-01"}"""),
        new("measure_decided", 2,
            new MeasureDecided(Day, Id(5), Id(2), Id(7), 5, Labour, [Centre], Day, null, null, Certainty.Conflict, Day.AddDays(3)),
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","measure":"00000007-0000-0000-8000-000000000000","clause":5,"decider":"SLDTBXH-TTH","executors":["TTCTXH-TTH"],"starts_on":"2016-03-01","ends_on":null,"request":null,"certainty":"conflict","papers_due":"2016-03-04","occurred_on":"2016-03-01"}"""),
        new("measure_decided", 3,
            new MeasureDecided(Day, Id(5), Id(2), Id(7), 5, Labour, [Centre], Day, null, null, Certainty.Conflict) { Veiled = true },
            """{"dossier":"00000005-0000-0000-8000-000000000000","person":"00000002-0000-0000-8000-000000000000","measure":"00000007-0000-0000-8000-000000000000","clause":5,"decider":"SLDTBXH-TTH","executors":["TTCTXH-TTH"],"starts_on":"2016-03-01","ends_on":null,"request":null,"certainty":"conflict","veiled":true,"occurred_on":"2016-03-01"}"""),
        new("measure_declined", 1,
            new MeasureDeclined(Day, Id(7), Centre),
            """{"measure":"00000007-0000-0000-8000-000000000000","recorded_by":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        new("measure_started", 1,
            new MeasureStarted(Day, Id(7), Centre),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        new("measure_executors_changed", 1,
            new MeasureExecutorsChanged(Day, Id(7), Labour, [Centre, Post]),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","executors":["TTCTXH-TTH","DBP-HONGVAN"],"occurred_on":"2016-03-01"}"""),
        new("measure_transferred", 1,
            new MeasureTransferred(Day, Id(7), Labour, new("CSDT-TTH")),
            """{"measure":"00000007-0000-0000-8000-000000000000","from":"SLDTBXH-TTH","to":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        new("measure_withdrawn", 1,
            new MeasureWithdrawn(Day, Id(7), Centre),
            """{"measure":"00000007-0000-0000-8000-000000000000","recorded_by":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        new("measure_modified", 1,
            new MeasureModified(Day, Id(7), Labour, new(Day, Day.AddDays(9)), true, false),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","period":{"starts_on":"2016-03-01","ends_on":"2016-03-10"},"place":true,"content":false,"occurred_on":"2016-03-01"}"""),
        new("measure_papers_recorded", 1,
            new MeasurePapersRecorded(Day, Id(7), Labour),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        new("measure_ended", 1,
            new MeasureEnded(Day, Id(7), Labour),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        new("secrecy_released", 1,
            new SecrecyReleased(Day, Id(7), Labour, true, "L66/2011-D31.1"),
            """{"measure":"00000007-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","consent":true,"basis":"L66/2011-D31.1","occurred_on":"2016-03-01"}"""),
        new("dossier_handover_proposed", 1,
            new DossierHandoverProposed(Day, Id(8), Labour, "0f", new("CSDT-TTH")),
            """{"handover":"00000008-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","officer":"0f","to":"CSDT-TTH","occurred_on":"2016-03-01"}"""),
        new("dossier_handover_approved", 1,
            new DossierHandoverApproved(Day, Id(8), Labour, "f0", new DateTimeOffset(2016, 3, 3, 1, 2, 3, TimeSpan.Zero)),
            """{"handover":"00000008-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","officer":"f0","expires_at":"2016-03-03T01:02:03+00:00","occurred_on":"2016-03-01"}"""),
        new("dossier_handover_collected", 1,
            new DossierHandoverCollected(Day, Id(8), Labour, new("CSDT-TTH"), [Id(7)], []),
            """{"handover":"00000008-0000-0000-8000-000000000000","from":"SLDTBXH-TTH","to":"CSDT-TTH","measures":["00000007-0000-0000-8000-000000000000"],"requests":[],"occurred_on":"2016-03-01"}"""),
        new("dossier_document_added", 1,
            new DossierDocumentAdded(Day, Id(8), DocumentKind.RiskPaper, Labour),
            """{"document":"00000008-0000-0000-8000-000000000000","kind":"risk_paper","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
    ];
}
