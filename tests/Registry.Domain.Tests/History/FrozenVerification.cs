using Registry.Domain.Verification;
using Registry.Domain.Victims;
using static Registry.Domain.Tests.History.FrozenEvent;

namespace Registry.Domain.Tests.History;

/// <summary>Frozen: the way to a finding, and papers.</summary>
internal static class FrozenVerification
{
    public static FrozenEvent[] Events { get; } =
    [
        new("verification_requested", 1,
            new VerificationRequested(Day, new("PLDTBXH-ALUOI"), new("CA-ALUOI"), "V-ASK-DLO", "DL-VERIFY", Day.AddDays(20), true),
            """{"asked_by":"PLDTBXH-ALUOI","addressee":"CA-ALUOI","rule":"V-ASK-DLO","deadline":"DL-VERIFY","due_on":"2016-03-21","new_evidence":true,"occurred_on":"2016-03-01"}"""),
        new("verification_extended", 1,
            new VerificationExtended(Day, Id(9), new("CA-ALUOI"), Day.AddMonths(2), "V-EXTEND", "DL-VERIFY-LONG"),
            """{"request":"00000009-0000-0000-8000-000000000000","by":"CA-ALUOI","until":"2016-05-01","rule":"V-EXTEND","deadline":"DL-VERIFY-LONG","occurred_on":"2016-03-01"}"""),
        new("verification_recorded", 1,
            new VerificationRecorded(Day, Police, VerificationOutcome.Confirmed, [EvidenceSource.VictimStatement]),
            """{"verifier":"CA-TTH","outcome":"confirmed","evidence_sources":["victim_statement"],"occurred_on":"2016-03-01"}"""),
        new("verification_recorded", 2,
            new VerificationRecorded(Day, Police, VerificationOutcome.Confirmed, [EvidenceSource.OtherDomesticBody], FindingGround.Signs, Id(9), "V24-ANSWER"),
            """{"verifier":"CA-TTH","outcome":"confirmed","evidence_sources":["other_domestic_body"],"ground":"signs","request":"00000009-0000-0000-8000-000000000000","rule":"V24-ANSWER","occurred_on":"2016-03-01"}"""),
        new("certificate_issued", 1,
            new CertificateIssued(Day, Police, CertificateKind.PoliceConfirmation),
            """{"issuer":"CA-TTH","kind":"police_confirmation","occurred_on":"2016-03-01"}"""),
        new("certificate_issued", 2,
            new CertificateIssued(Day, Police, CertificateKind.ReceivingBodyConfirmation, "C24-RECEIVING"),
            """{"issuer":"CA-TTH","kind":"receiving_body_confirmation","rule":"C24-RECEIVING","occurred_on":"2016-03-01"}"""),
        new("certificate_issued", 3,
            new CertificateIssued(Day, Labour, CertificateKind.PoliceConfirmation, "C-POLICE-BROUGHT", BroughtAlong: true),
            """{"issuer":"SLDTBXH-TTH","kind":"police_confirmation","rule":"C-POLICE-BROUGHT","brought_along":true,"occurred_on":"2016-03-01"}"""),
        new("certificate_revoked", 1,
            new CertificateRevoked(Day, Id(10), Police, RevocationGround.PosedAsVictim, true),
            """{"certificate":"0000000a-0000-0000-8000-000000000000","by":"CA-TTH","ground":"posed_as_victim","finding_falls":true,"occurred_on":"2016-03-01"}"""),
    ];
}
