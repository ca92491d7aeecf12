using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Registry.Domain.Agencies;
using Registry.Domain.Assignments;
using Registry.Domain.Disclosures;
using Registry.Domain.Emergencies;
using Registry.Domain.Merging;
using Registry.Domain.People;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Reports;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.History;

/// <summary>One kind of event as stored.</summary>
/// <param name="Alias">Event type of the store, e.g. <c>victim_registered</c>. Never changes.</param>
/// <param name="SchemaVersion">Version of the facts' JSON as written today, counted from 1.</param>
/// <param name="ClrType">The record.</param>
/// <param name="StreamType">One of <see cref="StreamTypes"/>.</param>
public sealed record EventKind(string Alias, int SchemaVersion, Type ClrType, string StreamType);

/// <summary>Every event there is. What is not here is neither written nor read.</summary>
public static class EventCatalog
{
    public static ImmutableArray<EventKind> All { get; } =
    [
        new("return_announced", 1, typeof(ReturnAnnounced), StreamTypes.Announcement),
        new("announcement_acknowledged", 1, typeof(AnnouncementAcknowledged), StreamTypes.Announcement),
        new("victim_registered", 3, typeof(VictimRegistered), StreamTypes.Person),
        new("relative_registered", 2, typeof(RelativeRegistered), StreamTypes.Person),
        new("relative_added", 2, typeof(RelativeAdded), StreamTypes.Person),
        new("person_received", 2, typeof(PersonReceived), StreamTypes.Person),
        new("verification_recorded", 2, typeof(VerificationRecorded), StreamTypes.Person),
        new("certificate_issued", 3, typeof(CertificateIssued), StreamTypes.Person),
        new("referral_proposed", 3, typeof(ReferralProposed), StreamTypes.Person),
        new("referral_answered", 2, typeof(ReferralAnswered), StreamTypes.Person),
        new("person_handed_over", 1, typeof(PersonHandedOver), StreamTypes.Person),
        new("protection_requested", 3, typeof(ProtectionRequested), StreamTypes.Dossier),
        new("measure_decided", 3, typeof(MeasureDecided), StreamTypes.Dossier),
        new("protection_request_rejected", 1, typeof(ProtectionRequestRejected), StreamTypes.Dossier),
        new("measure_declined", 1, typeof(MeasureDeclined), StreamTypes.Dossier),
        new("measure_started", 1, typeof(MeasureStarted), StreamTypes.Dossier),
        new("measure_executors_changed", 1, typeof(MeasureExecutorsChanged), StreamTypes.Dossier),
        new("measure_transferred", 1, typeof(MeasureTransferred), StreamTypes.Dossier),
        new("measure_withdrawn", 1, typeof(MeasureWithdrawn), StreamTypes.Dossier),
        new("measure_ended", 1, typeof(MeasureEnded), StreamTypes.Dossier),
        new("secrecy_released", 1, typeof(SecrecyReleased), StreamTypes.Dossier),
        new("dossier_handover_proposed", 1, typeof(DossierHandoverProposed), StreamTypes.Dossier),
        new("dossier_handover_approved", 1, typeof(DossierHandoverApproved), StreamTypes.Dossier),
        new("dossier_handover_collected", 1, typeof(DossierHandoverCollected), StreamTypes.Dossier),
        new("dossier_document_added", 1, typeof(DossierDocumentAdded), StreamTypes.Dossier),
        new("measure_papers_recorded", 1, typeof(MeasurePapersRecorded), StreamTypes.Dossier),
        new("referral_withdrawn", 1, typeof(ReferralWithdrawn), StreamTypes.Person),
        new("person_transferred", 1, typeof(PersonTransferred), StreamTypes.Person),
        new("support_proposed", 1, typeof(SupportProposed), StreamTypes.Person),
        new("support_appraised", 1, typeof(SupportAppraised), StreamTypes.Person),
        new("support_approved", 1, typeof(SupportApproved), StreamTypes.Person),
        new("support_rejected", 1, typeof(SupportRejected), StreamTypes.Person),
        new("support_delivered", 1, typeof(SupportDelivered), StreamTypes.Person),
        new("support_given_at_once", 1, typeof(SupportGivenAtOnce), StreamTypes.Person),
        new("person_merged", 2, typeof(PersonMerged), StreamTypes.Person),
        new("person_unmerged", 1, typeof(PersonUnmerged), StreamTypes.Person),
        new("administrators_appointed", 1, typeof(AdministratorsAppointed), StreamTypes.Agency),
        new("change_proposed", 2, typeof(ChangeProposed), StreamTypes.Agency),
        new("change_approved", 1, typeof(ChangeApproved), StreamTypes.Agency),
        new("change_withdrawn", 1, typeof(ChangeWithdrawn), StreamTypes.Agency),
        new("grant_revoked", 1, typeof(GrantRevoked), StreamTypes.Agency),
        new("verification_requested", 1, typeof(VerificationRequested), StreamTypes.Person),
        new("verification_extended", 1, typeof(VerificationExtended), StreamTypes.Person),
        new("certificate_revoked", 1, typeof(CertificateRevoked), StreamTypes.Person),
        new("case_closed", 1, typeof(CaseClosed), StreamTypes.Person),
        new("identity_amended", 2, typeof(IdentityAmended), StreamTypes.Person),
        new("contact_added", 1, typeof(ContactAdded), StreamTypes.Person),
        new("contact_removed", 1, typeof(ContactRemoved), StreamTypes.Person),
        new("contact_blocked", 1, typeof(ContactBlocked), StreamTypes.Person),
        new("contact_unblocked", 1, typeof(ContactUnblocked), StreamTypes.Person),
        new("representative_recorded", 1, typeof(RepresentativeRecorded), StreamTypes.Person),
        new("representation_ended", 1, typeof(RepresentationEnded), StreamTypes.Person),
        new("consent_recorded", 1, typeof(ConsentRecorded), StreamTypes.Person),
        new("consent_withdrawn", 1, typeof(ConsentWithdrawn), StreamTypes.Person),
        new("document_added", 1, typeof(DocumentAdded), StreamTypes.Person),
        new("task_acknowledged", 1, typeof(TaskAcknowledged), StreamTypes.Person),
        new("disclosure_recorded", 1, typeof(DisclosureRecorded), StreamTypes.Person),
        new("report_submitted", 2, typeof(ReportSubmitted), StreamTypes.Report),
        new("report_acknowledged", 1, typeof(ReportAcknowledged), StreamTypes.Report),
        new("mandate_founded", 1, typeof(MandateFounded), StreamTypes.Agency),
        new("measure_modified", 1, typeof(MeasureModified), StreamTypes.Dossier),
        new("support_stopped", 1, typeof(SupportStopped), StreamTypes.Person),
        new("glass_broken", 1, typeof(GlassBroken), StreamTypes.Person),
        new("glass_reviewed", 1, typeof(GlassReviewed), StreamTypes.Person),
        new("officer_assigned", 1, typeof(OfficerAssigned), StreamTypes.Person),
        new("assignment_revoked", 1, typeof(AssignmentRevoked), StreamTypes.Person),
        new("kin_corrected", 1, typeof(KinCorrected), StreamTypes.Person),
        new("relative_link_corrected", 1, typeof(RelativeLinkCorrected), StreamTypes.Person),
    ];

    private static readonly FrozenDictionary<Type, EventKind> ByType = All.ToFrozenDictionary(k => k.ClrType);

    private static readonly FrozenDictionary<string, EventKind> ByAlias = All.ToFrozenDictionary(k => k.Alias, StringComparer.Ordinal);

    /// <exception cref="ArgumentException">An event that the catalog does not know: a bug.</exception>
    public static EventKind Of(DomainEvent happened) =>
        ByType.GetValueOrDefault(happened.GetType())
        ?? throw new ArgumentException($"{happened.GetType().Name} is not in the event catalog.", nameof(happened));

    /// <summary>The kind with the alias, or null.</summary>
    public static EventKind? Find(string alias) => ByAlias.GetValueOrDefault(alias);

    /// <summary>The plain facts of an event as UTF-8 JSON, without its sealed fields.</summary>
    public static byte[] WriteFacts(DomainEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened, Of(happened).ClrType, DomainJson.Options);

    /// <summary>The event that <see cref="WriteFacts"/> wrote; its fields are attached by the caller.</summary>
    /// <exception cref="JsonException">Unknown alias or version, missing or unknown members.</exception>
    public static DomainEvent ReadFacts(string alias, int schemaVersion, ReadOnlySpan<byte> facts)
    {
        // A later version only ever adds members that may be absent, so every older one is read by the same record.
        if (Find(alias) is not { } kind || schemaVersion < 1 || schemaVersion > kind.SchemaVersion)
            throw new JsonException($"No event '{alias}' of schema version {schemaVersion}.");
        return (DomainEvent)(JsonSerializer.Deserialize(facts, kind.ClrType, DomainJson.Options)
            ?? throw new JsonException($"The facts of '{alias}' are null."));
    }
}
