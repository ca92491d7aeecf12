using Registry.Domain.Access;
using Registry.Domain.Assignments;
using Registry.Domain.Emergencies;
using Registry.Domain.History;

namespace Registry.Domain.Tests.History;

/// <summary>The JSON of what single officers are given: an emergency look, a case.</summary>
internal static class FrozenOfficers
{
    private static readonly DateOnly Day = new(2016, 3, 1);
    private static readonly AgencyCode Police = new("CA-TTH");

    internal static readonly Dictionary<string, (DomainEvent Event, string Json)> Events = new()
    {
        ["glass_broken"] = (
            new GlassBroken(Day, Id(9), Police, "0a1b", new DateTimeOffset(2016, 3, 1, 9, 0, 0, TimeSpan.Zero), [new("TTR-TTH")]),
            """{"glass":"00000009-0000-0000-8000-000000000000","by":"CA-TTH","officer":"0a1b","ends_at":"2016-03-01T09:00:00+00:00","reviewers":["TTR-TTH"],"occurred_on":"2016-03-01"}"""),
        ["officer_assigned"] = (
            new OfficerAssigned(Day, Id(9), Police, "0a1b", "0c2d"),
            """{"assignment":"00000009-0000-0000-8000-000000000000","agency":"CA-TTH","officer":"0a1b","by":"0c2d","occurred_on":"2016-03-01"}"""),
        ["assignment_revoked"] = (
            new AssignmentRevoked(Day, Id(9), Police, "0c2d"),
            """{"assignment":"00000009-0000-0000-8000-000000000000","agency":"CA-TTH","by":"0c2d","occurred_on":"2016-03-01"}"""),
        ["glass_reviewed"] = (
            new GlassReviewed(Day, Id(9), new("TTR-TTH"), GlassVerdict.NotJustified),
            """{"glass":"00000009-0000-0000-8000-000000000000","by":"TTR-TTH","verdict":"not_justified","occurred_on":"2016-03-01"}"""),
    };

    private static Guid Id(int n) => new(n, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);
}
