using Grpc.Core;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

internal sealed class VictimServiceHost(
    AnnounceReturn announceReturn, AcknowledgeAnnouncement acknowledge, RegisterVictim register, AddRelative addRelative,
    AddAccompanyingMinor addMinor, RecordReception receive, RecordVerificationResult verify, IssueCertificate certify,
    ProposeReferral propose, AnswerReferral answer, HandOverPerson handOver, GetHistory history, MergePersons merge,
    UnmergePersons unmerge, RecordSelfReport report, RequestVerification ask, ExtendVerification extend, RevokeCertificate revoke,
    CloseCase close, GetCase state, AmendIdentity amend, AddContact addContact, RemoveContact removeContact, BlockContact block,
    UnblockContact unblock, RecordRepresentative represent, EndRepresentation endRepresentation, RecordConsent consent,
    WithdrawConsent withdrawConsent, AddDocument addDocument, GetDocument document, ListMyCases listMine, ProposeSupport proposeSupport,
    AppraiseSupport appraiseSupport, ApproveSupport approveSupport, RejectSupport rejectSupport, RecordSupport recordSupport,
    GetSupport support, WithdrawReferral withdrawReferral, TransferPerson transferPerson, GetReferrals referrals,
    StopSupport stopSupport, CorrectKinship correctKinship)
    : VictimService.VictimServiceBase
{
    public override Task<AnnounceReturnResponse> AnnounceReturn(AnnounceReturnRequest request, ServerCallContext context) => announceReturn.Answer(request, Call.Of(context));

    public override Task<AcknowledgeAnnouncementResponse> AcknowledgeAnnouncement(AcknowledgeAnnouncementRequest request, ServerCallContext context) => acknowledge.Answer(request, Call.Of(context));

    public override Task<RegisterVictimResponse> RegisterVictim(RegisterVictimRequest request, ServerCallContext context) => register.Answer(request, Call.Of(context));

    public override Task<AddRelativeResponse> AddRelative(AddRelativeRequest request, ServerCallContext context) => addRelative.Answer(request, Call.Of(context));

    public override Task<AddAccompanyingMinorResponse> AddAccompanyingMinor(AddAccompanyingMinorRequest request, ServerCallContext context) => addMinor.Answer(request, Call.Of(context));

    public override Task<RecordReceptionResponse> RecordReception(RecordReceptionRequest request, ServerCallContext context) => receive.Answer(request, Call.Of(context));

    public override Task<RecordVerificationResultResponse> RecordVerificationResult(RecordVerificationResultRequest request, ServerCallContext context) => verify.Answer(request, Call.Of(context));

    public override Task<IssueCertificateResponse> IssueCertificate(IssueCertificateRequest request, ServerCallContext context) => certify.Answer(request, Call.Of(context));

    public override Task<ProposeReferralResponse> ProposeReferral(ProposeReferralRequest request, ServerCallContext context) => propose.Answer(request, Call.Of(context));

    public override Task<AnswerReferralResponse> AnswerReferral(AnswerReferralRequest request, ServerCallContext context) => answer.Answer(request, Call.Of(context));

    public override Task<HandOverPersonResponse> HandOverPerson(HandOverPersonRequest request, ServerCallContext context) => handOver.Answer(request, Call.Of(context));

    public override Task<GetHistoryResponse> GetHistory(GetHistoryRequest request, ServerCallContext context) => history.Answer(request, Call.Of(context));

    public override Task<MergePersonsResponse> MergePersons(MergePersonsRequest request, ServerCallContext context) => merge.Answer(request, Call.Of(context));

    public override Task<UnmergePersonsResponse> UnmergePersons(UnmergePersonsRequest request, ServerCallContext context) => unmerge.Answer(request, Call.Of(context));

    public override Task<RecordSelfReportResponse> RecordSelfReport(RecordSelfReportRequest request, ServerCallContext context) => report.Answer(request, Call.Of(context));

    public override Task<RequestVerificationResponse> RequestVerification(RequestVerificationRequest request, ServerCallContext context) => ask.Answer(request, Call.Of(context));

    public override Task<ExtendVerificationResponse> ExtendVerification(ExtendVerificationRequest request, ServerCallContext context) => extend.Answer(request, Call.Of(context));

    public override Task<RevokeCertificateResponse> RevokeCertificate(RevokeCertificateRequest request, ServerCallContext context) => revoke.Answer(request, Call.Of(context));

    public override Task<CloseCaseResponse> CloseCase(CloseCaseRequest request, ServerCallContext context) => close.Answer(request, Call.Of(context));

    public override Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context) => state.Answer(request, Call.Of(context));

    public override Task<AmendIdentityResponse> AmendIdentity(AmendIdentityRequest request, ServerCallContext context) => amend.Answer(request, Call.Of(context));

    public override Task<AddContactResponse> AddContact(AddContactRequest request, ServerCallContext context) => addContact.Answer(request, Call.Of(context));

    public override Task<RemoveContactResponse> RemoveContact(RemoveContactRequest request, ServerCallContext context) => removeContact.Answer(request, Call.Of(context));

    public override Task<BlockContactResponse> BlockContact(BlockContactRequest request, ServerCallContext context) => block.Answer(request, Call.Of(context));

    public override Task<UnblockContactResponse> UnblockContact(UnblockContactRequest request, ServerCallContext context) => unblock.Answer(request, Call.Of(context));

    public override Task<RecordRepresentativeResponse> RecordRepresentative(RecordRepresentativeRequest request, ServerCallContext context) => represent.Answer(request, Call.Of(context));

    public override Task<EndRepresentationResponse> EndRepresentation(EndRepresentationRequest request, ServerCallContext context) => endRepresentation.Answer(request, Call.Of(context));

    public override Task<RecordConsentResponse> RecordConsent(RecordConsentRequest request, ServerCallContext context) => consent.Answer(request, Call.Of(context));

    public override Task<WithdrawConsentResponse> WithdrawConsent(WithdrawConsentRequest request, ServerCallContext context) => withdrawConsent.Answer(request, Call.Of(context));

    public override Task<AddDocumentResponse> AddDocument(AddDocumentRequest request, ServerCallContext context) => addDocument.Answer(request, Call.Of(context));

    public override Task<GetDocumentResponse> GetDocument(GetDocumentRequest request, ServerCallContext context) => document.Answer(request, Call.Of(context));

    public override Task<ListMyCasesResponse> ListMyCases(ListMyCasesRequest request, ServerCallContext context) => listMine.Answer(request, Call.Of(context));

    public override Task<ProposeSupportResponse> ProposeSupport(ProposeSupportRequest request, ServerCallContext context) => proposeSupport.Answer(request, Call.Of(context));

    public override Task<AppraiseSupportResponse> AppraiseSupport(AppraiseSupportRequest request, ServerCallContext context) => appraiseSupport.Answer(request, Call.Of(context));

    public override Task<ApproveSupportResponse> ApproveSupport(ApproveSupportRequest request, ServerCallContext context) => approveSupport.Answer(request, Call.Of(context));

    public override Task<RejectSupportResponse> RejectSupport(RejectSupportRequest request, ServerCallContext context) => rejectSupport.Answer(request, Call.Of(context));

    public override Task<RecordSupportResponse> RecordSupport(RecordSupportRequest request, ServerCallContext context) => recordSupport.Answer(request, Call.Of(context));

    public override Task<GetSupportResponse> GetSupport(GetSupportRequest request, ServerCallContext context) => support.Answer(request, Call.Of(context));

    public override Task<WithdrawReferralResponse> WithdrawReferral(WithdrawReferralRequest request, ServerCallContext context) => withdrawReferral.Answer(request, Call.Of(context));

    public override Task<TransferPersonResponse> TransferPerson(TransferPersonRequest request, ServerCallContext context) => transferPerson.Answer(request, Call.Of(context));

    public override Task<GetReferralsResponse> GetReferrals(GetReferralsRequest request, ServerCallContext context) => referrals.Answer(request, Call.Of(context));

    public override Task<CorrectKinshipResponse> CorrectKinship(CorrectKinshipRequest request, ServerCallContext context) => correctKinship.Answer(request, Call.Of(context));

    public override Task<StopSupportResponse> StopSupport(StopSupportRequest request, ServerCallContext context) => stopSupport.Answer(request, Call.Of(context));
}

internal sealed class IdentityServiceHost(
    GetIdentity identity, VerifyCertificate certificate, CheckIdentity check, FindIdentity find, FindDuplicates duplicates,
    WatchChanges watch)
    : IdentityService.IdentityServiceBase
{
    public override Task<GetIdentityResponse> GetIdentity(GetIdentityRequest request, ServerCallContext context) => identity.Answer(request, Call.Of(context));

    public override Task<VerifyCertificateResponse> VerifyCertificate(VerifyCertificateRequest request, ServerCallContext context) => certificate.Answer(request, Call.Of(context));

    public override Task<CheckIdentityResponse> CheckIdentity(CheckIdentityRequest request, ServerCallContext context) => check.Answer(request, Call.Of(context));

    public override Task<FindIdentityResponse> FindIdentity(FindIdentityRequest request, ServerCallContext context) => find.Answer(request, Call.Of(context));

    public override Task<FindDuplicatesResponse> FindDuplicates(FindDuplicatesRequest request, ServerCallContext context) => duplicates.Answer(request, Call.Of(context));

    public override Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> responseStream, ServerCallContext context) =>
        watch.Answer(request, responseStream, Call.Of(context));
}

internal sealed class ProtectionServiceHost(
    RequestProtection ask, RejectProtectionRequest reject, DecideMeasure decide, DeclineMeasure decline, StartMeasure start,
    ChangeExecutors change, TransferMeasure transfer, WithdrawMeasure withdraw, EndMeasure end, ReleaseSecrecy release, GetDossier dossier,
    ProposeDossierHandover proposeHandover, ApproveDossierHandover approveHandover, CollectDossierHandover collectHandover,
    ApplyUrgently urgent, RecordMeasurePapers papers, AddDossierDocument document, ModifyMeasure modify)
    : ProtectionService.ProtectionServiceBase
{
    public override Task<RequestProtectionResponse> RequestProtection(RequestProtectionRequest request, ServerCallContext context) => ask.Answer(request, Call.Of(context));

    public override Task<DecideMeasureResponse> DecideMeasure(DecideMeasureRequest request, ServerCallContext context) => decide.Answer(request, Call.Of(context));

    public override Task<RejectProtectionRequestResponse> RejectProtectionRequest(RejectProtectionRequestRequest request, ServerCallContext context) => reject.Answer(request, Call.Of(context));

    public override Task<DeclineMeasureResponse> DeclineMeasure(DeclineMeasureRequest request, ServerCallContext context) => decline.Answer(request, Call.Of(context));

    public override Task<StartMeasureResponse> StartMeasure(StartMeasureRequest request, ServerCallContext context) => start.Answer(request, Call.Of(context));

    public override Task<ChangeExecutorsResponse> ChangeExecutors(ChangeExecutorsRequest request, ServerCallContext context) => change.Answer(request, Call.Of(context));

    public override Task<TransferMeasureResponse> TransferMeasure(TransferMeasureRequest request, ServerCallContext context) => transfer.Answer(request, Call.Of(context));

    public override Task<WithdrawMeasureResponse> WithdrawMeasure(WithdrawMeasureRequest request, ServerCallContext context) => withdraw.Answer(request, Call.Of(context));

    public override Task<EndMeasureResponse> EndMeasure(EndMeasureRequest request, ServerCallContext context) => end.Answer(request, Call.Of(context));

    public override Task<ReleaseSecrecyResponse> ReleaseSecrecy(ReleaseSecrecyRequest request, ServerCallContext context) => release.Answer(request, Call.Of(context));

    public override Task<GetDossierResponse> GetDossier(GetDossierRequest request, ServerCallContext context) => dossier.Answer(request, Call.Of(context));

    public override Task<ProposeDossierHandoverResponse> ProposeDossierHandover(ProposeDossierHandoverRequest request, ServerCallContext context) => proposeHandover.Answer(request, Call.Of(context));

    public override Task<ApproveDossierHandoverResponse> ApproveDossierHandover(ApproveDossierHandoverRequest request, ServerCallContext context) => approveHandover.Answer(request, Call.Of(context));

    public override Task<CollectDossierHandoverResponse> CollectDossierHandover(CollectDossierHandoverRequest request, ServerCallContext context) => collectHandover.Answer(request, Call.Of(context));

    public override Task<ApplyUrgentlyResponse> ApplyUrgently(ApplyUrgentlyRequest request, ServerCallContext context) => urgent.Answer(request, Call.Of(context));

    public override Task<RecordMeasurePapersResponse> RecordMeasurePapers(RecordMeasurePapersRequest request, ServerCallContext context) => papers.Answer(request, Call.Of(context));

    public override Task<AddDossierDocumentResponse> AddDossierDocument(AddDossierDocumentRequest request, ServerCallContext context) => document.Answer(request, Call.Of(context));

    public override Task<ModifyMeasureResponse> ModifyMeasure(ModifyMeasureRequest request, ServerCallContext context) => modify.Answer(request, Call.Of(context));
}

internal sealed class AccessServiceHost(
    GetReceipt receipt, GrantBasis grant, RevokeGrant revoke, ListGrants grants, RecordDisclosure disclose, BreakGlass breakGlass, ReviewBreakGlass reviewGlass,
    Assign assign, RevokeAssignment revokeAssignment, ExplainAccess explain, SubjectReport subject)
    : AccessService.AccessServiceBase
{
    public override Task<GrantBasisResponse> GrantBasis(GrantBasisRequest request, ServerCallContext context) => grant.Answer(request, Call.Of(context));

    public override Task<RevokeGrantResponse> RevokeGrant(RevokeGrantRequest request, ServerCallContext context) => revoke.Answer(request, Call.Of(context));

    public override Task<ListGrantsResponse> ListGrants(ListGrantsRequest request, ServerCallContext context) => grants.Answer(request, Call.Of(context));

    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) => receipt.Answer(request, Call.Of(context));

    public override Task<RecordDisclosureResponse> RecordDisclosure(RecordDisclosureRequest request, ServerCallContext context) => disclose.Answer(request, Call.Of(context));

    public override Task<BreakGlassResponse> BreakGlass(BreakGlassRequest request, ServerCallContext context) => breakGlass.Answer(request, Call.Of(context));

    public override Task<ReviewBreakGlassResponse> ReviewBreakGlass(ReviewBreakGlassRequest request, ServerCallContext context) => reviewGlass.Answer(request, Call.Of(context));

    public override Task<AssignResponse> Assign(AssignRequest request, ServerCallContext context) => assign.Answer(request, Call.Of(context));

    public override Task<RevokeAssignmentResponse> RevokeAssignment(RevokeAssignmentRequest request, ServerCallContext context) => revokeAssignment.Answer(request, Call.Of(context));

    public override Task<ExplainAccessResponse> ExplainAccess(ExplainAccessRequest request, ServerCallContext context) => explain.Answer(request, Call.Of(context));

    public override Task<SubjectReportResponse> SubjectReport(SubjectReportRequest request, ServerCallContext context) => subject.Answer(request, Call.Of(context));
}

internal sealed class AuditServiceHost(
    ListAccesses list, GetRecord record, GetCheckpoint checkpoint, GetConsistencyProof consistency, ReplayDecision replay, WhoCouldRead readers,
    ListReviewQueue review, WatchAccesses watch, SettleReview settle) : AuditService.AuditServiceBase
{
    public override Task<ListAccessesResponse> ListAccesses(ListAccessesRequest request, ServerCallContext context) => list.Answer(request, Call.Of(context));

    public override Task<GetRecordResponse> GetRecord(GetRecordRequest request, ServerCallContext context) => record.Answer(request, Call.Of(context));

    public override Task<GetCheckpointResponse> GetCheckpoint(GetCheckpointRequest request, ServerCallContext context) => checkpoint.Answer(request, Call.Of(context));

    public override Task<GetConsistencyProofResponse> GetConsistencyProof(GetConsistencyProofRequest request, ServerCallContext context) => consistency.Answer(request, Call.Of(context));

    public override Task<ReplayDecisionResponse> ReplayDecision(ReplayDecisionRequest request, ServerCallContext context) => replay.Answer(request, Call.Of(context));

    public override Task<WhoCouldReadResponse> WhoCouldRead(WhoCouldReadRequest request, ServerCallContext context) => readers.Answer(request, Call.Of(context));

    public override Task<ListReviewQueueResponse> ListReviewQueue(ListReviewQueueRequest request, ServerCallContext context) => review.Answer(request, Call.Of(context));

    public override Task<SettleReviewResponse> SettleReview(SettleReviewRequest request, ServerCallContext context) => settle.Answer(request, Call.Of(context));

    public override Task WatchAccesses(WatchAccessesRequest request, IServerStreamWriter<WatchAccessesResponse> responseStream, ServerCallContext context) =>
        watch.Answer(request, responseStream, Call.Of(context));
}

internal sealed class AgencyServiceHost(
    ProposeChange propose, ApproveChange approve, WithdrawChange withdraw, GetDirectory directory)
    : AgencyService.AgencyServiceBase
{
    public override Task<ProposeChangeResponse> ProposeChange(ProposeChangeRequest request, ServerCallContext context) => propose.Answer(request, Call.Of(context));

    public override Task<ApproveChangeResponse> ApproveChange(ApproveChangeRequest request, ServerCallContext context) => approve.Answer(request, Call.Of(context));

    public override Task<WithdrawChangeResponse> WithdrawChange(WithdrawChangeRequest request, ServerCallContext context) => withdraw.Answer(request, Call.Of(context));

    public override Task<GetDirectoryResponse> GetDirectory(GetDirectoryRequest request, ServerCallContext context) => directory.Answer(request, Call.Of(context));
}

internal sealed class ReferenceServiceHost(ListAgencies agencies, ListCodes codes, GetLaw law) : ReferenceService.ReferenceServiceBase
{
    public override Task<ListAgenciesResponse> ListAgencies(ListAgenciesRequest request, ServerCallContext context) => agencies.Answer(request, Call.Of(context));

    public override Task<ListCodesResponse> ListCodes(ListCodesRequest request, ServerCallContext context) => codes.Answer(request, Call.Of(context));

    public override Task<GetLawResponse> GetLaw(GetLawRequest request, ServerCallContext context) => law.Answer(request, Call.Of(context));
}

internal sealed class TaskServiceHost(ListTasks list, AcknowledgeTask acknowledge, WatchTasks watch) : TaskService.TaskServiceBase
{
    public override Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context) => list.Answer(request, Call.Of(context));

    public override Task<AcknowledgeTaskResponse> AcknowledgeTask(AcknowledgeTaskRequest request, ServerCallContext context) => acknowledge.Answer(request, Call.Of(context));

    public override Task WatchTasks(WatchTasksRequest request, IServerStreamWriter<WatchTasksResponse> responseStream, ServerCallContext context) =>
        watch.Answer(request, responseStream, Call.Of(context));
}

internal sealed class ReportServiceHost(
    GetStatistics statistics, PrepareReport prepare, SubmitReport submit, AcknowledgeReport acknowledge, GetReport report, ListReports list)
    : ReportService.ReportServiceBase
{
    public override Task<GetStatisticsResponse> GetStatistics(GetStatisticsRequest request, ServerCallContext context) => statistics.Answer(request, Call.Of(context));

    public override Task<PrepareReportResponse> PrepareReport(PrepareReportRequest request, ServerCallContext context) => prepare.Answer(request, Call.Of(context));

    public override Task<SubmitReportResponse> SubmitReport(SubmitReportRequest request, ServerCallContext context) => submit.Answer(request, Call.Of(context));

    public override Task<AcknowledgeReportResponse> AcknowledgeReport(AcknowledgeReportRequest request, ServerCallContext context) => acknowledge.Answer(request, Call.Of(context));

    public override Task<GetReportResponse> GetReport(GetReportRequest request, ServerCallContext context) => report.Answer(request, Call.Of(context));

    public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context) => list.Answer(request, Call.Of(context));
}
