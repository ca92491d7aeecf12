using System.CommandLine;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Registry.Tool.Embedded;
using Registry.Tool.Law;
using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>`audit list`, `show`, `report`, `queue`, `settle`, `watch`: what an inspector sees of the log of a running registry.</summary>
internal static class AuditCommand
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    public static Command Build() => new("audit", "For inspectors: who looked at whom. Every look here is a line of the log, too.") { List(), Show(), Report(), Queue(), Settle(), Watch(), Subject() };

    private static Command List()
    {
        var options = new AuditOptions();
        var most = new Option<int>("--most") { Description = "Lines that are shown, the newest first.", DefaultValueFactory = _ => 1000, HelpName = "N" };
        var command = new Command("list", "Lists lines, the newest first.") { most };
        options.AddQuestionTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (question, words, limit) = (options.Question(parsed), options.Words(parsed), Positive(parsed.GetValue(most), "--most"));
            using var office = new AuditOffice(options.Errand(parsed), TimeProvider.System);
            var (lines, further) = (new List<AccessLine>(), false);
            await foreach (var line in question.Ask(office, cancel))
            {
                further = lines.Count == limit;
                if (further)
                    break;
                lines.Add(line);
            }

            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(options.Json))
                foreach (var line in lines)
                    await output.WriteLineAsync(Formatter.Format(line));
            else
                SheetPrinter.Print(output, LineSheet.Of(lines, words));
            // Never silently less than was asked for.
            if (further)
                await parsed.InvocationConfiguration.Error.WriteLineAsync(words.Of($"còn nữa: chỉ hiện {limit} dòng mới nhất; dùng --most hoặc --until", $"there are more: only the newest {limit} lines are shown; use --most or --until"));
            else
                await TellOlder(parsed, words, question.Missing);
            return 0;
        });
        return command;
    }

    private static Command Show()
    {
        var options = new AuditOptions();
        var record = new Argument<string>("record") { Description = "Id of the record.", HelpName = "ID" };
        var proof = new Option<string?>("--proof") { Description = "Writes the proof to this file (c2sp.org/tlog-proof); check it with registry-verify proof.", HelpName = "FILE" };
        var command = new Command("show", "Shows one record, and its proof.") { record, proof };
        options.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Guid.TryParseExact(parsed.GetValue(record), "D", out var id))
                throw new CommandFailedException("ID: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected");
            using var office = new AuditOffice(options.Errand(parsed), TimeProvider.System);
            var answer = await office.Record(id, cancel);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(options.Json))
                await output.WriteLineAsync(Formatter.Format(answer));
            else
                SheetPrinter.Print(output, LineSheet.Of(answer.Line, answer.Justification, options.Words(parsed)));
            if (parsed.GetValue(proof) is { } file)
                await File.WriteAllTextAsync(file, answer.Proof, cancel);
            return 0;
        });
        return command;
    }

    private static Command Report()
    {
        var options = new AuditOptions();
        var command = new Command("report", "Sums a period: looks by agency, purpose, outcome and hour, denials, who was looked at most, what is owed to review.");
        options.AddQuestionTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (question, words, report) = (options.Question(parsed), options.Words(parsed), new AuditReport());
            using var office = new AuditOffice(options.Errand(parsed), TimeProvider.System);
            await foreach (var line in question.Ask(office, cancel))
                report.Add(line);
            await TellOlder(parsed, words, question.Missing);
            if (parsed.GetValue(options.Json))
                ReportPrinter.Json(parsed.InvocationConfiguration.Output, report);
            else
                ReportPrinter.Print(parsed.InvocationConfiguration.Output, report, words);
            return 0;
        });
        return command;
    }

    private static Command Queue()
    {
        var options = new AuditOptions();
        var command = new Command("queue", "Lists what is owed to review, the gravest first, and what of it is settled: looks that a named rule or the lot picked, and what the books of key releases say. A week back unless told.");
        options.AddQueueTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (period, words, output) = (options.Queue(parsed), options.Words(parsed), parsed.InvocationConfiguration.Output);
            using var office = new AuditOffice(options.Errand(parsed), TimeProvider.System);
            var pages = new List<ListReviewQueueResponse>();
            await foreach (var page in office.Queue(period, cancel))
                pages.Add(page);
            if (pages[0].NoOtherInspectorate)
                await parsed.InvocationConfiguration.Error.WriteLineAsync(words.Of(
                    "chỉ có một cơ quan thanh tra: việc của đồng nghiệp hiện ở đây vẫn phải do thanh tra viên của cơ quan khác xem lại",
                    "only one inspectorate stands: what your colleagues did is shown here and still awaits an inspector of another agency"));
            if (pages[0] is { KeptFromIndex: > 0 } first && first.From.CompareTo(first.KeptSince) < 0)
                await TellOlder(parsed, words, (first.KeptFromIndex, first.KeptSince));
            var entries = pages.SelectMany(page => page.Entries);
            if (parsed.GetValue(options.Json))
            {
                foreach (var entry in entries)
                    await output.WriteLineAsync(Formatter.Format(entry));
                return 0;
            }

            SheetPrinter.Print(output, ReviewSheet.Of(entries, words));
            SheetPrinter.Print(output, ReviewSheet.Of(pages[0].Coverage, words));
            await output.WriteLineAsync(words.Of("Ngưỡng của các quy tắc: ", "Thresholds of the rules: ") + string.Join(", ", pages[0].Thresholds.Select(one => $"{one.Setting} {one.Value}")));
            var (from, until) = (Utc(pages[0].From), Utc(pages[0].Until));
            await output.WriteLineAsync(words.Of($"Kết luận một mục: audit settle MÃ-MỤC --from {from} --until {until}", $"To settle an entry: audit settle ENTRY --from {from} --until {until}"));
            return 0;
        });
        return command;
    }

    private static Command Settle()
    {
        var options = new AuditOptions();
        var entry = new Argument<string>("entry") { Description = "Id of the entry, as audit queue shows it.", HelpName = "ENTRY" };
        var command = new Command("settle", "Marks an entry of the queue as read, with a finding: a line of the log. Give the period in which the queue showed it.") { entry };
        options.AddSettlementTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Guid.TryParseExact(parsed.GetValue(entry), "D", out var id))
                throw new CommandFailedException("ENTRY: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected");
            using var office = new AuditOffice(options.Errand(parsed), TimeProvider.System);
            var answer = await office.Settle(options.Settlement(parsed, id), cancel);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                parsed.GetValue(options.Json) ? Formatter.Format(answer) : options.Words(parsed).Of($"Đã ghi vào nhật ký: {answer.RecordId}", $"In the log: {answer.RecordId}"));
            return 0;
        });
        return command;
    }

    private static Command Watch()
    {
        var options = new AuditOptions();
        var place = new Option<string?>("--cursor-file") { Description = "Keeps the place in this file and goes on from there: nothing is missed between two watches of the same question.", HelpName = "FILE" };
        var command = new Command("watch", "Shows new lines as they come, until it is interrupted; goes on after the token's end and a restart of the registry.") { place };
        options.AddQuestionTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (words, json, output) = (options.Words(parsed), parsed.GetValue(options.Json), parsed.InvocationConfiguration.Output);
            using var office = new AuditOffice(options.Errand(parsed), TimeProvider.System);
            await new LineWatch(options.Question(parsed), office, parsed.GetValue(place), TimeProvider.System).Run(
                line => output.WriteLineAsync(json ? Formatter.Format(line) : Brief(line, words)),
                message => parsed.InvocationConfiguration.Error.WriteLineAsync(message),
                cancel);
            return 0;
        });
        return command;
    }

    private static Command Subject()
    {
        var options = new AuditOptions();
        var command = new Command(
            "subject", "For an agency that holds a person's consent: the page that tells her which offices looked at her record, to be printed and handed to her.");
        options.AddSubjectTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (person, words, output) = (options.Subject(parsed), options.Words(parsed), parsed.InvocationConfiguration.Output);
            using var office = new AuditOffice(options.SubjectErrand(parsed), TimeProvider.System);
            var parts = new List<SubjectReportResponse>();
            do
                parts.Add(await office.Subject(person, parts.LastOrDefault()?.MoreUntil, cancel));
            while (parts[^1].MoreUntil is not null);
            if (parsed.GetValue(options.Json))
                foreach (var part in parts)
                    await output.WriteLineAsync(Formatter.Format(part));
            else
                SubjectPage.Print(output, parts, words);
            return 0;
        });
        return command;
    }

    /// <summary>A line of the log as one line of text.</summary>
    private static string Brief(AccessLine line, LineWords words) => LineWords.Printable(string.Create(CultureInfo.InvariantCulture,
        $"{LineWords.Time(line)}  {words.Of(line.Kind),-12} {line.Agency} {line.Officer}  {line.Method}  {words.Of(line.Purpose)}  {words.Of(line.Granted)}  {line.Outcome}  {line.RecordId}"));

    /// <summary>What was not looked through is said, and on the error stream: it is no line.</summary>
    private static Task TellOlder(ParseResult parsed, LineWords words, (long Below, Timestamp Before)? missing) =>
        missing is { } older ? parsed.InvocationConfiguration.Error.WriteLineAsync(words.Older(older.Below, older.Before.ToDateTimeOffset())) : Task.CompletedTask;

    /// <summary>A moment as the options take it.</summary>
    private static string Utc(Timestamp at) => at.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static int Positive(int number, string option) => number > 0 ? number : throw new CommandFailedException($"{option}: a number of 1 or more is expected");
}
