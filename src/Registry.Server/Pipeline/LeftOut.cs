using System.Collections.Frozen;
using Google.Protobuf;
using Registry.V1;

namespace Registry.Server.Pipeline;

/// <summary>Which fields at the top of a request may be left out (zero, empty, unset): the one place that says so. Everything else is required.</summary>
internal static class LeftOut
{
    /// <summary>In every request that has such a field.</summary>
    private static readonly FrozenSet<string> InEveryRequest = new[]
    {
        "occurred_on", "announcement_id", "entry_point", "channel", "directed_units", "lead", "accompanies", "need", "wish", "accepted",
        "page_size", "page_token", "evidence_sources", "protection_request_id", "executors", "place", "operation", "case_reference", "justification",
        "ends_on", "area", "as_of", "on", "list", "cursor", "told_agency", "told_outside",
        "on_behalf_of_id", "acting_agencies", "replaces_id", "record_id", "relative_id", "custodian", "paper",
        "appraiser", "foreigner", "victim_confirmed_on", "amount_dong", "period", "beyond_limit", "deliverer", "completed", "favourable",
        "spoken_by", "reported_by", "words", "answer_by", "conditions", "conditions_met",
        "format", "demand", "late_reason",
        "from", "until", "at",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether this field of this request may be left out: first what a request says of its own, then what is so everywhere.</summary>
    /// <param name="field">Its name in the contract.</param>
    /// <param name="request">In which it is.</param>
    public static bool May(string field, IMessage request) => (field, request) switch
    {
        ("kinship", AddAccompanyingMinorRequest or CorrectKinshipRequest) => true,
        ("expected_version", RequestProtectionRequest or DecideMeasureRequest or ApplyUrgentlyRequest or CollectDossierHandoverRequest) => true,
        ("agency", GetDirectoryRequest or ListGrantsRequest) => true,
        ("support_id", RecordSupportRequest) => true,
        ("route", RegisterVictimRequest) => true,
        ("ground" or "reason" or "exploitation_forms", RecordVerificationResultRequest) => true,
        ("kind" or "issued_on" or "foreign_issuer" or "legalised_by" or "brought_along" or "issued_by", IssueCertificateRequest) => true,
        ("person", AmendIdentityRequest) => true,
        ("contact_id", BlockContactRequest or RecordRepresentativeRequest) => true,
        ("representative_id", RecordConsentRequest) => true,
        ("number" or "issued_on" or "issuer", AddDocumentRequest) => true,
        ("sha256", AddDocumentRequest or GetDocumentRequest) => true,
        ("starts_on", RecordRepresentativeRequest) => true,
        ("reason", AnswerReferralRequest answer) => answer.Accepted,
        (_, IAccessFilters) => field != "context",
        ("spoken_by" or "words" or "place", TransferPersonRequest) => false,
        ("record_id", ReviewBreakGlassRequest) => false,
        ("state", ListReviewQueueRequest) => true,
        ("protection_request_id", RejectProtectionRequestRequest) or ("executors", ChangeExecutorsRequest) => false,
        _ => InEveryRequest.Contains(field),
    };
}
