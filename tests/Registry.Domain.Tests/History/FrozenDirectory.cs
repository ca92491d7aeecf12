using Registry.Domain.Agencies;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: who may act.</summary>
internal static class FrozenDirectory
{
    private static readonly ActingOfficer By = new("urn:issuer", "admin-1", new("QTDK-TTH"));

    public static FrozenEvent[] Events { get; } =
    [
        new("administrators_appointed", 1,
            new AdministratorsAppointed(Day, new("QTDK-TTH"), ["admin-1", "admin-2"]),
            """{"agency":"QTDK-TTH","officers":["admin-1","admin-2"],"occurred_on":"2016-03-01"}"""),
        new("change_proposed", 1,
            new ChangeProposed(Day, Id(9), new DirectoryChange.SuspendAgency(Police), By),
            """{"proposal":"00000009-0000-0000-8000-000000000000","change":{"change":"suspend_agency","agency":"CA-TTH"},"by":{"issuer":"urn:issuer","officer":"admin-1","agency":"QTDK-TTH"},"occurred_on":"2016-03-01"}"""),
        new("change_proposed", 2,
            new ChangeProposed(Day, Id(9), new DirectoryChange.EnrolOfficer(Police, "o") { Traits = new("s", "c") }, By),
            """{"proposal":"00000009-0000-0000-8000-000000000000","change":{"change":"enrol_officer","officer":"o","traits":{"surname":"s","commune":"c"},"agency":"CA-TTH"},"by":{"issuer":"urn:issuer","officer":"admin-1","agency":"QTDK-TTH"},"occurred_on":"2016-03-01"}"""),
        new("change_approved", 1,
            new ChangeApproved(Day, Id(9), By),
            """{"proposal":"00000009-0000-0000-8000-000000000000","by":{"issuer":"urn:issuer","officer":"admin-1","agency":"QTDK-TTH"},"occurred_on":"2016-03-01"}"""),
        new("change_withdrawn", 1,
            new ChangeWithdrawn(Day, Id(9), By),
            """{"proposal":"00000009-0000-0000-8000-000000000000","by":{"issuer":"urn:issuer","officer":"admin-1","agency":"QTDK-TTH"},"occurred_on":"2016-03-01"}"""),
        new("grant_revoked", 1,
            new GrantRevoked(Day, Id(9), By),
            """{"grant":"00000009-0000-0000-8000-000000000000","by":{"issuer":"urn:issuer","officer":"admin-1","agency":"QTDK-TTH"},"occurred_on":"2016-03-01"}"""),
        new("mandate_founded", 1,
            new MandateFounded(Day, Id(9), new DirectoryChange.GiveMandate(new("TTR-TTH"), "FOUNDING", Day, "a", ["t/1"], Day, Day, MandateScope.All, 9)),
            """{"mandate":"00000009-0000-0000-8000-000000000000","given":{"number":"FOUNDING","issued_on":"2016-03-01","authority":"a","officers":["t/1"],"from":"2016-03-01","until":"2016-03-01","scope":{"everything":true,"persons":[],"agencies":[]},"lines_a_day":9,"agency":"TTR-TTH"},"occurred_on":"2016-03-01"}"""),
    ];
}
