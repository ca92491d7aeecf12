using System.CommandLine;
using System.Globalization;
using Registry.Domain.Law;
using Registry.Tool.Embedded;
using Registry.Tool.Law;

namespace Registry.Tool.Commands;

/// <summary>`law show`, `law check`, `law matrix`: the law tables, for lawyers. They need no registry and open nothing.</summary>
internal static class LawCommand
{
    private static readonly string[] Tables = [.. RegimeSheets.Names, .. CommonSheets.Names];

    private sealed record Choices(Option<string> Lang, Option<bool> Json, Option<string> Province, Option<string?> Folder, Option<string?> Switches)
    {
        public static Choices New()
        {
            var lang = new Option<string>("--lang") { Description = "Language of the texts: vi or en.", DefaultValueFactory = _ => "vi", HelpName = "vi|en" };
            lang.AcceptOnlyFromAmong("vi", "en");
            return new Choices(
                lang,
                new Option<bool>("--json") { Description = "For machines: codes instead of texts, stable keys." },
                Shared.Province(),
                new Option<string?>("--tables") { Description = "Reads the tables of a checkout (the folder that holds Law and Agencies) instead of those of this build.", HelpName = "DIR" },
                Shared.LawSwitches());
        }

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { Lang, Json, Province, Folder, Switches })
                command.Add(option);
        }

        public bool Vietnamese(ParseResult parsed) => parsed.GetValue(Lang) == "vi";

        public LawTables Load(ParseResult parsed) => LawCheck.Load(parsed.GetValue(Folder), parsed.GetValue(Province)!, parsed.GetValue(Switches));
    }

    public static Command Build() => new("law", "The law as this registry decides by it: tables, gaps, who may decide what.") { Show(), Check(), Matrix() };

    private static Command Show()
    {
        var choices = Choices.New();
        var table = new Argument<string>("table") { Description = $"One of: {string.Join(", ", Tables)}.", HelpName = "TABLE" };
        table.AcceptOnlyFromAmong(Tables);
        var regime = new Option<string?>("--regime") { Description = "Regime whose table is shown, e.g. REGIME_2011; all regimes when neither this nor --on is given.", HelpName = "CODE" };
        var on = OnOption("Shows what is in force on the day, e.g. 2016-03-01.");
        var command = new Command("show", "Prints one table with the source of every row and how sure it is.") { table, regime, on };
        choices.AddTo(command);
        command.SetAction(parsed => Run(parsed, choices, law =>
        {
            var tongue = new Tongue(law, choices.Vietnamese(parsed));
            var day = DayOf(parsed.GetValue(on));
            var name = parsed.GetValue(table)!;
            Sheet[] sheets = RegimeSheets.Names.Contains(name)
                ? [.. Regimes(law, parsed.GetValue(regime), day).Select(one => RegimeSheets.Of(name, one, tongue))]
                : [.. CommonSheets.Of(name, law, day, tongue)];
            if (parsed.GetValue(choices.Json))
                SheetPrinter.Json(parsed.InvocationConfiguration.Output, law.Version, sheets);
            else
                foreach (var sheet in sheets)
                    SheetPrinter.Print(parsed.InvocationConfiguration.Output, sheet);
        }));
        return command;
    }

    private static Command Matrix()
    {
        var choices = Choices.New();
        var regime = new Option<string?>("--regime") { Description = "Regime, e.g. REGIME_2024, as on its first day.", HelpName = "CODE" };
        var on = OnOption("Day whose law is shown, e.g. 2016-03-01; the newest regime when neither this nor --regime is given.");
        var command = new Command("matrix", "Prints who may decide which measure: measures across, kinds of agencies down.") { regime, on };
        choices.AddTo(command);
        command.SetAction(parsed => Run(parsed, choices, law =>
        {
            var tongue = new Tongue(law, choices.Vietnamese(parsed));
            var day = DayOf(parsed.GetValue(on));
            var chosen = Regimes(law, parsed.GetValue(regime), day)[^1];
            var sheet = MatrixSheet.Of(law, day ?? chosen.Standing.From, tongue);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(choices.Json))
            {
                SheetPrinter.Json(output, law.Version, [sheet]);
                return;
            }

            SheetPrinter.Print(output, sheet);
            foreach (var line in MatrixSheet.Legend(tongue))
                output.WriteLine(line);
        }));
        return command;
    }

    private static Command Check()
    {
        var choices = Choices.New();
        var command = new Command("check", "Reads every table and lists all gaps at once, with file, row and column; 0 only when there is none.");
        choices.AddTo(command);
        command.SetAction(parsed => Run(parsed, choices, law =>
            LawCheck.Print(parsed.InvocationConfiguration.Output, law, new Tongue(law, choices.Vietnamese(parsed)), parsed.GetValue(choices.Json))));
        return command;
    }

    private static int Run(ParseResult parsed, Choices choices, Action<LawTables> show)
    {
        try
        {
            show(choices.Load(parsed));
            return 0;
        }
        catch (LawTablesException gaps)
        {
            var vietnamese = choices.Vietnamese(parsed);
            LawCheck.PrintGaps(parsed.InvocationConfiguration.Output, gaps, (vi, en) => vietnamese ? vi : en, parsed.GetValue(choices.Json));
            return ExitCode.Failed;
        }
    }

    private static Option<string?> OnOption(string description) => new("--on") { Description = description, HelpName = "DATE" };

    private static Regime[] Regimes(LawTables law, string? code, DateOnly? day)
    {
        if (code is not null && law.Regimes.All(one => one.Code != code))
            throw new CommandFailedException($"--regime: one of {string.Join(", ", law.Regimes.Select(one => one.Code))} is expected");
        if (day is { } on && law.RegimeOn(on) is null)
            throw new CommandFailedException($"--on: a day since {Tongue.Day(law.Regimes[0].Standing.From)} is expected");
        if (code is not null && day is { } both && law.RegimeOn(both)!.Code != code)
            throw new CommandFailedException($"--on: {code} is not in force on that day; leave out one of --on and --regime");
        return [.. law.Regimes.Where(one => (code is null || one.Code == code) && (day is not { } d || one.Standing.ValidOn(d)))];
    }

    private static DateOnly? DayOf(string? text)
    {
        if (text is null) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new CommandFailedException("--on: a date as 2016-03-01 is expected");
    }
}
