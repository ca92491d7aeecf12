using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Registry.AccessLog;
using Registry.Verify.Evidence;
using Registry.Verify.Exports;

namespace Registry.Verify.Kits;

/// <summary>
/// What a kit says to people, in Vietnamese and in English: written from the records alone, so that whoever checks the kit writes it again and compares.
/// These words belong to version 1 of the kit and are never changed.
/// </summary>
internal static class KitWords
{
    // Vietnamese letters stay letters. Everything else is escaped: no mark that callers wrote may turn the direction of what a court reads.
    private static readonly JsonSerializerOptions Verbatim = new()
    {
        Encoder = JavaScriptEncoder.Create(
            UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.LatinExtendedA, UnicodeRanges.LatinExtendedB, UnicodeRanges.LatinExtendedAdditional),
        WriteIndented = true,
        NewLine = "\n",
    };

    private static readonly IReadOnlyList<(Word Name, Func<ProvenLine, Said, Tongue, string> Value)> Fields =
    [
        (new("Số thứ tự trong nhật ký (đếm từ 0)", "Number in the log (counted from 0)"), (one, _, _) => one.Line.Index.ToString(CultureInfo.InvariantCulture)),
        (new("Mã bản ghi", "Record"), (one, _, _) => one.Line.Record.ToString()),
        (new("Thời điểm (UTC)", "Time (UTC)"), (_, said, _) => said.At),
        (new("Loại", "Kind"), (_, said, tongue) => Words.Kind(said.Kind).In(tongue)),
        (new("Cơ quan", "Agency"), (_, said, _) => said.Text("agency")),
        (new("Cán bộ", "Officer"), (_, said, _) => said.Text("officer")),
        (new("Lệnh gọi", "Method"), (_, said, _) => said.Method),
        (new("Mục đích", "Purpose"), (_, said, tongue) => Words.Purpose(said.Text("purpose")).In(tongue)),
        (new("Căn cứ pháp lý", "Legal basis"), (_, said, _) => said.Text("legal_basis")),
        (new("Mã hồ sơ bảo vệ", "Dossier"), (_, said, _) => said.Text("case")),
        (new("Mã người được xem", "Person looked at"), (one, _, _) => one.Line.Subject == Guid.Empty ? "" : one.Line.Subject.ToString()),
        (new("Nhóm thông tin đã hỏi", "Classes asked"), (_, said, tongue) => ClassesOf(said, "asked", tongue)),
        (new("Nhóm thông tin được cấp", "Classes granted"), (_, said, tongue) => ClassesOf(said, "granted", tongue)),
        (new("Nhóm thông tin bị từ chối", "Classes refused"), (_, said, tongue) => ClassesOf(said, "refused", tongue)),
        (new("Kết quả", "Outcome"), (_, said, _) => said.Text("outcome")),
        (new("Lý do cán bộ nêu", "The officer's reason"), (one, _, tongue) => Reason(one, tongue)),
    ];

    /// <summary>The text, in both languages, then each record verbatim.</summary>
    internal static string Of(LogPolicy policy, IReadOnlyList<ProvenLine> lines)
    {
        var text = new StringBuilder();
        Vietnamese(text, policy, lines);
        English(text, policy, lines);
        foreach (var line in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNguyên văn bản ghi / The record verbatim: {line.Line.Record}\n");
            text.Append(JsonSerializer.Serialize(line.Line.Actor, Verbatim)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>By which a reader knows a policy again: SHA-256 of its text, hex.</summary>
    internal static string Fingerprint(LogPolicy policy) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(policy.Text)));

    private static void Vietnamese(StringBuilder text, LogPolicy policy, IReadOnlyList<ProvenLine> lines)
    {
        var head = Checkpoint.Parse(lines[0].Record.Proof.Checkpoint.Text).Head;
        text.Append(CultureInfo.InvariantCulture,
            $"""
            BỘ CHỨNG CỨ VỀ LƯỢT TRUY CẬP HỒ SƠ

            Tệp này có {lines.Count} bản ghi của nhật ký truy cập "{lines[0].Origin}".
            Cách kiểm tra, không cần mạng, mật khẩu hay khóa bí mật: registry-verify kit TỆP-NÀY

            Tệp này chứng minh:
            - Mỗi bản ghi dưới đây có trong nhật ký khi nhật ký có {head.Size} mục và đã được ký xác nhận, và từ đó không bị sửa.
            - Nội dung in dưới đây đúng là nội dung của bản ghi, đến từng ký tự.
            Tệp này không chứng minh:
            - rằng không còn lượt truy cập nào khác: điều đó do cơ quan thanh tra kết luận khi tự mở toàn bộ nhật ký;
            - rằng lời khai của cán bộ trong bản ghi là đúng sự thật;
            - rằng các khóa trong tệp là khóa thật của nhật ký: hãy so dấu vân tay sau đây với dấu vân tay do cơ quan thanh tra công bố.
              {Fingerprint(policy)}
            Khóa kèm theo tệp chỉ mở được những phần đã nêu của các bản ghi này, không mở được bản ghi nào khác.


            """);
        Records(text, lines, Tongue.Vietnamese, "Bản ghi");
    }

    private static void English(StringBuilder text, LogPolicy policy, IReadOnlyList<ProvenLine> lines)
    {
        var head = Checkpoint.Parse(lines[0].Record.Proof.Checkpoint.Text).Head;
        text.Append(CultureInfo.InvariantCulture,
            $"""
            EVIDENCE OF LOOKS AT A RECORD

            Records of the access log "{lines[0].Origin}" in this file: {lines.Count}.
            To check it, without network, password or secret key: registry-verify kit THIS-FILE

            What it proves:
            - Each record below was in the log when the log had {head.Size} entries and was signed, and has not been changed since.
            - What is printed below is what the record says, to the last character.
            What it does not prove:
            - that there was no further look: that is the finding of the inspectorate, which opens the whole log by itself;
            - that what the officer claimed in the record is true;
            - that the keys in this file are the keys of the log: compare this fingerprint with the one that the inspectorate published.
              {Fingerprint(policy)}
            The keys in this file open the named parts of these records and of no other record.


            """);
        Records(text, lines, Tongue.English, "Record");
    }

    private static void Records(StringBuilder text, IReadOnlyList<ProvenLine> lines, Tongue tongue, string title)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var said = new Said(lines[i].Line.Actor);
            text.Append(CultureInfo.InvariantCulture, $"{title} {i + 1}/{lines.Count}\n");
            foreach (var (name, value) in Fields)
                text.Append(CultureInfo.InvariantCulture, $"  {name.In(tongue)}: {(value(lines[i], said, tongue) is { Length: > 0 } given ? given : "-")}\n");
            text.Append('\n');
        }
    }

    private static string ClassesOf(Said said, string name, Tongue tongue) => string.Join("; ", said.Names(name).Select(code => Words.Class(code).In(tongue)));

    private static string Reason(ProvenLine one, Tongue tongue) => one.Line switch
    {
        { Justification: { } words } => Verify.Records.LineOutput.Printable(words),
        { Shredded: true } => new Word("(có nêu, không kèm theo tệp này)", "(given, not in this file)").In(tongue),
        _ => "",
    };
}
