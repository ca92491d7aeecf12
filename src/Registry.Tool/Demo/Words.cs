using System.Collections.Frozen;

namespace Registry.Tool.Demo;

/// <summary>The contract's names in the words of the transcript. A name that is not here is printed as it stands.</summary>
internal static class Words
{
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
        ["authority_inferred"] = new("power inferred", "thẩm quyền suy luận"),
        ["authority_source"] = new("power from", "nguồn thẩm quyền"),
        ["person"] = new("person", "người"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A field in both languages.</summary>
    public static string Field(string name) => Names.TryGetValue(name, out var text) ? $"{text.Vi} / {text.En}" : name.Replace('_', ' ');

    /// <summary>An enum value without the prefix of its type, in small letters.</summary>
    public static string Value(string value)
    {
        foreach (var prefix in (string[])["FIELD_CLASS_", "EXPLOITATION_FORM_", "MEASURE_CLAUSE_", "PURPOSE_", "KINSHIP_", "SEX_", "RETURN_CHANNEL_", "EVIDENCE_SOURCE_", "VERIFICATION_OUTCOME_", "PERSON_KIND_", "ACCESS_KIND_"])
            if (value.StartsWith(prefix, StringComparison.Ordinal))
                return value[prefix.Length..].Replace('_', ' ').ToLowerInvariant();
        return value;
    }
}
