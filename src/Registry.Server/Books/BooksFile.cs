using System.Text;
using System.Text.Json;
using Registry.Domain.History;
using Registry.Server.Audit.Review;

namespace Registry.Server.Books;

/// <summary>The comparisons so far, one a line, appended durably. Where the review queue reads what the books have to say.</summary>
internal static class BooksFile
{
    /// <summary>Every comparison, oldest first; a line that a crash cut short is left out.</summary>
    /// <exception cref="FormatException">A line is damaged; the message names it.</exception>
    public static IReadOnlyList<BookReport> Read(string path)
    {
        var reports = new List<BookReport>();
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            try
            {
                reports.Add(JsonSerializer.Deserialize<BookReport>(lines[i], DomainJson.Options) ?? throw new JsonException());
            }
            catch (JsonException)
            {
                throw new FormatException($"{path}: line {i + 1} is not a comparison of the books");
            }
        }

        return reports;
    }

    /// <summary>What the review queue shows: one item for each rule that a comparison broke, gravest first within it.</summary>
    public static IReadOnlyList<BookFinding> ForReview(string path, ReviewOptions options) => [.. Read(path).SelectMany(report => Of(report, options))];

    /// <summary>Adds a comparison; on return it is on disk.</summary>
    public static void Append(string path, BookReport report)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.SetLength(EndOfLastLine(file));
        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(report, DomainJson.Options) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static long EndOfLastLine(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Seek(end - 1, SeekOrigin.Begin);
            if (file.ReadByte() == '\n')
                return end;
        }

        return 0;
    }

    private static IEnumerable<BookFinding> Of(BookReport report, ReviewOptions options)
    {
        if (report.EntriesGone > 0)
            yield return new BookFinding(report.At, "BOOKS-1", 100, report.EntriesGone, [], "mục trong sổ cấp khóa đã biến mất", "entries of the book of releases are gone");
        if (report.WithoutLine.Count > 0)
            yield return new BookFinding(report.At, "BOOKS-2", 100, report.WithoutLine.Count, report.WithoutLine.Lines, "khóa đã được cấp mà không có dòng nhật ký cho phép", "keys were released without a line that lets them out");
        if (report.Unreadable.Count > 0)
            yield return new BookFinding(report.At, "BOOKS-3", 90, report.Unreadable.Count, report.Unreadable.Lines, "dòng nhật ký không mở được bằng khóa của thanh tra: không biết là về ai", "lines do not open with the inspectorate's key: whom they are about is unknown");
        if (report.Disagreeing.Count > 0)
            yield return new BookFinding(report.At, "BOOKS-4", 90, report.Disagreeing.Count, report.Disagreeing.Lines, "dòng nhật ký nói với thanh tra một đằng, cho ra một nẻo", "lines say one thing to inspectors and let out another");
        if (report.Refusals >= options.KeyRefusals)
            yield return new BookFinding(report.At, "BOOKS-5", 40, report.Refusals, [], "khóa được yêu cầu và bị từ chối: dò tìm, sự cố, hoặc có người thử", "keys were asked for and refused: a walk, a fault, or somebody trying");
        if (report.WithoutRelease.Count >= options.UnusedGrants)
            yield return new BookFinding(report.At, "BOOKS-6", 10, report.WithoutRelease.Count, report.WithoutRelease.Lines, "dòng nhật ký cho phép mà không có khóa nào được cấp: lượt gọi dừng giữa chừng", "lines let something out and no key was released: calls that ended in between");
    }
}

/// <summary>One item for the review queue.</summary>
/// <param name="At">UTC, of the comparison.</param>
/// <param name="Rule">Stable id of the rule.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Count">How many.</param>
/// <param name="Lines">Leaf indexes, the first hundred.</param>
/// <param name="Vi">What it means.</param>
/// <param name="En">The same.</param>
internal sealed record BookFinding(DateTimeOffset At, string Rule, int Score, long Count, IReadOnlyList<long> Lines, string Vi, string En);
