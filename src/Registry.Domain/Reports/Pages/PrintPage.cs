using System.Text;

namespace Registry.Domain.Reports.Pages;

/// <summary>
/// The sheet as an office sends it (form of Decree 30/2020: national name and motto, agency, number, place and day, recipients, signature), for A4. One
/// file without script and without anything to fetch; number and signature are left to the office, for which they stand.
/// </summary>
public static class PrintPage
{
    private const string Style =
        "@page{size:A4;margin:20mm 15mm 20mm 30mm}body{font:13pt/1.4 'Times New Roman',serif;color:#000}"
        + "header,footer{display:flex;justify-content:space-between}header div,footer div{text-align:center;width:48%}footer{margin-top:10mm;break-inside:avoid}"
        + "footer div:first-child{text-align:left;font-size:11pt}h1{font-size:14pt;text-align:center;margin:8mm 0 0}h2{font-size:13pt;margin:6mm 0 1mm;break-after:avoid}"
        + ".line{text-decoration:underline}.middle{text-align:center}.note{font-size:11pt}"
        + "table{border-collapse:collapse;width:100%;break-inside:auto}tr{break-inside:avoid}td,th{border:1px solid #000;padding:1mm 2mm}td:last-child,th:last-child{text-align:right;width:28mm}code{font-size:9pt;overflow-wrap:anywhere}";

    /// <summary>The file.</summary>
    public static byte[] Of(ReportHead head, Sheet sheet)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append($"<title>{Text(head.Title)} - {Text(head.PeriodName)}</title>\n<style>{Style}</style>\n</head>\n<body>\n");
        Head(page, head);
        page.Append($"<p class=\"note\">{Text(head.Note)}</p>\n");
        foreach (var table in sheet.Tables) Table(page, table);
        Foot(page, head);
        return Encoding.UTF8.GetBytes(page.Append("</body>\n</html>\n").ToString());
    }

    private static void Head(StringBuilder page, ReportHead head)
    {
        var day = head.SignedOn is { } signed ? $"ngày {signed.Day:00} tháng {signed.Month:00} năm {signed.Year}" : "ngày ..... tháng ..... năm .......";
        page.Append("<header>\n")
            .Append($"<div><b class=\"line\">{Text(head.From.ToUpperInvariant())}</b><br>Số: ........../BC-..........</div>\n")
            .Append("<div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b class=\"line\">Độc lập - Tự do - Hạnh phúc</b><br>")
            .Append($"<i>{Text(head.Place.Length > 0 ? head.Place : "....................")}, {day}</i></div>\n</header>\n")
            .Append($"<h1>BÁO CÁO<br>{Text(head.Title)}</h1>\n")
            .Append($"<p class=\"middle\"><b>{Text(head.PeriodName)}</b><br>(Số liệu chốt đến hết ngày {ReportHead.Text(head.AsOf)})</p>\n");
        if (head.To.Length > 0) page.Append($"<p class=\"middle\">Kính gửi: {Text(head.To)}</p>\n");
        page.Append($"<p>Thực hiện {Text(head.Basis)}, {Text(head.From)} báo cáo số liệu như sau:</p>\n");
    }

    private static void Table(StringBuilder page, SheetTable table)
    {
        page.Append($"<h2>{Text(table.Vi)}</h2>\n<table>\n<tr><th>Nội dung</th><th>Số lượng</th></tr>\n");
        foreach (var row in table.Rows) page.Append($"<tr><td>{Text(row.Vi)}</td><td>{ReportHead.Text(row.Count)}</td></tr>\n");
        page.Append($"<tr><td><b>Tổng số</b></td><td><b>{ReportHead.Text(table.Total)}</b></td></tr>\n</table>\n");
    }

    private static void Foot(StringBuilder page, ReportHead head)
    {
        page.Append("<footer>\n<div><b><i>Nơi nhận:</i></b><br>")
            .Append(head.To.Length > 0 ? $"- {Text(head.To)};<br>" : "")
            .Append("- Lưu: VT.</div>\n<div><b>THỦ TRƯỞNG CƠ QUAN</b><br><i>(Ký, ghi rõ họ tên, đóng dấu)</i></div>\n</footer>\n")
            .Append($"<p class=\"note\">Phiên bản bảng pháp luật: <code>{Text(head.LawVersion)}</code>");
        if (head.Hash.Length > 0) page.Append($"<br>SHA-256 của số liệu: <code>{Text(head.Hash)}</code>");
        page.Append("</p>\n");
    }

    private static string Text(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
}
