namespace Registry.Verify.Exports;

/// <summary>In which language an export speaks to people.</summary>
internal enum Tongue
{
    Both,
    Vietnamese,
    English,
}

/// <summary>One thing in both languages.</summary>
internal readonly record struct Word(string Vi, string En)
{
    internal string In(Tongue tongue) => tongue switch
    {
        Tongue.Vietnamese => Vi,
        Tongue.English => En,
        _ => Vi == En ? Vi : $"{Vi} / {En}",
    };
}

/// <summary>
/// The codes of the log in words, as the registry's own tables have them. Kits and exports are compared with what these words give, so a word that
/// stands is never changed; a code without a word is shown as it is.
/// </summary>
internal static class Words
{
    private static readonly Dictionary<string, Word> Kinds = new(StringComparer.Ordinal)
    {
        ["intent"] = new("Được phép (ghi trước khi mở)", "Allowed (written before anything was opened)"),
        ["denial"] = new("Bị từ chối", "Denied"),
        ["outcome"] = new("Kết quả của một thao tác", "What an allowed act did"),
        ["start"] = new("Khởi động hệ thống", "A process of the registry started"),
        ["adoption"] = new("Tiếp nhận nhật ký", "An operator adopted the log"),
        ["break_glass"] = new("Truy cập khẩn cấp (ghi trước khi mở)", "Emergency look (written before anything was opened)"),
        ["erasure"] = new("Hủy khóa các dòng cũ", "Keys of old lines were destroyed"),
    };

    private static readonly Dictionary<string, Word> Purposes = new(StringComparer.Ordinal)
    {
        ["unspecified"] = new("Không nêu", "Not stated"),
        ["receive_returnee"] = new("Tiếp nhận người trở về", "Receive a returnee"),
        ["verify_identity"] = new("Xác minh", "Verify identity"),
        ["certify"] = new("Cấp giấy xác nhận", "Certify"),
        ["protect"] = new("Đề nghị, quyết định bảo vệ", "Protect"),
        ["protect_execute"] = new("Thực hiện biện pháp bảo vệ", "Carry out a measure"),
        ["care"] = new("Nuôi dưỡng, chăm sóc", "Care"),
        ["treatment"] = new("Khám, chữa bệnh", "Treatment"),
        ["referral"] = new("Chuyển tuyến", "Referral"),
        ["identity_check"] = new("Kiểm tra giấy xác nhận", "Identity check"),
        ["audit"] = new("Thanh tra", "Audit"),
        ["emergency"] = new("Tình huống khẩn cấp", "Emergency"),
        ["own_lines"] = new("Lượt truy cập của chính mình", "Own lines"),
        ["legal_aid"] = new("Trợ giúp pháp lý", "Legal aid"),
        ["schooling"] = new("Học văn hóa", "Schooling"),
        ["support"] = new("Hỗ trợ", "Support"),
        ["reporting"] = new("Báo cáo, thống kê", "Reporting"),
        ["repatriation"] = new("Đưa công dân về nước", "Repatriation"),
    };

    private static readonly Dictionary<string, Word> Classes = new(StringComparer.Ordinal)
    {
        ["status"] = new("Tình trạng hồ sơ", "Status"),
        ["identity_minimum"] = new("Họ tên, năm sinh", "Name and birth year"),
        ["core_identity"] = new("Nhân thân cơ bản", "Core identity"),
        ["identity_numbers"] = new("Số giấy tờ tùy thân", "Identity numbers"),
        ["current_place"] = new("Nơi ở hiện nay", "Current place"),
        ["home_address"] = new("Nơi thường trú", "Home address"),
        ["exploitation"] = new("Việc bị bóc lột", "Exploitation"),
        ["evidence"] = new("Chứng cứ", "Evidence"),
        ["health"] = new("Sức khỏe, tâm lý", "Health"),
        ["relatives"] = new("Người thân thích", "Relatives"),
        ["protection_existence"] = new("Có hồ sơ bảo vệ", "That a dossier exists"),
        ["protection_decision"] = new("Quyết định bảo vệ", "Protection decision"),
        ["protection_operation"] = new("Địa điểm, lực lượng bảo vệ", "Places and guards"),
        ["support"] = new("Hỗ trợ", "Support"),
        ["verification"] = new("Xác minh, giấy xác nhận", "Verification"),
        ["access_lines"] = new("Nhật ký truy cập", "Access lines"),
        ["aggregates"] = new("Số liệu tổng hợp", "Aggregates"),
        ["facts"] = new("Dữ kiện hồ sơ", "Facts"),
    };

    internal static Word Kind(string code) => Find(Kinds, code);

    internal static Word Purpose(string code) => Find(Purposes, code);

    internal static Word Class(string code) => Find(Classes, code);

    private static Word Find(Dictionary<string, Word> words, string code) => words.TryGetValue(code, out var word) ? word : new Word(code, code);
}
