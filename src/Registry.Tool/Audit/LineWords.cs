using System.Globalization;
using Registry.Domain.Law;
using Registry.Tool.Law;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>Lines of the log in the words of the law tables, with the time of Viet Nam.</summary>
internal sealed class LineWords(LawTables law, bool vietnamese)
{
    private readonly Tongue tongue = new(law, vietnamese);

    public string Of(string vi, string en) => tongue.Of(vi, en);

    /// <summary>A purpose of the contract; the numbers are those of the domain.</summary>
    public string Of(Purpose purpose) => purpose == Purpose.Unspecified || !Enum.IsDefined((Domain.Access.Purpose)purpose) ? "-" : tongue.Of((Domain.Access.Purpose)purpose).Text;

    public string Of(IEnumerable<FieldClass> classes) =>
        string.Join("; ", classes.Select(one => Enum.IsDefined((Domain.Access.FieldClass)one) ? tongue.Of((Domain.Access.FieldClass)one).Text : one.ToString())) is { Length: > 0 } all ? all : "-";

    public string Of(AccessKind kind) => kind switch
    {
        AccessKind.Intent => Of("✓ được phép", "✓ allowed"),
        AccessKind.Denial => Of("✗ từ chối", "✗ denied"),
        AccessKind.Outcome => Of("→ kết quả", "→ outcome"),
        AccessKind.Start => Of("khởi động", "start"),
        AccessKind.Adoption => Of("tiếp nhận nhật ký", "adoption"),
        AccessKind.BreakGlass => Of("! khẩn cấp", "! emergency"),
        AccessKind.Erasure => Of("hủy khóa dòng cũ", "erasure"),
        _ => "-",
    };

    public string Of(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.InOrder => Of("đúng quy định", "in order"),
        ReviewVerdict.AgencyAsked => Of("đã hỏi cơ quan", "agency asked"),
        ReviewVerdict.PassedOn => Of("đã chuyển xử lý", "passed on"),
        _ => "-",
    };

    /// <summary>What an answer says of lines that are older than those that the registry keeps ready.</summary>
    public string Older(long below, DateTimeOffset before) => Of(
        $"các dòng trước số {below} ({Time(before)}) không được xét ở đây: xem bản xuất nhật ký bằng registry-verify records",
        $"lines below number {below} ({Time(before)}) were not looked through: read them from an export, with registry-verify records");

    /// <summary>A moment of the line, in Viet Nam.</summary>
    public static DateTimeOffset At(AccessLine line) => VietnamTime.Of(line.At.ToDateTimeOffset());

    public static string Time(AccessLine line) => Time(At(line));

    public static string Time(DateTimeOffset at) => VietnamTime.Of(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What callers wrote must not steer a terminal.</summary>
    public static string Printable(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        System.Text.Rune.IsControl(rune) || System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? "\uFFFD" : rune.ToString()));
}
