using System.Globalization;
using Registry.Tool.Law;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>
/// The page that a person is handed: which offices looked at her record, on which days, what for. It names no officer and bears neither her name nor
/// the id of her record: paper is lost. What it says of secrecy stands on every page alike.
/// </summary>
internal static class SubjectPage
{
    public static void Print(TextWriter output, IReadOnlyList<SubjectReportResponse> parts, LineWords words)
    {
        output.WriteLine(words.Of("CÁC CƠ QUAN ĐÃ XEM HỒ SƠ CỦA BÀ/ÔNG", "OFFICES THAT LOOKED AT YOUR RECORD"));
        output.WriteLine();
        var looks = parts.SelectMany(part => part.Looks).ToList();
        if (looks.Count == 0)
            output.WriteLine(words.Of("Không có lượt xem nào được thông báo.", "There is no look to tell of."));
        else
            SheetPrinter.Print(output, new Sheet(
                words.Of("Mới nhất trước", "Newest first"),
                [("day", words.Of("ngày", "day")), ("office", words.Of("cơ quan", "office")), ("purpose", words.Of("để làm gì", "what for")), ("times", words.Of("số lần", "times"))],
                [.. looks.Select(look => (IReadOnlyList<Cell>)
                [
                    string.Create(CultureInfo.InvariantCulture, $"{look.Day.Day:00}/{look.Day.Month:00}/{look.Day.Year:0000}"), LineWords.Printable(words.Of(look.NameVi, look.NameEn)),
                    words.Of(look.Purpose), look.Times.ToString(CultureInfo.InvariantCulture),
                ])]));
        output.WriteLine();
        if (parts.Select(part => part.KeptSince).FirstOrDefault(day => day is not null) is { } since)
            output.WriteLine(words.Of(
                $"Lượt xem trước ngày {since.Day:00}/{since.Month:00}/{since.Year:0000} do cơ quan thanh tra trả lời.", $"Looks before {since.Day:00}/{since.Month:00}/{since.Year:0000} are answered by the inspectorate."));
        output.WriteLine(words.Of(
            "Lượt xem mà pháp luật yêu cầu giữ bí mật không có trong trang này. Câu này in trên mọi trang.", "Looks that the law keeps secret are not on this page. This sentence stands on every page."));
        output.WriteLine(words.Of(
            "Nếu thấy có lượt xem không đúng, hãy đưa trang này cho cơ quan thanh tra; họ tự mở nhật ký để đối chiếu, không cần nơi in trang này.",
            "If a look seems wrong to you, take this page to the inspectorate: they open the log by themselves and compare, without whoever printed it."));
        foreach (var part in parts)
            output.WriteLine(words.Of(
                $"Mã bản ghi {part.RecordId}, nhật ký có {part.TreeSize} dòng, sha256 {Convert.ToHexStringLower(part.Digest.Span)}",
                $"Record {part.RecordId}, log of {part.TreeSize} lines, sha256 {Convert.ToHexStringLower(part.Digest.Span)}"));
    }
}
