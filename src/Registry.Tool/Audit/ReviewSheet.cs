using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Registry.Tool.Law;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>What is owed to review as a table that people read.</summary>
internal static class ReviewSheet
{
    public static Sheet Of(IEnumerable<ReviewEntry> entries, LineWords words) => new(
        words.Of("Cần xem lại, nặng nhất trước, giờ Việt Nam", "Owed to review, the gravest first, time of Viet Nam"),
        [
            ("score", words.Of("mức", "score")), ("rule", words.Of("quy tắc", "rule")), ("agency", words.Of("cơ quan", "agency")), ("officer", words.Of("cán bộ", "officer")),
            ("person", words.Of("về ai (mã)", "person (id)")), ("count", words.Of("số dòng", "lines")), ("first", words.Of("từ", "first")), ("last", words.Of("đến", "last")),
            ("text", words.Of("lý do", "reason")),
        ],
        [.. entries.Select(entry => (IReadOnlyList<Cell>)
        [
            entry.Score.ToString(CultureInfo.InvariantCulture), entry.Rule, Text(entry.Agency), Text(entry.Officer), Text(entry.PersonId),
            entry.Count.ToString(CultureInfo.InvariantCulture), Time(entry.First), Time(entry.Last), words.Of(entry.TextVi, entry.TextEn),
        ])]);

    private static Cell Text(string text) => text.Length == 0 ? "-" : LineWords.Printable(text);

    private static string Time(Timestamp at) => LineWords.Time(at.ToDateTimeOffset());
}
