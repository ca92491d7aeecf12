using System.Globalization;
using System.Text;
using Registry.Verify.Evidence;

namespace Registry.Verify.Exports;

/// <summary>
/// Comma-separated values (RFC 4180) that spreadsheets open: UTF-8 with its mark, CRLF, headings in Vietnamese and English, and no cell that a
/// spreadsheet could take for a formula.
/// </summary>
/// <param name="tongue">Of headings and words; both by default.</param>
internal sealed class CsvFormat(Tongue tongue) : ILineFormat
{
    private static readonly IReadOnlyList<(string Vi, string En, Func<ProvenLine, Said, Tongue, string> Cell)> Columns =
    [
        ("Số thứ tự trong nhật ký", "Entry", (one, _, _) => one.Line.Index.ToString(CultureInfo.InvariantCulture)),
        ("Mã bản ghi", "Record", (one, _, _) => one.Line.Record.ToString()),
        ("Thời điểm (UTC)", "Time (UTC)", (_, said, _) => said.At),
        ("Loại", "Kind", (_, said, tongue) => Words.Kind(said.Kind).In(tongue)),
        ("Cơ quan", "Agency", (_, said, _) => said.Text("agency")),
        ("Cán bộ", "Officer", (_, said, _) => said.Text("officer")),
        ("Nơi cấp thẻ truy cập", "Issuer", (_, said, _) => said.Text("issuer")),
        ("Lệnh gọi", "Method", (_, said, _) => said.Method),
        ("Mục đích", "Purpose", (_, said, tongue) => Words.Purpose(said.Text("purpose")).In(tongue)),
        ("Căn cứ pháp lý", "Legal basis", (_, said, _) => said.Text("legal_basis")),
        ("Mã hồ sơ bảo vệ", "Dossier", (_, said, _) => said.Text("case")),
        ("Mã người được xem", "Person", (one, _, _) => one.Line.Subject == Guid.Empty ? "" : one.Line.Subject.ToString()),
        ("Nhóm thông tin đã hỏi", "Classes asked", (_, said, tongue) => ClassesOf(said, "asked", tongue)),
        ("Nhóm thông tin được cấp", "Classes granted", (_, said, tongue) => ClassesOf(said, "granted", tongue)),
        ("Nhóm thông tin bị từ chối", "Classes refused", (_, said, tongue) => ClassesOf(said, "refused", tongue)),
        ("Quy tắc áp dụng", "Rules", (_, said, _) => string.Join("; ", said.Rules)),
        ("Kết quả", "Outcome", (_, said, _) => said.Text("outcome")),
        ("Số lượt", "Count", (_, said, _) => said.Count.ToString(CultureInfo.InvariantCulture)),
        ("Lý do cán bộ nêu", "Officer's reason", (one, _, tongue) => Reason(one, tongue)),
        ("Phiên bản bảng luật", "Law version", (_, said, _) => said.Text("law")),
        ("Mã băm của lá", "Leaf hash", (one, _, _) => Convert.ToHexStringLower(one.Record.LeafHash.Bytes)),
        ("Bản ghi đã mở và bằng chứng", "Opened record and proof", (one, _, _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(one.Record.ToString()))),
    ];

    public string Extension => "csv";

    public bool Marked => true;

    public string LineEnd => "\r\n";

    public IReadOnlyList<string> Head => HeadOf(tongue);

    internal static IReadOnlyList<string> HeadOf(Tongue tongue)
    {
        var vietnamese = Row(Columns.Select(column => column.Vi));
        var english = Row(Columns.Select(column => column.En));
        return tongue switch { Tongue.Vietnamese => [vietnamese], Tongue.English => [english], _ => [vietnamese, english] };
    }

    public string Write(ProvenLine line)
    {
        var said = new Said(line.Line.Actor);
        return Row(Columns.Select(column => column.Cell(line, said, tongue)));
    }

    /// <summary>The last cell: base64, which needs no quotes.</summary>
    public string? RecordIn(string line)
    {
        var cell = line[(line.LastIndexOf(',') + 1)..];
        var bytes = new byte[cell.Length / 4 * 3];
        return Convert.TryFromBase64String(cell, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static string Reason(ProvenLine one, Tongue tongue) => one.Line switch
    {
        { Justification: { } words } => Records.LineOutput.Printable(words),
        { Shredded: true } => new Word("(có nêu, không kèm theo tệp này)", "(given, not in this file)").In(tongue),
        _ => "",
    };

    private static string ClassesOf(Said said, string name, Tongue tongue) => string.Join("; ", said.Names(name).Select(code => Words.Class(code).In(tongue)));

    private static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell));

    private static string Cell(string text)
    {
        // A spreadsheet runs what begins like a formula, also behind blanks and in the full-width forms of East Asian keyboards.
        if (text.AsSpan().TrimStart() is [var first, ..] && "=+-@|%＝＋－＠".Contains(first, StringComparison.Ordinal))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text.Trim().Length == text.Length ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
