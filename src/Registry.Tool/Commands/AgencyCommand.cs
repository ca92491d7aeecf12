using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using Registry.Tool.Embedded;
using Registry.Tool.Law;
using Registry.V1;

namespace Registry.Tool.Commands;

/// <summary>`agency list`, `agency show`: who may act. Asked at the running registry's own doors, so that every look leaves its line.</summary>
internal static class AgencyCommand
{
    /// <summary>Whom `up` makes the first administrators of a development registry.</summary>
    public static readonly IReadOnlyList<string> DevelopmentAdministrators = ["admin-1", "admin-2"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static Command Build() => new("agency", "The agencies of a running development registry and who may act for them; every look is a line.") { List(), Show() };

    private static Command List()
    {
        var (asked, command) = New("list", "Prints the agencies that stand on a day.");
        command.SetAction((parsed, cancel) => Asking(parsed, asked, async (channel, options, on) =>
        {
            var request = new ListAgenciesRequest { Context = Why(Purpose.Reference, "RULE-REFERENCE"), On = on };
            var answer = await new ReferenceService.ReferenceServiceClient(channel).ListAgenciesAsync(request, options("reference.read", cancel));
            return new Sheet("agencies", [("code", "code"), ("kind", "kind"), ("name", "name"), ("under", "under"), ("area", "area"), ("from", "from"), ("to", "to"), ("suspended", "suspended")],
            [
                .. answer.Agencies.Select(one => (IReadOnlyList<Cell>)
                    [one.Code, one.Kind.ToString(), one.Name, Or(one.Under), one.Area, Day(one.From), Day(one.Until), one.Suspended ? "suspended" : "-"]),
            ]);
        }));
        return command;
    }

    private static Command Show()
    {
        var code = new Argument<string>("agency") { Description = "Code of the agency, e.g. CA-TTH.", HelpName = "CODE" };
        var (asked, command) = New("show", "Prints officers and keys of one agency, and the proposals that wait.");
        command.Add(code);
        command.SetAction((parsed, cancel) => Asking(parsed, asked, async (channel, options, on) =>
        {
            var request = new GetDirectoryRequest { Context = Why(Purpose.Administration, "RULE-TWO-PERSONS"), Agency = parsed.GetValue(code)!, On = on };
            var answer = await new AgencyService.AgencyServiceClient(channel).GetDirectoryAsync(request, options("agency.read", cancel));
            return new Sheet($"{request.Agency}, version {answer.Version}, {(answer.EnrolledOnly ? "enrolled officers only" : "whomever its issuer vouches for")}",
                [("what", "what"), ("who", "who"), ("state", "state")],
            [
                .. answer.Officers.Select(one => (IReadOnlyList<Cell>)["officer", one.Officer, one.Suspended ? "suspended" : one.ActsFor.Length > 0 ? "acts for " + one.ActsFor : "may act"]),
                .. answer.Keys.Select(one => (IReadOnlyList<Cell>)["key", one.Key, one.Suspended ? "suspended" : "of " + one.Issuer]),
                .. answer.Proposals.Select(one => (IReadOnlyList<Cell>)
                    ["proposal", one.ProposalId, $"{one.Change.ChangeCase} of {one.Change.Agency} by {one.ProposedBy}, {(one.InspectorApproves ? "awaits an inspector" : "awaits a second person")}"]),
            ]);
        }));
        return command;
    }

    private static (Asked Asked, Command Command) New(string name, string description)
    {
        var asked = new Asked(
            Shared.Data("Directory of the registry; its development issuer makes the token."),
            new Option<string>("--grpc") { Description = "Where it listens, as `up` said.", Required = true, HelpName = "HOST:PORT" },
            new Option<string?>("--on") { Description = "As of the day, e.g. 2025-03-01; today when not given.", HelpName = "DATE" },
            new Option<string>("--lang") { Description = "Language of names: vi or en.", DefaultValueFactory = _ => "vi", HelpName = "vi|en" },
            Shared.Province());
        asked.Lang.AcceptOnlyFromAmong("vi", "en");
        return (asked, new Command(name, description) { asked.Data, asked.Grpc, asked.On, asked.Lang, asked.Province });
    }

    private static async Task<int> Asking(
        ParseResult parsed, Asked asked, Func<GrpcChannel, Func<string, CancellationToken, CallOptions>, Date?, Task<Sheet>> ask)
    {
        var directory = DataDirectory.Open(parsed.GetValue(asked.Data)!);
        if (!Uri.TryCreate("http://" + parsed.GetValue(asked.Grpc), UriKind.Absolute, out var address) || !address.IsLoopback)
            throw new CommandFailedException("--grpc: a loopback address as 127.0.0.1:5443 is expected");
        var administration = LawCheck.Load(null, parsed.GetValue(asked.Province)!, null).AgenciesOfTables.All.FirstOrDefault(one => one.Kind == Domain.Agencies.AgencyKind.RegistryAdministration)?.Code.Value
            ?? throw new CommandFailedException("--province: its tables have no administration of the registry");
        CallOptions Options(string scope, CancellationToken cancel)
        {
            var token = TokenIssuer.Issue(directory, new TokenRequest(administration, DevelopmentAdministrators[0], scope, null, TimeSpan.FromMinutes(1)), TimeProvider.System);
            var headers = new Metadata { { "authorization", "Bearer " + token }, { "accept-language", parsed.GetValue(asked.Lang)! } };
            return new CallOptions(headers, TimeProvider.System.GetUtcNow().UtcDateTime + Patience, cancel);
        }

        using var channel = GrpcChannel.ForAddress(address);
        try
        {
            SheetPrinter.Print(parsed.InvocationConfiguration.Output, await ask(channel, Options, DayOf(parsed.GetValue(asked.On))));
            return 0;
        }
        catch (RpcException refused)
        {
            throw new CommandFailedException($"the registry refused: {refused.Status.Detail} ({refused.StatusCode})");
        }
    }

    private static AccessContext Why(Purpose purpose, string basis) => new() { Purpose = purpose, LegalBasis = basis, Justification = "registryctl" };

    private static Date? DayOf(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new Date { Year = day.Year, Month = day.Month, Day = day.Day }
            : throw new CommandFailedException("--on: a date as 2016-03-01 is expected");
    }

    private static string Day(Date? day) => day is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-{day.Month:00}-{day.Day:00}");

    private static string Or(string text) => text.Length == 0 ? "-" : text;

    private sealed record Asked(Option<string> Data, Option<string> Grpc, Option<string?> On, Option<string> Lang, Option<string> Province);
}
