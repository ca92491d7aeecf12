using System.Collections.Frozen;
using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Assignments;
using Registry.Domain.Disclosures;
using Registry.Domain.Emergencies;
using Registry.Domain.Merging;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.History;

/// <summary>
/// What it says about a person that an event happened, and who acted: a reader of a history sees an event where it may see that class. One row for
/// each event of a person or a dossier; one without a row is shown to nobody.
/// </summary>
public static class HistoryRules
{
    private static readonly FrozenDictionary<Type, (FieldClass Class, Func<DomainEvent, AgencyCode> By)> Rows = new[]
    {
        Row<VictimRegistered>(FieldClass.Status, e => e.Registrar),
        Row<RelativeRegistered>(FieldClass.Status, e => e.Registrar),
        Row<RelativeAdded>(FieldClass.Relatives, e => e.By),
        Row<PersonReceived>(FieldClass.Status, e => e.Agency),
        Row<VerificationRecorded>(FieldClass.Verification, e => e.Verifier),
        Row<CertificateIssued>(FieldClass.Verification, e => e.Issuer),
        // Whom she was offered to, and went to, says where she is.
        Row<ReferralProposed>(FieldClass.CurrentPlace, e => e.From),
        Row<ReferralAnswered>(FieldClass.CurrentPlace, e => e.By),
        Row<PersonHandedOver>(FieldClass.CurrentPlace, e => e.From),
        Row<ReferralWithdrawn>(FieldClass.CurrentPlace, e => e.By),
        Row<PersonTransferred>(FieldClass.CurrentPlace, e => e.From),
        // Which agencies support her says where she is; amounts have the class of their field.
        Row<SupportProposed>(FieldClass.CurrentPlace, e => e.By),
        Row<SupportAppraised>(FieldClass.CurrentPlace, e => e.By),
        Row<SupportApproved>(FieldClass.CurrentPlace, e => e.By),
        Row<SupportRejected>(FieldClass.CurrentPlace, e => e.By),
        Row<SupportDelivered>(FieldClass.CurrentPlace, e => e.By),
        Row<SupportStopped>(FieldClass.CurrentPlace, e => e.By),
        Row<SupportGivenAtOnce>(FieldClass.CurrentPlace, e => e.By),
        // That there is another record is told as part of who she is known to be, to those that have to do with both.
        Row<PersonMerged>(FieldClass.Verification, e => e.By),
        Row<PersonUnmerged>(FieldClass.Verification, e => e.By),
        Row<ProtectionRequested>(FieldClass.ProtectionDecision, e => e.RequestedBy),
        Row<MeasureDecided>(FieldClass.ProtectionDecision, e => e.Decider),
        Row<ProtectionRequestRejected>(FieldClass.ProtectionDecision, e => e.By),
        Row<MeasureDeclined>(FieldClass.ProtectionDecision, e => e.RecordedBy),
        Row<MeasureStarted>(FieldClass.ProtectionDecision, e => e.By),
        Row<MeasureExecutorsChanged>(FieldClass.ProtectionDecision, e => e.By),
        Row<MeasureTransferred>(FieldClass.ProtectionDecision, e => e.From),
        Row<MeasureWithdrawn>(FieldClass.ProtectionDecision, e => e.RecordedBy),
        Row<MeasureModified>(FieldClass.ProtectionDecision, e => e.By),
        Row<MeasureEnded>(FieldClass.ProtectionDecision, e => e.By),
        Row<SecrecyReleased>(FieldClass.ProtectionDecision, e => e.By),
        Row<VerificationRequested>(FieldClass.Verification, e => e.AskedBy),
        Row<VerificationExtended>(FieldClass.Verification, e => e.By),
        Row<CertificateRevoked>(FieldClass.Verification, e => e.By),
        Row<CaseClosed>(FieldClass.Status, e => e.By),
        Row<IdentityAmended>(FieldClass.CoreIdentity, e => e.By),
        Row<ContactAdded>(FieldClass.Relatives, e => e.By),
        Row<ContactRemoved>(FieldClass.Relatives, e => e.By),
        Row<ContactBlocked>(FieldClass.ProtectionDecision, e => e.By),
        Row<ContactUnblocked>(FieldClass.ProtectionDecision, e => e.By),
        Row<RepresentativeRecorded>(FieldClass.Relatives, e => e.By),
        Row<RepresentationEnded>(FieldClass.Relatives, e => e.By),
        Row<ConsentRecorded>(FieldClass.CoreIdentity, e => e.By),
        Row<ConsentWithdrawn>(FieldClass.CoreIdentity, e => e.By),
        Row<DocumentAdded>(FieldClass.IdentityNumbers, e => e.By),
        // That an agency took note may tell of a measure, whatever the task.
        Row<TaskAcknowledged>(FieldClass.ProtectionDecision, e => e.By),
        // Who told whom is for those who inspect it.
        Row<DisclosureRecorded>(FieldClass.AccessLines, e => e.By),
        Row<DossierHandoverProposed>(FieldClass.ProtectionDecision, e => e.By),
        Row<DossierHandoverApproved>(FieldClass.ProtectionDecision, e => e.By),
        Row<DossierHandoverCollected>(FieldClass.ProtectionDecision, e => e.To),
        Row<DossierDocumentAdded>(FieldClass.ProtectionDecision, e => e.By),
        Row<MeasurePapersRecorded>(FieldClass.ProtectionDecision, e => e.By),
        // Who looked in an emergency, and what came of it, is for those who inspect it.
        Row<GlassBroken>(FieldClass.AccessLines, e => e.By),
        Row<GlassReviewed>(FieldClass.AccessLines, e => e.By),
        // How an agency shares out its work is nobody else's business.
        Row<OfficerAssigned>(FieldClass.AccessLines, e => e.Agency),
        Row<AssignmentRevoked>(FieldClass.AccessLines, e => e.Agency),
        Row<KinCorrected>(FieldClass.Relatives, e => e.By),
        Row<RelativeLinkCorrected>(FieldClass.Relatives, e => e.By),
    }.ToFrozenDictionary(row => row.Event, row => (row.Class, row.By));

    /// <summary>The class that the event is seen under, or null where nobody sees it: a block in the record of the blocked one would tell him of her.</summary>
    public static FieldClass? ClassOf(DomainEvent happened) => happened is ContactBlocked { Mirror: true } or ContactUnblocked { Mirror: true }
        ? null
        : Rows.TryGetValue(happened.GetType(), out var row) ? row.Class : null;

    /// <summary>The agency that acted; MUST be an event with a class.</summary>
    public static AgencyCode ByOf(DomainEvent happened) => Rows[happened.GetType()].By(happened);

    /// <summary>
    /// True for what is counted in no version that a caller is told: who looked, who was told, who is to do the work, who took note, and the mirror of a block.
    /// An agency that watches her record must not learn that somebody else looks at it.
    /// </summary>
    public static bool IsQuiet(DomainEvent happened) =>
        happened is TaskAcknowledged or ContactBlocked { Mirror: true } or ContactUnblocked { Mirror: true } || IsOfLooks(happened.GetType());

    /// <summary>Aliases of the quiet events that change nobody's task but an inspector's.</summary>
    public static ImmutableArray<string> OfLooks { get; } = [.. EventCatalog.All.Where(kind => IsOfLooks(kind.ClrType)).Select(kind => kind.Alias)];

    /// <summary>True when the event has a row.</summary>
    public static bool Has(Type happened) => Rows.ContainsKey(happened);

    private static bool IsOfLooks(Type happened) => Rows.TryGetValue(happened, out var row) && row.Class == FieldClass.AccessLines;

    private static (Type Event, FieldClass Class, Func<DomainEvent, AgencyCode> By) Row<TEvent>(FieldClass fieldClass, Func<TEvent, AgencyCode> by)
        where TEvent : DomainEvent => (typeof(TEvent), fieldClass, happened => by((TEvent)happened));
}
