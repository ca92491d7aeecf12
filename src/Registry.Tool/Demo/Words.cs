using System.Collections.Frozen;

namespace Registry.Tool.Demo;

/// <summary>The contract's names in the words of the transcript. A name that is not here is printed as it stands.</summary>
internal static class Words
{
    private const string MeasureClause = "MEASURE_CLAUSE_";

    private static readonly string[] Prefixes =
    [
        "FIELD_CLASS_", "EXPLOITATION_FORM_", "PURPOSE_", "KINSHIP_", "SEX_", "RETURN_CHANNEL_", "EVIDENCE_SOURCE_", "VERIFICATION_OUTCOME_",
        "PERSON_KIND_", "ACCESS_KIND_",
    ];

    private static readonly FrozenDictionary<string, Text> Names = new Dictionary<string, Text>(StringComparer.Ordinal)
    {
        ["full_name"] = new("name", "họ tên"),
        ["birth_year"] = new("birth year", "năm sinh"),
        ["other_names"] = new("other names", "tên khác"),
        ["sex"] = new("sex", "giới tính"),
        ["birth_date"] = new("birth date", "ngày sinh"),
        ["nationality"] = new("nationality", "quốc tịch"),
        ["ethnic_group"] = new("ethnic group", "dân tộc"),
        ["id_number"] = new("id number", "số giấy tờ"),
        ["home_address"] = new("home", "quê quán"),
        ["current_place"] = new("where she is", "nơi đang ở"),
        ["exploitation_forms"] = new("forms of exploitation", "hình thức bóc lột"),
        ["exploitation_account"] = new("what was done to her", "việc đã xảy ra"),
        ["health_needs"] = new("health needs", "nhu cầu y tế"),
        ["status"] = new("status", "tình trạng hồ sơ"),
        ["requests"] = new("requests for protection", "đề nghị bảo vệ"),
        ["measures"] = new("measures", "biện pháp"),
        ["operations"] = new("places and guards", "nơi ở, lực lượng"),
        ["threat"] = new("threat", "mối đe dọa"),
        ["place"] = new("place", "địa điểm"),
        ["operation"] = new("how it is done", "cách thực hiện"),
        ["executors"] = new("carried out by", "cơ quan thực hiện"),
        ["consent_code"] = new("code for her own hand", "mã trao tận tay"),
        ["confirmed"] = new("confirmed", "được xác nhận"),
        ["authority_certainty"] = new("how sure the power is", "mức chắc chắn của thẩm quyền"),
        ["authority_source"] = new("power from", "nguồn thẩm quyền"),
        ["occurred_on"] = new("on", "ngày"),
        ["entry_point"] = new("gate", "cửa khẩu"),
        ["channel"] = new("agreed by", "phương thức"),
        ["expected_on"] = new("expected on", "dự kiến ngày"),
        ["persons"] = new("persons", "số người"),
        ["addressees"] = new("told to", "nơi nhận"),
        ["addressee"] = new("asked", "nơi nhận"),
        ["directed_units"] = new("directed units", "đơn vị được giao"),
        ["kinship"] = new("kinship", "quan hệ"),
        ["accompanies"] = new("came along", "đi cùng"),
        ["lead"] = new("leads", "chủ trì"),
        ["minutes"] = new("minutes", "biên bản"),
        ["number"] = new("number", "số"),
        ["signed_on"] = new("signed on", "ký ngày"),
        ["outcome"] = new("outcome", "kết luận"),
        ["evidence_sources"] = new("evidence", "nguồn chứng cứ"),
        ["answer_number"] = new("number of the answer", "số văn bản"),
        ["certificate_number"] = new("certificate number", "số giấy xác nhận"),
        ["issued_on"] = new("issued on", "cấp ngày"),
        ["to_agency"] = new("to", "chuyển đến"),
        ["purpose"] = new("purpose", "mục đích"),
        ["need"] = new("need", "nhu cầu"),
        ["wish"] = new("wish", "nguyện vọng"),
        ["field_classes"] = new("may see", "được xem"),
        ["accepted"] = new("accepted", "chấp nhận"),
        ["clause"] = new("measure", "biện pháp"),
        ["decision"] = new("decision", "quyết định"),
        ["decided_by"] = new("decided by", "cơ quan quyết định"),
        ["signatory"] = new("signed by", "người ký"),
        ["signatory_post"] = new("post", "chức vụ"),
        ["period"] = new("period", "thời hạn"),
        ["ends_on"] = new("over from", "hết hiệu lực từ ngày"),
        ["starts_on"] = new("from", "từ ngày"),
        ["requested_by"] = new("requested by", "cơ quan đề nghị"),
        ["kind"] = new("kind", "loại"),
        ["verification"] = new("verification", "xác minh"),
        ["certificate_issued"] = new("certificate issued", "đã cấp giấy"),
        ["line"] = new("line", "dòng"),
        ["method"] = new("method", "việc"),
        ["agency"] = new("agency", "cơ quan"),
        ["officer"] = new("officer", "cán bộ"),
        ["legal_basis"] = new("legal basis", "căn cứ"),
        ["asked"] = new("asked for", "hỏi"),
        ["granted"] = new("granted", "được xem"),
        ["rules"] = new("rules", "quy tắc"),
        ["law_version"] = new("law tables", "bảng luật"),
        ["leaf_index"] = new("leaf", "lá số"),
        ["at"] = new("at", "lúc"),
        ["page_size"] = new("lines a page", "số dòng mỗi trang"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A field in both languages.</summary>
    public static string Field(string name) => Names.TryGetValue(name, out var text) ? $"{text.Vi} / {text.En}" : name.Replace('_', ' ');

    /// <summary>A code in small letters with blanks.</summary>
    public static string Plain(string code) => code.Replace('_', ' ').ToLowerInvariant();

    /// <summary>An enum value without the prefix of its type, in small letters.</summary>
    public static string Value(string value)
    {
        if (value is "true" or "false")
            return value == "true" ? "có / yes" : "không / no";
        foreach (var prefix in Prefixes)
            if (value.StartsWith(prefix, StringComparison.Ordinal))
                return Plain(value[prefix.Length..]);
        return ContractMethod.MeasureClause(value) is var clause and > 0 ? $"{clause} ({Plain(value[MeasureClause.Length..])})" : value;
    }
}
