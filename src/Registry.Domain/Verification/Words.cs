namespace Registry.Domain.Verification;

/// <summary>How a person came to be received. Entry point and channel are fields of their own (law.md 10.6.4).</summary>
public enum Route
{
    Unspecified = 0,

    /// <summary>Reported herself, in the country (Law 66/2011 Art. 24).</summary>
    SelfReport = 1,

    /// <summary>Came home from abroad by herself (Art. 26.3).</summary>
    SelfReturnAbroad = 2,

    /// <summary>Was rescued (Art. 25).</summary>
    Rescued = 3,

    /// <summary>Was handed back by another state (Decision 22/2015 Art. 7.1).</summary>
    Repatriated = 4,

    /// <summary>A foreigner who was found here (Decision 22/2015 Art. 1.2).</summary>
    Foreigner = 5,
}

/// <summary>How far a person is on the way to a finding.</summary>
/// <remarks><code>
///            +--------------------------- papers of Art. 28 ---------------------------+
///            |                                                                         v
/// Awaiting --+-- ask --> Requested -- extend --> Extended -- finding --> Confirmed | NotVictim | Inconclusive
///    ^       |               +------------------ finding ----------------^   |           |           |
///    |       +-- finding of who received or rescued ---------------------+   |           +-- ask ----+  (after a conclusion:
///    +---------------- revoked as no victim: Revoked -----------------------+                new evidence only)
/// </code>
/// An inconclusive finding takes nothing away from a confirmed victim. A request whose time is over may be put to another agency.</remarks>
public enum VerificationStatus
{
    Unspecified = 0,

    /// <summary>Nobody was asked yet. Secrecy and essentials hold from here on.</summary>
    Awaiting = 1,
    Requested = 2,
    Extended = 3,
    Confirmed = 4,
    NotVictim = 5,
    Inconclusive = 6,

    /// <summary>The finding fell with the certificate.</summary>
    Revoked = 7,
}

/// <summary>What a finding rests on; the code list <c>grounds</c> says which count on a day.</summary>
public enum FindingGround
{
    Unspecified = 0,

    /// <summary>Evidence of an act of Decree 62/2012 Art. 5.1.</summary>
    Evidence = 1,

    /// <summary>Papers of Law 66/2011 Art. 28.</summary>
    Papers = 2,

    /// <summary>Signs, weighed (Law 53/2024 Art. 32.2).</summary>
    Signs = 3,
}

/// <summary>Why a certificate is revoked.</summary>
public enum RevocationGround
{
    Unspecified = 0,
    PosedAsVictim = 1,
    OtherFinding = 2,

    /// <summary>The paper is wrong and the finding stands.</summary>
    IssuedInError = 3,
}

/// <summary>Why a case is closed.</summary>
public enum ClosingGround
{
    Unspecified = 0,
    NotAVictim = 1,
    Reintegrated = 2,
    DoesNotWish = 3,
    Left = 4,
    Died = 5,
}
