using System.Globalization;

namespace Registry.Server.Pipeline;

/// <summary>
/// What is expected of a field: the one table of it, each in both languages on one line. Only the members here make one, so that no problem is ever
/// without its words. Says what would be right; never what was sent.
/// </summary>
internal sealed record Expected
{
    private Expected(string vi, string en) => (Vi, En) = (vi, en);

    /// <summary>In Vietnamese.</summary>
    public string Vi { get; }

    /// <summary>In English.</summary>
    public string En { get; }

    // Values.
    public static Expected Value { get; } = new("cần có giá trị", "a value");
    public static Expected OneOrMore { get; } = new("một hoặc nhiều giá trị", "one or more");
    public static Expected OneOfTwo { get; } = new("đúng một trong hai trường", "one of the two");
    public static Expected OneOfThem { get; } = new("một trong các trường này", "one of them");
    public static Expected KnownValue { get; } = new("một giá trị mà hợp đồng này biết", "a value that this contract knows");
    public static Expected NoEmptyEntries { get; } = new("không có mục trống", "no empty entries");
    public static Expected ZeroOrMore { get; } = new("từ 0 trở lên", "0 or more");
    public static Expected WholeDong { get; } = new("số tiền nguyên bằng đồng, từ 0 trở lên", "whole dong, 0 or more");
    public static Expected Uuid { get; } = new("một UUID viết thường có dấu gạch nối", "a UUID in lower case with hyphens");
    public static Expected NewRequestId { get; } = new("một mã mới cho nội dung khác", "a new id for another body");
    public static Expected MadeByRegistry { get; } = new("để trống; hệ thống tự tạo", "nothing; the registry makes it");
    public static Expected SomebodyElse { get; } = new("một người khác", "somebody else");

    // Text.
    public static Expected Trimmed { get; } = new("văn bản không có khoảng trắng ở đầu hoặc cuối", "text without leading or trailing space");
    public static Expected NoControls { get; } = new("văn bản không có ký tự điều khiển", "text without control characters");
    public static Expected Visible { get; } = new("văn bản gồm các ký tự nhìn thấy được", "text of visible characters");
    public static Expected Precomposed { get; } = new("ký tự dựng sẵn (Unicode NFC)", "precomposed characters (Unicode NFC)");
    public static Expected Name { get; } = new("một họ tên", "a name");
    public static Expected LettersAndDigits { get; } = new("chữ cái và chữ số", "letters and digits");
    public static Expected EnoughToFind { get; } = new("full_name cùng năm của birth_date, hoặc id_number, hoặc certificate_number", "full_name with the year of birth_date, id_number, or certificate_number");
    public static Expected CertificateNumber { get; } = new("từ 1 đến 64 chữ cái Latinh, chữ số và dấu", "1 to 64 Latin letters, digits and signs");
    public static Expected Sha256 { get; } = new("64 chữ số thập lục phân viết thường", "64 hexadecimal digits in lower case");
    public static Expected Country { get; } = new("mã ISO 3166-1 gồm hai chữ cái in hoa", "an ISO 3166-1 code of two capital letters");
    public static Expected AgencyCode { get; } = new("mã gồm chữ cái in hoa, chữ số và dấu gạch nối", "a code of capital letters, digits and hyphens");
    public static Expected OfficerName { get; } = new("chủ thể trong thẻ truy cập của cán bộ: chữ cái, chữ số và . _ - @ : /", "the subject of the officer's tokens: letters, digits and . _ - @ : /");
    public static Expected PublicKey { get; } = new("SubjectPublicKeyInfo của một khóa P-256, dạng base64", "the SubjectPublicKeyInfo of a P-256 key, base64");

    // Dates.
    public static Expected Day { get; } = new("một ngày có thật trên lịch", "a calendar date");
    public static Expected NotInFuture { get; } = new("một ngày không ở tương lai", "a date that is not in the future");
    public static Expected YearNotInFuture { get; } = new("một năm không ở tương lai", "a year that is not in the future");
    public static Expected YearOfBirthDate { get; } = new("năm của birth_date, hoặc để trống", "the year of birth_date, or nothing");
    public static Expected PartialDate { get; } = new("một ngày; năm, tháng hoặc ngày chưa biết thì ghi 0", "a date; year, month or day may be 0 where they are not known");
    public static Expected Officer { get; } = new("mã cán bộ trong mã truy cập: chữ cái, chữ số và . _ - @ : /", "the subject of an officer's tokens: letters, digits and . _ - @ : /");

    public static Expected Today { get; } = new("ngày hôm nay, hoặc để trống", "today, or nothing");
    public static Expected TodayForReports { get; } = new("ngày hôm nay, hoặc để trống: báo cáo được nộp vào ngày gửi", "today, or nothing: a report is submitted on the day it is sent");
    public static Expected MomentNotInFuture { get; } = new("một thời điểm không ở tương lai", "a moment that is not in the future");
    public static Expected Moment { get; } = new("giây và nano giây của một thời điểm", "seconds and nanoseconds of a moment");
    public static Expected ReportSpanOrDays { get; } = new("một quý, sáu tháng hoặc một năm, hoặc hai ngày thay cho kỳ", "a quarter, a half-year or the year, or two days instead");
    public static Expected NoSpanWithDays { get; } = new("để trống, cả năm cũng vậy, khi đã nêu hai ngày", "empty, as the year, where two days are given");

    // Why and of what.
    public static Expected Purpose { get; } = new("một mục đích", "a purpose");
    public static Expected LegalBasis { get; } = new("một mã trong bảng căn cứ pháp luật", "a code of the law tables");
    public static Expected TellingClasses { get; } = new("các nhóm thông tin nói về một người", "classes that say something of a person");
    public static Expected FieldNames { get; } = new("ít nhất một tên trường", "at least one field name");
    public static Expected PersonFields { get; } = new("tên các trường của Person", "names of fields of Person");
    public static Expected ExploitationForms { get; } = new("các hình thức tại khoản 1 Điều 5 Nghị định 62/2012/NĐ-CP", "forms of Decree 62/2012 Art. 5.1");
    public static Expected WhoSpoke { get; } = new("lời này là của ai", "whose words these are");
    public static Expected SpokenWords { get; } = new("lời của người đó hoặc của người đại diện", "what the person or her representative said");
    public static Expected ContactSaid { get; } = new("họ tên, quan hệ với người đó hoặc số điện thoại", "a name, what he is to her, or a phone number");
    public static Expected WholePaper { get; } = new("cần có giá trị: giấy tờ phải có số, ngày và người ký", "a value: a paper has number, date and who signed it");
    public static Expected WithoutAnnouncement { get; } = new("cửa khẩu hoặc nơi tiếp nhận, khi không nêu thông báo", "the gate or place of reception, where no announcement is named");
    public static Expected OnlySelfReported { get; } = new("để trống, trừ khi người đó tự khai báo hoặc tự trở về", "nothing, unless the person came by herself");

    public static Expected OnlyHandedBack { get; } = new("để trống, trừ khi nước khác trao trả người đó", "nothing, unless another state hands the person back");
    public static Expected OnlyForeignPaper { get; } = new("để trống, trừ khi giấy tờ do nước ngoài cấp", "nothing, unless the paper is a foreign one");
    public static Expected OnlyBroughtAlong { get; } = new("để trống, trừ khi nạn nhân mang giấy tờ theo", "nothing, unless the person brought the paper along");
    public static Expected OneChange { get; } = new("một thay đổi", "one change");
    public static Expected NoGrant { get; } = new("một thay đổi; quyền truy cập được đề nghị qua AccessService.GrantBasis", "a change; grants are proposed by AccessService.GrantBasis");
    public static Expected OwnIssuer { get; } = new("bên cấp thẻ của chính cơ quan đó", "an issuer of the agency's own");

    // Pages.
    public static Expected SameQuestion { get; } = new("giá trị mà câu trả lời trước đã cho, với cùng câu hỏi", "what the answer before gave, for the same question");
    public static Expected PageToken { get; } = new("mã của trang trước, với cùng câu hỏi", "the token of the page before, for the same question");
    public static Expected OldSize { get; } = new("từ 1 đến cỡ của điểm kiểm tra mới nhất", "1 to the size of the newest checkpoint");

    public static Expected AtMostEntries(int most) => new($"tối đa {Of(most)} mục", $"at most {Of(most)} entries");

    public static Expected AtMostCharacters(int most) => new($"tối đa {Of(most)} ký tự", $"at most {Of(most)} characters");

    public static Expected AtMostDemands(int most) => new(
        $"tối đa {Of(most)} yêu cầu về một kỳ của một cơ quan", $"at most {Of(most)} demands about one period of one agency");

    public static Expected UpTo(int most) => new($"từ 1 đến {Of(most)}", $"1 to {Of(most)}");

    public static Expected DaysFromFirst(int most) => new($"từ 1 đến {Of(most)} ngày, kể từ ngày đầu tiên", $"1 to {Of(most)}, from a first day");

    public static Expected YearSince(int first) => new($"một năm từ {Of(first)} đến nay", $"a year from {Of(first)} to now");

    public static Expected TwoDaysOfOneYear(int first) => new(
        $"cả hai ngày, theo thứ tự, trong cùng một năm từ {Of(first)} đến nay: hai năm là hai báo cáo",
        $"both days, in order, of one year from {Of(first)} to now: two years are two reports");

    public static Expected WithinYears(int most) => new($"một ngày trong {Of(most)} năm tới", $"a date of the next {Of(most)} years");

    public static Expected BeforeUntil(int days) => new($"trước until, và sớm hơn nhiều nhất {Of(days)} ngày", $"before until, and at most {Of(days)} days before it");

    /// <summary>Names of the contract, the same in every language.</summary>
    public static Expected OneOf(params IEnumerable<string> names) => new("một trong: " + List(names), "one of: " + List(names));

    /// <summary>The same, or fields of a person.</summary>
    public static Expected PersonFieldsOr(params IEnumerable<string> names) =>
        new("tên các trường của Person, hoặc: " + List(names), "names of fields of Person, or: " + List(names));

    /// <summary>In the caller's language; in both where it named none, as refusals are.</summary>
    public string In(Tongue tongue) => tongue switch
    {
        Tongue.Vietnamese => Vi,
        Tongue.English => En,
        _ => $"{Vi} / {En}",
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
