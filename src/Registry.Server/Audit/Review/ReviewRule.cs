namespace Registry.Server.Audit.Review;

/// <summary>A named reason to look at a look again.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Score">1 to 100; higher is graver.</param>
/// <param name="Vi">What it looks for and why.</param>
/// <param name="En">The same.</param>
internal sealed record ReviewRule(string Id, int Score, string Vi, string En)
{
    public static readonly ReviewRule BeforeMeasure = new(
        "REVIEW_BEFORE_MEASURE", 90,
        "Xem hồ sơ ngay trước khi có biện pháp bảo vệ, cơ quan không tham gia vụ việc: có thể đã báo trước cho kẻ đe dọa.",
        "A look right before a measure of protection by an agency without a part in the case: whoever threatens her may have been warned.");

    public static readonly ReviewRule BreakGlass = new(
        "REVIEW_BREAK_GLASS", 85,
        "Lượt truy cập khẩn cấp chưa được thanh tra viên cơ quan khác xem xét trong thời hạn: có thể không có tình huống khẩn cấp nào.",
        "An emergency look that no inspector of another agency has reviewed in time: perhaps there was no emergency.");

    public static readonly ReviewRule Bulk = new(
        "REVIEW_BULK", 80,
        "Một cán bộ xem nhiều người khác nhau trong một giờ: có thể đang rà soát danh sách.",
        "One officer looked at many different persons within an hour: perhaps a list is being walked.");

    public static readonly ReviewRule Misses = new(
        "REVIEW_MISSES", 70,
        "Nhiều lượt hỏi không tìm thấy trong một giờ: có thể đang dò xem ai có trong hệ thống.",
        "Many questions without an answer within an hour: perhaps somebody tests who is registered.");

    public static readonly ReviewRule WithoutWork = new(
        "REVIEW_WITHOUT_WORK", 50,
        "Đã xem thông tin nhưng sau đó (hoặc ngay trước đó) cơ quan không làm việc gì cho người này.",
        "Data were seen, and the agency did nothing for the person afterwards, nor right before.");

    public static readonly ReviewRule Kindred = new(
        "REVIEW_SAME_SURNAME_AND_COMMUNE", 75,
        "Người được xem cùng họ và cùng xã với cán bộ: có thể là người thân, hoặc người quen của kẻ đe dọa.",
        "The person has the surname and the commune of the officer: perhaps they are kin, or he knows who threatens her.");

    public static readonly ReviewRule SameSurname = new(
        "REVIEW_SAME_SURNAME", 55,
        "Người được xem cùng một họ ít gặp với cán bộ: có thể là người thân.",
        "The person has the officer's surname, and it is a rare one: perhaps they are kin.");

    public static readonly ReviewRule SameCommune = new(
        "REVIEW_SAME_COMMUNE", 45,
        "Người được xem cùng xã với cán bộ: có thể quen biết chị hoặc gia đình chị.",
        "The person is of the officer's commune: he may know her or her family.");

    public static readonly ReviewRule OwnAgency = new(
        "REVIEW_OWN_AGENCY", 60,
        "Thanh tra viên xem lượt truy cập của chính cơ quan mình: không ai tự thanh tra mình.",
        "An inspector looked at the lines of her own agency: nobody inspects herself.");

    public static readonly ReviewRule OffHours = new(
        "REVIEW_OFF_HOURS", 30,
        "Xem thông tin ngoài giờ làm việc hoặc vào ngày nghỉ.",
        "Data were seen outside working hours or on a day off.");

    public static readonly ReviewRule Inspector = new(
        "REVIEW_INSPECTOR", 20,
        "Lượt xem của thanh tra viên: do thanh tra viên của cơ quan khác xem lại.",
        "A look by an inspector: to be read by an inspector of another agency.");

    public static readonly ReviewRule Sample = new(
        "REVIEW_SAMPLE", 10,
        "Được chọn ngẫu nhiên bằng gốc cây nhật ký của ngày hôm đó, nên không ai biết trước.",
        "Drawn by lot with the root of the log at the end of that day, which nobody could know before.");
}

/// <summary>What a rule found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Lines">The lines that it rests on, oldest first, all by one officer.</param>
/// <param name="Subject">Whom they are about; null where about several.</param>
internal sealed record ReviewFinding(ReviewRule Rule, IReadOnlyList<IndexedRecord> Lines, Guid? Subject)
{
    public IndexedRecord Last => Lines[^1];
}
