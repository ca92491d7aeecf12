using System.Reflection;
using Registry.Testing.Running;

namespace Registry.Testing.Cases;

/// <summary>
/// Every personal string that tests give to a registry. All people are invented. A test that sends a new personal string names it here,
/// so that <c>VerifyEverything</c> looks for it on disk.
/// </summary>
public static class Canaries
{
    public const string VictimName = "Trần Thị Ngưỡng Vẫy";
    public const string VictimOtherName = "Mỹ Huyễn Lệ Khuẩy";
    public const string VictimIdNumber = "046198700731";
    public const string VictimHome = "Xóm Đượm, số 7 hẻm Cửu Khuỷu";
    public const string VictimCommune = "xã Hồng Ngoẵng";
    public const string VictimDistrict = "huyện A Lưỡi Vờ";
    public const string VictimProvince = "tỉnh Thừa Thiên Huế Thử";
    public const string Place = "Nhà tiếp nhận Đồi Thoảng Quẫy";
    public const string WorkPlace = "Xưởng dệt zèng Khoảng Ngoẵm, tổ Ruỗi";
    public const string StudyPlace = "Lớp học tối Đuỗn Hoẹt, phòng Nguẫy";
    public const string Account = "Bị ép làm vợ ở bên kia biên giới, bị giữ giấy tờ suốt mười bảy tháng (lời kể thử Nguẩy).";
    public const string HealthNeed = "Gãy xương quai xanh cũ, mất ngủ kéo dài (thử Ngoẻo)";
    public const string DaughterName = "Trần Bảo Ngoãn Thuở";
    public const string SisterName = "Trần Thị Khuể Diễm";
    public const string SisterIdNumber = "046199200845";
    public const string SisterHome = "Thôn Ruổi Dã, ngõ Bưởi Ngọt";
    public const string StrangerName = "Lê Thị Quyển Dẫy";
    public const string Gate = "Cửa khẩu Hồng Vẩn";
    public const string CarePlace = "Trung tâm Nuỗm Hường, phòng 4";
    public const string Shelter = "Nhà trú ẩn Suối Khoẻn, kiệt Ngưỡi";
    public const string GuardPlan = "Hai cảnh sát mặc thường phục, đổi ca lúc 21 giờ (kế hoạch thử Vũng Quẹo)";
    public const string OrderPlan = "Chỉ tiếp người lạ ở phòng khách Đũi Xoè, gọi trước";
    public const string Threat = "Kẻ môi giới đã hai lần hỏi nhà người chị và doạ bắt lại (thử Khoẳng Lẫy).";
    public const string MinutesNumber = "Biên bản số 17/BB-ĐBP-Thử";
    public const string HandOverNumber = "Biên bản bàn giao số 29/BG-Thử";
    public const string AnswerNumber = "Công văn trả lời 88/TL-PC45-Thử";
    public const string CertificateNumber = "GXN-0017/2016/Thử-Nguỵ";
    public const string DecisionNumber = "Quyết định số 51/QĐ-Thử-Ngoằn";
    public const string Signatory = "Phan Đỗ Khuyễn Thử";
    public const string SignatoryPost = "Phó Giám đốc Sở (thử Hoẵng)";
    public const string RejectionReason = "Chưa thấy nguy cơ mới, địa bàn đã có người canh (lý do từ chối thử Khuẩng).";
    public const string RefusalReason = "Tôi muốn về ở với mẹ, không ở nhà tạm lánh nữa (lời chị thử Nguôi Ngoẵn).";
    public const string Commitment = "Tôi tự chịu trách nhiệm về an toàn của mình (cam kết thử Thoảy).";
    public const string EndNumber = "Quyết định chấm dứt số 63/QĐ-Thử-Huỵch";
    public const string ReleaseNumber = "Quyết định giải mật số 64/QĐ-Thử-Oẳn";
    public const string TransferNumber = "Biên bản chuyển giao số 12/BG-Thử-Vuỗm";
    public const string SecondShelter = "Nhà trú ẩn thứ hai Ghềnh Ruỗng, kiệt Hoẳm";
    public const string Words = "Tôi muốn ở lại trung tâm một thời gian, chưa muốn về nhà (lời chị thử Ngượng Nghịu).";
    public const string Conditions = "Chỉ nhận sau khi khám sức khoẻ xong và có người đi cùng (điều kiện thử Khoắng).";
    public const string DeclineReason = "Hiện không còn giường trống ở khu nữ (lý do không nhận thử Quệnh Quạng).";
    public const string SupportGrounds = "Chị cần tiền học nghề may vì không còn người nuôi (lý do hỗ trợ thử Khuấy Ngoạm).";
    public const string SupportOpinion = "Đủ điều kiện, hoàn cảnh rất khó khăn (ý kiến thẩm tra thử Nguệch Ngoạc).";
    public const string SupportPaperNumber = "Đơn đề nghị hỗ trợ số 5/ĐN-Thử-Suỵt";
    public const string SupportDecisionNumber = "Quyết định hỗ trợ số 77/QĐ-Thử-Khuỵu";
    public const string Grounds = "Cùng vết sẹo ở vai, cùng kể tên mẹ là bà Thuổng (căn cứ gộp thử Ngoạc).";
    public const string VerificationRequestNumber = "Công văn đề nghị xác minh 21/ĐN-Thử-Khuỳnh";
    public const string ExtensionReason = "Phải hỏi bên kia biên giới, người làm chứng đi biển chưa về (thử Nguỵt).";
    public const string FindingReason = "Hai nhân chứng xác nhận chị đi làm thuê tự nguyện (lý do kết luận thử Thoẳm).";
    public const string RevocationReason = "Giấy tờ trình ra là của người khác (lý do thu hồi thử Khuýp).";
    public const string StopReason = "Chị đã chuyển sang nơi khác, ở đây không chi nữa (lý do dừng thử Khuỵnh Oạch).";
    public const string RevocationNumber = "Quyết định thu hồi số 71/QĐ-Thử-Ngoạch";
    public const string ClosingReason = "Chị về quê ngoại, không cần giúp nữa (lý do khép hồ sơ thử Oạp).";
    public const string ForeignIssuer = "Cơ quan bảo trợ tỉnh bên kia (thử Xuẩn Đình)";
    public const string IssuedBy = "Tòa án nhân dân (thử Khe Sanh Ngoài)";
    public const string LegalisedBy = "Tổng lãnh sự quán (thử Quắm Loan)";
    public const string ToldTo = "Toà soạn báo Ngoẹo Thử, phòng bạn đọc";
    public const string Justification = "Chị đang ngồi trước mặt tôi, cần xem ngay (lý do thử Ngoạm).";
    public const string AmendedName = "Trần Thị Ngưỡng Vậy Xuyến";
    public const string AmendReason = "Giấy khai sinh mới tìm thấy ghi khác (lý do sửa thử Oằn).";
    public const string OtherAmendReason = "Chị nói không nhớ quê, bỏ trống (lý do sửa thử Khoảnh).";
    public const string ForeignName = "Moe Thử Khuya Oo";
    public const string Mononym = "Khuyếchnuối";
    public const string UnlistedGroup = "Người Rừng thử Ngoéo";
    public const string OddIdNumber = "04618790073X-Ngọ";
    public const string PassportNumber = "PZ7741093-Quẫng";
    public const string PaperIssuer = "Công an huyện A Lưỡi Thử Thoàng";
    public const string BirthPaper = "Giấy khai sinh số 31/1987-Thử-Nguệch";
    public const string Custodian = "Tủ hồ sơ số 4, đội Thoẻn";
    public const string ContactName = "Nguyễn Ngọc Khuỷnh Thử";
    public const string Relationship = "bà ngoại nuôi thử Ngoảy";
    public const string Phone = "0905 417 338 Thuẫn";
    public const string ContactHome = "ngách Lươn Vồng, số 9 Ngoáy";
    public const string ContactNote = "Chỉ gọi buổi sáng, đừng nhắc tới chị (ghi chú thử Quềnh).";
    public const string GuardianPaper = "Quyết định giám hộ số 8/QĐ-Thử-Huyên";
    public const string BlockReason = "Hàng xóm nói chính người này đã đưa chị qua biên giới (lý do chặn thử Khoắng).";
    public const string UnblockReason = "Điều tra xong, không liên quan (lý do bỏ chặn thử Ngoạch).";
    public const string WithdrawReason = "Chị đổi ý (lý do rút đồng ý thử Thuyền Vẹm).";

    /// <summary>Strings about people, and the agencies and officers that must not stand in clear beside them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(Canaries).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!),
        .. Officers.All.SelectMany(officer => new[] { officer.Agency, officer.Name }).Where(text => text.Length >= 8).Distinct(),
    ];
}
