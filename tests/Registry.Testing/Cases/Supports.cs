using Google.Protobuf.WellKnownTypes;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Testing.Cases;

/// <summary>Requests about the support of one person, ready to be sent; the version is that of her record as the last answer said.</summary>
public sealed class Supports(string person)
{
    /// <summary>Version of her record.</summary>
    public required long Version { get; set; }

    /// <summary>What an agency sees of it.</summary>
    public GetSupportRequest Look(Purpose purpose, params string[] fields) =>
        new() { Context = BorderReturn.Why(purpose, "QD22/2015-D5.4"), PersonId = person, Fields = new FieldMask { Paths = { fields } } };

    public ProposeSupportRequest Propose(SupportKind kind, Officer approver, string appraiser = "", Purpose purpose = Purpose.Care) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D5.4"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = Version,
        Kind = kind,
        Approver = approver.Agency,
        Appraiser = appraiser,
        AmountDong = 3_000_000,
        Grounds = Canaries.SupportGrounds,
        Application = Paper(),
    };

    public AppraiseSupportRequest Appraise(string support) => new()
    {
        Context = BorderReturn.Why(Purpose.Support, "QD22/2015-D13.1"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = Version,
        SupportId = support,
        Favourable = true,
        Opinion = Canaries.SupportOpinion,
    };

    public ApproveSupportRequest Approve(string support, int days = 0) => new()
    {
        Context = BorderReturn.Why(Purpose.Support, "QD22/2015-D5.7"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = Version,
        SupportId = support,
        Period = Days(days),
        AmountDong = 2_500_000,
        Decision = Decision(),
    };

    public RejectSupportRequest Reject(string support) => new()
    {
        Context = BorderReturn.Why(Purpose.Support, "QD22/2015-D5.7"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = Version,
        SupportId = support,
        Reason = Canaries.RejectionReason,
        Decision = Decision(),
    };

    public StopSupportRequest Stop(string support) => new()
    {
        Context = BorderReturn.Why(Purpose.Support, "QD22/2015-D5.7"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = Version,
        SupportId = support,
        Reason = Canaries.StopReason,
    };

    public RecordSupportRequest Give(SupportKind kind, string support = "", int days = 0, Purpose purpose = Purpose.ReceiveReturnee) => new()
    {
        Context = BorderReturn.Why(purpose, "QD22/2015-D7.2"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = Version,
        SupportId = support,
        Kind = kind,
        Period = Days(days),
        AmountDong = 450_000,
        Receipt = Paper(),
        Place = new Address { Line = Canaries.Place },
    };

    private static SupportPeriod? Days(int days) => days == 0 ? null : new SupportPeriod { FirstDay = BorderReturn.Day, Days = days };

    private static SupportPaper Paper() => new() { Number = Canaries.SupportPaperNumber, SignedOn = BorderReturn.Day };

    private static SupportDecision Decision() => new()
    {
        Number = BorderReturn.Numbered(Canaries.SupportDecisionNumber),
        SignedOn = BorderReturn.Day,
        Signatory = Canaries.Signatory,
        SignatoryPost = Canaries.SignatoryPost,
    };
}
