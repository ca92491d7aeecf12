using Registry.Domain.Assignments;
using Registry.Domain.Emergencies;
using Registry.Domain.Merging;
using Registry.Domain.Reports;
using Registry.Domain.Victims;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: merges, reports, and what single officers are given.</summary>
internal static class FrozenRecords
{
    public static FrozenEvent[] Events { get; } =
    [
        new("person_merged", 1,
            new PersonMerged(Day, Police, Id(3), true, [Police, Labour]),
            """{"by":"CA-TTH","other":"00000003-0000-0000-8000-000000000000","kept":true,"known_to":["CA-TTH","SLDTBXH-TTH"],"occurred_on":"2016-03-01"}"""),
        new("person_merged", 2,
            new PersonMerged(Day, Police, Id(3), false, [Police], PersonKind.Victim),
            """{"by":"CA-TTH","other":"00000003-0000-0000-8000-000000000000","kept":false,"known_to":["CA-TTH"],"kept_kind":"victim","occurred_on":"2016-03-01"}"""),
        new("person_unmerged", 1,
            new PersonUnmerged(Day, Police, Id(3)),
            """{"by":"CA-TTH","other":"00000003-0000-0000-8000-000000000000","occurred_on":"2016-03-01"}"""),
        new("report_submitted", 1,
            new ReportSubmitted(Day, Post, Labour, "QD22/2015-D15.2", 2015, ReportSpan.SecondHalf, false, true, false, new(2016, 1, 5), "ab12", "cd34"),
            """{"by":"DBP-HONGVAN","to":"SLDTBXH-TTH","basis":"QD22/2015-D15.2","year":2015,"span":"second_half","on_demand":false,"late":true,"whole_province":false,"as_of":"2016-01-05","law_version":"ab12","hash":"cd34","occurred_on":"2016-03-01"}"""),
        new("report_submitted", 2,
            new ReportSubmitted(Day, Post, Labour, "QD22/2015-D15.2", 2015, ReportSpan.SecondHalf, true, false, false, new(2016, 1, 5), "ab12", "cd34", "ef56"),
            """{"by":"DBP-HONGVAN","to":"SLDTBXH-TTH","basis":"QD22/2015-D15.2","year":2015,"span":"second_half","on_demand":true,"late":false,"whole_province":false,"as_of":"2016-01-05","law_version":"ab12","hash":"cd34","demand":"ef56","occurred_on":"2016-03-01"}"""),
        new("report_acknowledged", 1,
            new ReportAcknowledged(Day, Labour),
            """{"by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        new("glass_broken", 1,
            new GlassBroken(Day, Id(9), Police, "0a1b", new DateTimeOffset(2016, 3, 1, 9, 0, 0, TimeSpan.Zero), [new("TTR-TTH")]),
            """{"glass":"00000009-0000-0000-8000-000000000000","by":"CA-TTH","officer":"0a1b","ends_at":"2016-03-01T09:00:00+00:00","reviewers":["TTR-TTH"],"occurred_on":"2016-03-01"}"""),
        new("glass_reviewed", 1,
            new GlassReviewed(Day, Id(9), new("TTR-TTH"), GlassVerdict.NotJustified),
            """{"glass":"00000009-0000-0000-8000-000000000000","by":"TTR-TTH","verdict":"not_justified","occurred_on":"2016-03-01"}"""),
        new("officer_assigned", 1,
            new OfficerAssigned(Day, Id(9), Police, "0a1b", "0c2d"),
            """{"assignment":"00000009-0000-0000-8000-000000000000","agency":"CA-TTH","officer":"0a1b","by":"0c2d","occurred_on":"2016-03-01"}"""),
        new("assignment_revoked", 1,
            new AssignmentRevoked(Day, Id(9), Police, "0c2d"),
            """{"assignment":"00000009-0000-0000-8000-000000000000","agency":"CA-TTH","by":"0c2d","occurred_on":"2016-03-01"}"""),
    ];
}
