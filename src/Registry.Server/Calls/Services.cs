using Grpc.Core;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

internal sealed class VictimServiceHost(
    AnnounceReturn announceReturn, AcknowledgeAnnouncement acknowledge, RegisterVictim register, AddRelative addRelative,
    AddAccompanyingMinor addMinor, RecordReception receive, RecordVerificationResult verify, IssueCertificate certify,
    ProposeReferral propose, AnswerReferral answer, HandOverPerson handOver,
    GetHistory history, MergePersons merge, UnmergePersons unmerge) : VictimService.VictimServiceBase
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
}

internal sealed class IdentityServiceHost(GetIdentity identity, VerifyCertificate certificate) : IdentityService.IdentityServiceBase
{
    public override Task<GetIdentityResponse> GetIdentity(GetIdentityRequest request, ServerCallContext context) => identity.Answer(request, Call.Of(context));

    public override Task<VerifyCertificateResponse> VerifyCertificate(VerifyCertificateRequest request, ServerCallContext context) => certificate.Answer(request, Call.Of(context));
}

internal sealed class ProtectionServiceHost(
    RequestProtection ask, RejectProtectionRequest reject, DecideMeasure decide, DeclineMeasure decline, StartMeasure start, ChangeExecutors change,
    TransferMeasure transfer, WithdrawMeasure withdraw, EndMeasure end, ReleaseSecrecy release, GetDossier dossier) : ProtectionService.ProtectionServiceBase
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
}

internal sealed class AccessServiceHost(GetReceipt receipt) : AccessService.AccessServiceBase
{
    public override Task<GetReceiptResponse> GetReceipt(GetReceiptRequest request, ServerCallContext context) => receipt.Answer(request, Call.Of(context));
}

internal sealed class AuditServiceHost(ListAccesses list, GetRecord record) : AuditService.AuditServiceBase
{
    public override Task<ListAccessesResponse> ListAccesses(ListAccessesRequest request, ServerCallContext context) => list.Answer(request, Call.Of(context));

    public override Task<GetRecordResponse> GetRecord(GetRecordRequest request, ServerCallContext context) => record.Answer(request, Call.Of(context));
}

internal sealed class ReportServiceHost(
    GetStatistics statistics, PrepareReport prepare, SubmitReport submit, AcknowledgeReport acknowledge, GetReport report, ListReports list) : ReportService.ReportServiceBase
{
    public override Task<GetStatisticsResponse> GetStatistics(GetStatisticsRequest request, ServerCallContext context) => statistics.Answer(request, Call.Of(context));

    public override Task<PrepareReportResponse> PrepareReport(PrepareReportRequest request, ServerCallContext context) => prepare.Answer(request, Call.Of(context));

    public override Task<SubmitReportResponse> SubmitReport(SubmitReportRequest request, ServerCallContext context) => submit.Answer(request, Call.Of(context));

    public override Task<AcknowledgeReportResponse> AcknowledgeReport(AcknowledgeReportRequest request, ServerCallContext context) => acknowledge.Answer(request, Call.Of(context));

    public override Task<GetReportResponse> GetReport(GetReportRequest request, ServerCallContext context) => report.Answer(request, Call.Of(context));

    public override Task<ListReportsResponse> ListReports(ListReportsRequest request, ServerCallContext context) => list.Answer(request, Call.Of(context));
}
