using Registry.Domain.Law;
using Registry.Domain.Support;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: files of support and what was given.</summary>
internal static class FrozenSupport
{
    public static FrozenEvent[] Events { get; } =
    [
        new("support_proposed", 1,
            new SupportProposed(Day, Id(9), SupportKind.Study, Centre, "0f", false, Day, new("UBND-ALUOI"), Labour),
            """{"support":"00000009-0000-0000-8000-000000000000","kind":"study","by":"TTCTXH-TTH","officer":"0f","foreigner":false,"victim_confirmed_on":"2016-03-01","appraiser":"UBND-ALUOI","approver":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        new("support_appraised", 1,
            new SupportAppraised(Day, Id(9), new("UBND-ALUOI"), true),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"UBND-ALUOI","favourable":true,"occurred_on":"2016-03-01"}"""),
        new("support_approved", 1,
            new SupportApproved(Day, Id(9), Labour, new(Day, 30), false, Centre),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","period":{"from":"2016-03-01","days":30},"beyond_limit":false,"deliverer":"TTCTXH-TTH","occurred_on":"2016-03-01"}"""),
        new("support_rejected", 1,
            new SupportRejected(Day, Id(9), Labour),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        new("support_delivered", 1,
            new SupportDelivered(Day, Id(9), Centre, null, true),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"TTCTXH-TTH","period":null,"completed":true,"occurred_on":"2016-03-01"}"""),
        new("support_stopped", 1,
            new SupportStopped(Day, Id(9), Labour),
            """{"support":"00000009-0000-0000-8000-000000000000","by":"SLDTBXH-TTH","occurred_on":"2016-03-01"}"""),
        new("support_given_at_once", 1,
            new SupportGivenAtOnce(Day, Id(9), SupportKind.Essentials, Post, false, null, new(Day, 3)),
            """{"support":"00000009-0000-0000-8000-000000000000","kind":"essentials","by":"DBP-HONGVAN","foreigner":false,"victim_confirmed_on":null,"period":{"from":"2016-03-01","days":3},"occurred_on":"2016-03-01"}"""),
    ];
}
