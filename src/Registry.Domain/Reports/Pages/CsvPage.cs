using System.Globalization;
using System.Text;

namespace Registry.Domain.Reports.Pages;

/// <summary>
/// The sheet as a table for spreadsheets: UTF-8 with the mark that Vietnamese ones need to read the letters, RFC 4180, every cell quoted. A cell that a
/// spreadsheet would take for a formula is led by an apostrophe: names of gates are typed by officers.
/// </summary>
public static class CsvPage
{
    /// <summary>The file.</summary>
    public static byte[] Of(ReportHead head, Sheet sheet)
    {
        var text = new StringBuilder();
        void Line(params ReadOnlySpan<string> cells)
        {
            for (var at = 0; at < cells.Length; at++) text.Append(at == 0 ? "" : ",").Append(Cell(cells[at]));
            text.Append("\r\n");
        }

        Line(head.Title);
        Line("Cơ quan báo cáo", head.From);
        Line("Kỳ báo cáo", head.PeriodName, $"Số liệu chốt đến hết ngày {ReportHead.Text(head.AsOf)}");
        Line("Ghi chú", head.Note);
        Line("Bảng", "Mã", "Nội dung", "Số lượng");
        foreach (var table in sheet.Tables)
        {
            Line(table.Vi, "", "Tổng số", Count(table.Total));
            foreach (var row in table.Rows) Line(table.Vi, row.Code, row.Vi, Count(row.Count));
        }

        Line("Phiên bản bảng pháp luật", head.LawVersion);
        if (head.Hash.Length > 0) Line("SHA-256 của số liệu", head.Hash);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Count(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? ReportHead.Hidden;

    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text.AsSpan().TrimStart() is [var first, ..] && first is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
