namespace Registry.Domain.Access;

/// <summary>What a call is for. The method allows some, the token narrows them, the table asks for one per row.</summary>
/// <remarks>The numbers stand in tokens, requests and log lines and are never reused. Source: law.md 10.4.</remarks>
public enum Purpose
{
    Unspecified = 0,

    /// <summary>Receive a person who returns (Decision 22/2015 Art. 6.1, 7.1).</summary>
    ReceiveReturnee = 1,

    /// <summary>Find out who the person is and whether she is a victim (Art. 6.1, 6.2).</summary>
    VerifyIdentity = 2,

    /// <summary>Issue the certificate (Art. 6.2).</summary>
    Certify = 3,

    /// <summary>Request or decide measures of Decree 62/2012 Art. 7.</summary>
    Protect = 4,

    /// <summary>Carry out a measure that somebody decided.</summary>
    ProtectExecute = 5,

    /// <summary>Shelter and care in a centre (Art. 5.4, 7.3).</summary>
    Care = 6,

    /// <summary>Examination and treatment (Art. 9).</summary>
    Treatment = 7,

    /// <summary>Propose, answer and carry out a referral (Art. 4.2).</summary>
    Referral = 8,

    /// <summary>Confirm a certificate that the person herself shows.</summary>
    IdentityCheck = 9,

    /// <summary>Inspect who looked.</summary>
    Audit = 10,

    /// <summary>Fetch proofs of one's own lines.</summary>
    OwnLines = 11,

    /// <summary>Legal aid (Art. 8.1).</summary>
    LegalAid = 12,

    /// <summary>Schooling: the school learns a name and no reason (Art. 12.1).</summary>
    Schooling = 13,

    /// <summary>Decide and give support (Art. 5.7, 13.1).</summary>
    Support = 14,

    /// <summary>Counts over many people (Art. 15).</summary>
    Reporting = 15,

    /// <summary>Take information abroad and bring the person home (Law 66/2011 Art. 26.1.a).</summary>
    Repatriation = 16,

    /// <summary>Propose changes of who may act.</summary>
    Administration = 40,

    /// <summary>Be the second person: approve what somebody else proposed.</summary>
    Approval = 41,

    /// <summary>Look up what is no secret.</summary>
    Reference = 42,

    /// <summary>Life or health in danger now: by breaking the glass alone.</summary>
    Emergency = 120,

    /// <summary>Tell the person herself, or who represents her, which offices looked at her record.</summary>
    SubjectReport = 130,
}
