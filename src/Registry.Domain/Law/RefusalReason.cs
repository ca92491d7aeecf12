using System.Text.Json;

namespace Registry.Domain.Law;

/// <summary>Every reason for which the law refuses an act. Its code is the UPPER_SNAKE form; its texts are in <c>refusals.md</c>.</summary>
public enum RefusalReason
{
    AlreadyAnnounced,
    AnnouncementNotInAuthority,
    AddresseeNotNamedByArticle,
    AnnouncementNotAddressedToYou,
    AlreadyAcknowledged,
    DirectionNotInAuthority,
    AlreadyRegistered,
    RegistrationNotInAuthority,
    ReceptionNotProposedToYou,
    NotReceivedByYou,
    NotAVictim,
    NotARelative,
    RelativeAlreadyAdded,
    VerificationNotInAuthority,
    AlreadyVerified,
    NotYetVerified,
    CertificateAlreadyIssued,
    UnknownAgency,
    UnknownLegalBasis,
    ReferralToYourself,
    NeedNotRecorded,
    NamedClassNotForPurpose,
    ReferralAlreadyProposed,
    ReferralNotAddressedToYou,
    ReferralAlreadyAnswered,
    ReferralNotYours,
    ReferralNotForCare,
    ReferralNotAccepted,
    AlreadyHandedOver,
    RegimeNotInForce,
    MeasureNotInAuthority,
    AuthorityNotApproved,
    DidNotComeAlong,
    NotInYourCare,
    NotInYourArea,
    NotAskedByVictim,
    NotProtectedByDecree,
    AlreadyInForce,
    PeriodNotValid,
    RequestNotAddressedToYou,
    RequestToYourself,
    AddresseeNotCompetent,
    RequestAlreadyOpen,
    UnknownArea,
    MeasureNotInCatalogue,
    MeasureNotYours,
    MeasureAlreadyStarted,
    MeasureNotStarted,
    MeasureAlreadyOver,
    MeasureStillInForce,
    SecrecyAlreadyReleased,
    TransferToYourself,
    MergeWithItself,
    RelativeIsAnotherPerson,
    AlreadyMerged,
    MergedTooOften,
    NotMerged,
    ReportNotBound,
    ReportPeriodNotOwed,
    ReportPeriodNotClosed,
    ReportAlreadySubmitted,
    ReportLateUnexplained,
    ReportNotAddressedToYou,
    ReportAlreadyAcknowledged,
}

/// <summary>Codes of reasons.</summary>
public static class RefusalReasons
{
    private static readonly string[] Codes =
        [.. Enum.GetNames<RefusalReason>().Select(JsonNamingPolicy.SnakeCaseUpper.ConvertName)];

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All => Codes;

    /// <summary>The stable code, e.g. <c>MEASURE_NOT_IN_AUTHORITY</c>.</summary>
    public static string Code(this RefusalReason reason) => Codes[(int)reason];
}
