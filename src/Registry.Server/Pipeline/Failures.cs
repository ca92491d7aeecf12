using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Registry.Domain.Access;
using Registry.Domain.Law;
using GrpcStatus = Google.Rpc.Status;

namespace Registry.Server.Pipeline;

/// <summary>
/// Every way a call can fail: reason, status and text in Vietnamese and English. The one place that makes an error for the wire.
/// </summary>
internal static class Failures
{
    /// <summary>Domain of <c>google.rpc.ErrorInfo</c>.</summary>
    public const string Domain = "registry.v1";

    /// <summary>When somebody whose lines did not get into the log's queue may try again: by then it has moved on, or whoever waits in it has given up.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Field 1 of ErrorInfo: called <c>type</c> by older releases of the published messages, <c>reason</c> by newer ones.</summary>
    private static readonly FieldDescriptor Reason = ErrorInfo.Descriptor.FindFieldByNumber(1);

    private static readonly FrozenDictionary<string, (StatusCode Status, string Vi, string En)> Table =
        new Dictionary<string, (StatusCode, string, string)>(StringComparer.Ordinal)
        {
            ["TOKEN_NOT_VALID"] = (StatusCode.Unauthenticated, "Thẻ truy cập không hợp lệ.", "The access token is not valid."),
            ["SCOPE_MISSING"] = (StatusCode.PermissionDenied, "Thẻ truy cập không có phạm vi mà lời gọi này cần.", "The token does not carry the scope that this call needs."),
            ["PURPOSE_NOT_ALLOWED"] = (StatusCode.PermissionDenied, "Mục đích này không được phép với lời gọi hoặc với thẻ truy cập.", "This purpose is not allowed for the call or by the token."),
            ["NOT_YOUR_TASK"] = (StatusCode.PermissionDenied, "Pháp luật không giao việc này cho cơ quan của bạn.", "The law does not give this task to your agency."),
            ["AGENCY_SUSPENDED"] = (StatusCode.PermissionDenied, "Cơ quan của bạn đang bị đình chỉ truy cập.", "Your agency is suspended."),
            ["OFFICER_SUSPENDED"] = (StatusCode.PermissionDenied, "Bạn đang bị đình chỉ truy cập.", "You are suspended."),
            ["OFFICER_NOT_ENROLLED"] = (StatusCode.PermissionDenied, "Bạn chưa được đăng ký để thực hiện nhiệm vụ của cơ quan này.", "You are not enrolled to act for this agency."),
            ["SCOPES_EXCLUDE_EACH_OTHER"] = (StatusCode.PermissionDenied, "Người quản trị không được đồng thời thanh tra hoặc xem hồ sơ; hãy dùng thẻ chỉ có phạm vi quản trị.", "Who administers does not inspect or look at records: use a token with the scopes of administration alone."),
            ["DEADLINE_REQUIRED"] = (StatusCode.InvalidArgument, "Lời gọi phải có thời hạn, tối đa 30 giây; luồng dữ liệu tối đa 10 phút.", "The call needs a deadline: of at most 30 seconds, for a stream of at most 10 minutes."),
            ["REQUEST_NOT_VALID"] = (StatusCode.InvalidArgument, "Yêu cầu có trường chưa đúng.", "The request has fields that are not as expected."),
            ["NOT_FOUND"] = (StatusCode.NotFound, "Không có gì ở đây dành cho bạn.", "There is nothing here for you."),
            ["VERSION_MOVED"] = (StatusCode.Aborted, "Hồ sơ đã thay đổi; hãy đọc lại rồi quyết định lại.", "The record has changed; read it again and decide again."),
            ["REQUEST_ID_REUSED"] = (StatusCode.AlreadyExists, "Mã yêu cầu này đã dùng cho một nội dung khác.", "This request id was used with another body."),
            ["CERTIFICATE_NUMBER_USED"] = (StatusCode.FailedPrecondition, "Số giấy xác nhận này đã được dùng.", "This certificate number is in use already."),
            ["CEILING_REACHED"] = (StatusCode.ResourceExhausted, "Đã vượt mức tra cứu cho phép; việc này được chuyển để xem xét.", "The ceiling of looks is reached; this goes to review."),
            ["BUSY"] = (StatusCode.ResourceExhausted, "Hệ thống đang quá tải; hãy thử lại.", "Too many calls are waiting; try again."),
            ["UNAVAILABLE"] = (StatusCode.Unavailable, "Tạm thời không phục vụ được; không có gì được mở.", "Not available for now; nothing was opened."),
            ["NOT_WITNESSED"] = (StatusCode.Unavailable, "Chưa đủ nhân chứng xác nhận dòng nhật ký của lời gọi này; không có gì được mở hay thực hiện. Hãy thử lại.", "Too few witnesses have confirmed the line of this call; nothing was opened or done. Try again."),
            ["CANCELLED"] = (StatusCode.Cancelled, "Bên gọi đã bỏ lời gọi.", "The caller gave the call up."),
            ["TOKEN_EXPIRED"] = (StatusCode.Unauthenticated, "Thẻ truy cập đã hết hạn; hãy lấy thẻ mới và tiếp tục từ con trỏ cuối.", "The access token has expired; take a new one and go on from the last cursor."),
            ["STOPPING"] = (StatusCode.Unavailable, "Hệ thống đang dừng; hãy tiếp tục từ con trỏ cuối.", "The server stops; go on from the last cursor."),
            ["CURSOR_TOO_OLD"] = (StatusCode.OutOfRange, "Con trỏ đã quá cũ; hãy đọc phần đã bỏ lỡ từ bản xuất nhật ký.", "The cursor is too old; read what was missed from an export of the log."),
            ["INTERNAL"] = (StatusCode.Internal, "Lỗi của hệ thống.", "A fault of the system."),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A failure of the table.</summary>
    public static CallFailedException Of(string reason, params IReadOnlyList<FieldProblem> fields) =>
        new(Table[reason].Status, reason, fields, null);

    /// <summary>The law refuses an act that the caller may know about: FAILED_PRECONDITION with article and next lawful step.</summary>
    public static CallFailedException Of(Refusal refusal) => new(StatusCode.FailedPrecondition, refusal.Reason, [], refusal);

    /// <summary>The failure as gRPC sends it: status, message in the caller's language (English when it names none), and the details that a program and an officer read.</summary>
    public static RpcException ToRpc(CallFailedException failure, LawTables law, Tongue tongue)
    {
        var (vi, en) = failure.Refusal is { } refusal ? TextsOf(refusal, law) : (Table[failure.Reason].Vi, Table[failure.Reason].En);
        var status = new GrpcStatus { Code = (int)failure.Status, Message = tongue == Tongue.Vietnamese ? vi : en };
        var info = new ErrorInfo { Domain = Domain };
        Reason.Accessor.SetValue(info, failure.Reason);
        if (failure.Refusal is { } why)
        {
            info.Metadata["source"] = why.Source;
            info.Metadata["certainty"] = why.Certainty.ToString();
            if (why.NextStep is { } next)
                info.Metadata["next_step"] = next;
        }

        status.Details.Add(Any.Pack(info));
        if (tongue != Tongue.English)
            status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "vi", Message = vi }));
        if (tongue != Tongue.Vietnamese)
            status.Details.Add(Any.Pack(new LocalizedMessage { Locale = "en", Message = en }));
        if (failure.Reason == "BUSY")
            status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(Soon) }));
        if (failure.Fields.Count > 0)
        {
            var bad = new BadRequest();
            bad.FieldViolations.AddRange(failure.Fields.Select(
                problem => new BadRequest.Types.FieldViolation { Field = problem.Field, Description = problem.Expected.In(tongue) }));
            status.Details.Add(Any.Pack(bad));
        }

        return status.ToRpcException();
    }

    /// <summary>The refusal in words: what, by which article, and what may lawfully be done instead.</summary>
    private static (string Vi, string En) TextsOf(Refusal refusal, LawTables law)
    {
        var text = law.RefusalText(refusal.Reason);
        var source = law.Basis(refusal.Source);
        var next = refusal.NextStep is { } step ? law.NextStepText(step) : null;
        return (
            string.Join(' ', new[] { text.Vi, source is null ? null : $"({source.Vi}).", next?.Vi }.OfType<string>()),
            string.Join(' ', new[] { text.En, source is null ? null : $"({source.En}).", next?.En }.OfType<string>()));
    }
}
