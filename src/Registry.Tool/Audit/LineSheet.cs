using System.Globalization;
using Registry.Tool.Law;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>Lines as a table that people read, or one as a list of its fields.</summary>
internal static class LineSheet
{
    public static Sheet Of(IEnumerable<AccessLine> lines, LineWords words) => new(
        words.Of("Lượt truy cập, giờ Việt Nam", "Looks, time of Viet Nam"),
        [
            ("at", words.Of("thời điểm", "time")), ("kind", words.Of("loại", "kind")), ("agency", words.Of("cơ quan", "agency")), ("officer", words.Of("cán bộ", "officer")),
            ("method", words.Of("việc", "method")), ("purpose", words.Of("mục đích", "purpose")), ("granted", words.Of("được cấp", "granted")),
            ("rules", words.Of("quy tắc", "rules")), ("outcome", words.Of("kết quả", "outcome")), ("record", words.Of("mã bản ghi", "record")),
        ],
        [.. lines.Select(line => (IReadOnlyList<Cell>)
        [
            LineWords.Time(line), words.Of(line.Kind), Text(line.Agency), Text(line.Officer), Text(line.Method.Split('/')[^1]), words.Of(line.Purpose),
            words.Of(line.Granted), Text(string.Join(", ", line.Rules)), Text(line.Outcome), Text(line.RecordId),
        ])]);

    public static Sheet Of(AccessLine line, string justification, LineWords words) => new(
        words.Of("Một bản ghi", "One record"),
        [("field", words.Of("mục", "field")), ("value", words.Of("nội dung", "value"))],
        [
            [words.Of("mã bản ghi", "record"), Text(line.RecordId)],
            [words.Of("số thứ tự trong nhật ký", "number in the log"), line.LeafIndex.ToString(CultureInfo.InvariantCulture)],
            [words.Of("thời điểm, giờ Việt Nam", "time of Viet Nam"), LineWords.Time(line)],
            [words.Of("loại", "kind"), words.Of(line.Kind)],
            [words.Of("cơ quan", "agency"), Text(line.Agency)],
            [words.Of("cán bộ", "officer"), Text(line.Officer)],
            [words.Of("việc", "method"), Text(line.Method)],
            [words.Of("mục đích", "purpose"), words.Of(line.Purpose)],
            [words.Of("căn cứ pháp lý", "legal basis"), Text(line.LegalBasis)],
            [words.Of("lý do người xem nêu", "the officer's words"), Text(justification)],
            [words.Of("nhóm thông tin đã hỏi", "classes asked"), words.Of(line.Asked)],
            [words.Of("nhóm thông tin được cấp", "classes granted"), words.Of(line.Granted)],
            [words.Of("quy tắc", "rules"), Text(string.Join(", ", line.Rules))],
            [words.Of("kết quả", "outcome"), Text(line.Outcome)],
            [words.Of("về ai (mã)", "person (id)"), Text(line.PersonId)],
            [words.Of("phiên bản bảng luật", "law version"), Text(line.LawVersion)],
        ]);

    private static Cell Text(string text) => text.Length == 0 ? "-" : LineWords.Printable(text);
}
