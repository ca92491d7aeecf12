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
            ("text", words.Of("lý do", "reason")), ("settled", words.Of("kết luận", "settled")), ("by", words.Of("người kết luận", "settled by")), ("entry", words.Of("mã mục", "entry")),
        ],
        [.. entries.Select(entry => (IReadOnlyList<Cell>)
        [
            entry.Score.ToString(CultureInfo.InvariantCulture), entry.Rule, Text(entry.Agency), Text(entry.Officer), Text(entry.PersonId),
            entry.Count.ToString(CultureInfo.InvariantCulture), Time(entry.First), Time(entry.Last), words.Of(entry.TextVi, entry.TextEn),
            words.Of(entry.Settlement?.Verdict ?? ReviewVerdict.Unspecified), Text(entry.Settlement?.Officer ?? ""), entry.EntryId,
        ])]);

    /// <summary>How much of each rule is settled: what an inspectorate shows of its coverage.</summary>
    public static Sheet Of(IEnumerable<ReviewCoverage> coverage, LineWords words) => new(
        words.Of("Đã kết luận bao nhiêu", "How much is settled"),
        [
            ("rule", words.Of("quy tắc", "rule")), ("entries", words.Of("số mục", "entries")), ("open", words.Of("còn lại", "open")), ("in_order", words.Of(ReviewVerdict.InOrder)),
            ("agency_asked", words.Of(ReviewVerdict.AgencyAsked)), ("passed_on", words.Of(ReviewVerdict.PassedOn)),
        ],
        [.. coverage.Select(one => (IReadOnlyList<Cell>)
        [
            one.Rule, Number(one.Entries), Number(one.Entries - one.InOrder - one.AgencyAsked - one.PassedOn), Number(one.InOrder), Number(one.AgencyAsked), Number(one.PassedOn),
        ])]);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Cell Text(string text) => text.Length == 0 ? "-" : LineWords.Printable(text);

    private static string Time(Timestamp at) => LineWords.Time(at.ToDateTimeOffset());
}
