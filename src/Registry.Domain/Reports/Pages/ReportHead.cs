using System.Globalization;
using Registry.Domain.Law;

namespace Registry.Domain.Reports.Pages;

/// <summary>What stands around the tables.</summary>
/// <param name="From">Name of the agency that reports.</param>
/// <param name="Place">Where it sits.</param>
/// <param name="To">Name of the agency that is reported to; empty for figures that nobody sends.</param>
/// <param name="Title">Title in Vietnamese.</param>
/// <param name="Basis">Citation of the article.</param>
/// <param name="Period">What about.</param>
/// <param name="AsOf">Closing day.</param>
/// <param name="SignedOn">Day of the report; null leaves it to be filled in.</param>
/// <param name="LawVersion">Tables that it was made by.</param>
/// <param name="Hash">SHA-256 of the figures; empty for a draft.</param>
/// <param name="Threshold">Counts below it are hidden.</param>
public sealed record ReportHead(
    string From, string Place, string To, string Title, string Basis, ReportPeriod Period, DateOnly AsOf, DateOnly? SignedOn, string LawVersion, string Hash, int Threshold)
{
    /// <summary>What stands in the place of a hidden count.</summary>
    public const string Hidden = "…";

    /// <summary>The period as offices write it.</summary>
    public string PeriodName => Period.Span switch
    {
        ReportSpan.Quarter1 => $"Quý I năm {Period.Year}",
        ReportSpan.Quarter2 => $"Quý II năm {Period.Year}",
        ReportSpan.Quarter3 => $"Quý III năm {Period.Year}",
        ReportSpan.Quarter4 => $"Quý IV năm {Period.Year}",
        ReportSpan.FirstHalf => $"6 tháng đầu năm {Period.Year}",
        ReportSpan.SecondHalf => $"6 tháng cuối năm {Period.Year}",
        _ => $"Năm {Period.Year}",
    };

    /// <summary>How to read the figures.</summary>
    public string Note =>
        $"Dấu \"{Hidden}\": số liệu không được nêu vì nhỏ hơn {Threshold} (kể cả bằng 0) hoặc để bảo vệ số liệu nhỏ hơn {Threshold} ở nơi khác. "
        + $"Các số còn lại được làm tròn đến bội số của {Threshold}, nên tổng có thể khác tổng của các dòng; số tiền được làm tròn đến bội số của {Text(Threshold * Figure.SupportAmount.Unit())} đồng, "
        + $"và không nêu khi có ít hơn {Threshold} người được hỗ trợ hoặc phần lớn thuộc về một người.";

    /// <summary>As documents write a count: points between thousands.</summary>
    public static string Text(long? count) => count is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') : Hidden;

    /// <summary>As documents write a day.</summary>
    public static string Text(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The name of an agency on a day; its code where it has none.</summary>
    public static string NameOf(LawTables law, Access.AgencyCode agency, DateOnly on) => law.Agencies.Find(agency, on)?.Vi ?? agency.Value;
}
