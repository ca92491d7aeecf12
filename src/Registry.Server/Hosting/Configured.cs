using System.Globalization;
using System.Net;
using Registry.Server.Audit.Review;
using Registry.Server.Pipeline;
using Registry.Server.Reports;

namespace Registry.Server.Hosting;

/// <summary>Reads <see cref="ServerOptions"/> from configuration. An option that nobody knows refuses the start: it may be a misspelt safeguard.</summary>
internal static class Configured
{
    private static readonly string[] Known =
    [
        "Environment", "Grpc", "Http", "CertificateFile", "App", "LogSigner", "LogReader", "Keys", "KeysSocket", "KeysUser", "BooksFile", "CustodianDirectory", "AuditKeyDirectory", "LogKeyFile",
        "LogPolicyFile", "HighWaterFile", "LogDirectory", "ServeLog", "LogReaders", "LogOrigin", "LawDate", "Province", "LawSwitches", "Issuer:Issuer", "Issuer:Audience", "Issuer:Authority", "Issuer:KeyFile", "Issuer:Algorithm",
        "Issuer:Agencies", "Issuer:EnrolledOnly", "WitnessedMethods", "FirstAdministrators", "FoundingInspectors", "Ceilings:OfficerCalls", "Ceilings:AgencyCalls", "Ceilings:OfficerMisses", "Ceilings:AgencyMisses", "Ceilings:OfficerWrongCodes", "Ceilings:AgencyWrongCodes", "Ceilings:AgencyLines", "Ceilings:OfficerStreams", "Ceilings:OfficerGlass", "Ceilings:AgencyGlass",
        "Statistics:Threshold", "AnswerTickMilliseconds",
        "Review:PersonsAnHour", "Review:MissesAnHour", "Review:DayBegins", "Review:DayEnds", "Review:WorkWithinDays", "Review:WorkBeforeHours", "Review:BeforeMeasureHours", "Review:BreakGlassHours", "Review:SurnamePerMille", "Review:AlikeLooks", "Review:InspectorLooks", "Review:OwnAgencyLooks", "Review:KeyRefusals", "Review:UnusedGrants",
        "BreakGlassHours", "Review:SamplePercent",
    ];

    /// <exception cref="StartRefusedException">Unknown options, or values of the wrong form.</exception>
    public static ServerOptions Read(IConfiguration configuration)
    {
        var problems = configuration.AsEnumerable()
            .Where(pair => pair.Value is not null && !Known.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .Select(pair => $"{pair.Key} is not an option of the registry").ToList();

        string Text(string key) => configuration[key] ?? "";
        string? Maybe(string key) => configuration[key];
        string[] List(string key) => Text(key).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        T Parse<T>(string key, T unset, Func<string, (bool, T)> parse, string expected)
        {
            if (configuration[key] is not { } text)
                return unset;
            var (ok, value) = parse(text);
            if (!ok)
                problems.Add($"{key} must be {expected}");
            return ok ? value : unset;
        }

        int Number(string key, int unset) =>
            Parse(key, unset, text => (int.TryParse(text, CultureInfo.InvariantCulture, out var n) && n > 0, n), "a whole number above 0");
        IPEndPoint Address(string key, IPEndPoint unset) =>
            Parse(key, unset, text => (IPEndPoint.TryParse(text, out var end), end!), "an address with a port, e.g. 127.0.0.1:5443");

        var usual = new ServerOptions();
        var options = new ServerOptions
        {
            Environment = Maybe("Environment") ?? usual.Environment,
            Grpc = Address("Grpc", usual.Grpc),
            Http = Address("Http", usual.Http),
            CertificateFile = Maybe("CertificateFile"),
            App = Text("App"),
            LogSigner = Text("LogSigner"),
            LogReader = Text("LogReader"),
            Keys = Text("Keys"),
            KeysSocket = Text("KeysSocket"),
            KeysUser = Parse("KeysUser", (uint?)null, text => (uint.TryParse(text, CultureInfo.InvariantCulture, out var user), user), "a user id, as a number"),
            BooksFile = Text("BooksFile"),
            CustodianDirectory = Text("CustodianDirectory"),
            AuditKeyDirectory = Text("AuditKeyDirectory"),
            LogKeyFile = Text("LogKeyFile"),
            LogPolicyFile = Text("LogPolicyFile"),
            HighWaterFile = Text("HighWaterFile"),
            LogDirectory = Text("LogDirectory"),
            ServeLog = Parse("ServeLog", false, text => (bool.TryParse(text, out var serve), serve), "true or false"),
            LogReaders = List("LogReaders"),
            LogOrigin = Text("LogOrigin"),
            Province = Maybe("Province") ?? usual.Province,
            LawSwitches = Maybe("LawSwitches"),
            WitnessedMethods = List("WitnessedMethods"),
            LawDate = Parse(
                "LawDate", (DateOnly?)null,
                text => (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day), "a date as 2016-03-01"),
            Issuer = new IssuerOptions
            {
                Issuer = Text("Issuer:Issuer"),
                Audience = Text("Issuer:Audience"),
                Authority = Maybe("Issuer:Authority"),
                KeyFile = Maybe("Issuer:KeyFile"),
                Algorithm = Maybe("Issuer:Algorithm") ?? usual.Issuer.Algorithm,
                Agencies = List("Issuer:Agencies"),
                EnrolledOnly = Parse("Issuer:EnrolledOnly", (bool?)null, text => (bool.TryParse(text, out var only), only), "true or false"),
            },
            FirstAdministrators = List("FirstAdministrators"),
            FoundingInspectors = List("FoundingInspectors"),
            Ceilings = new CeilingOptions
            {
                OfficerCalls = Number("Ceilings:OfficerCalls", usual.Ceilings.OfficerCalls),
                AgencyCalls = Number("Ceilings:AgencyCalls", usual.Ceilings.AgencyCalls),
                OfficerStreams = Number("Ceilings:OfficerStreams", usual.Ceilings.OfficerStreams),
                OfficerMisses = Number("Ceilings:OfficerMisses", usual.Ceilings.OfficerMisses),
                AgencyMisses = Number("Ceilings:AgencyMisses", usual.Ceilings.AgencyMisses),
                OfficerWrongCodes = Number("Ceilings:OfficerWrongCodes", usual.Ceilings.OfficerWrongCodes),
                AgencyLines = Number("Ceilings:AgencyLines", usual.Ceilings.AgencyLines),
                AgencyWrongCodes = Number("Ceilings:AgencyWrongCodes", usual.Ceilings.AgencyWrongCodes),
                OfficerGlass = Number("Ceilings:OfficerGlass", usual.Ceilings.OfficerGlass),
                AgencyGlass = Number("Ceilings:AgencyGlass", usual.Ceilings.AgencyGlass),
            },
            AnswerTick = TimeSpan.FromMilliseconds(Number("AnswerTickMilliseconds", (int)usual.AnswerTick.TotalMilliseconds)),
            Statistics = new DisclosureOptions(Number("Statistics:Threshold", usual.Statistics.Threshold)),
            BreakGlass = TimeSpan.FromHours(Number("BreakGlassHours", (int)usual.BreakGlass.TotalHours)),
            Review = new ReviewOptions
            {
                PersonsAnHour = Number("Review:PersonsAnHour", usual.Review.PersonsAnHour),
                MissesAnHour = Number("Review:MissesAnHour", usual.Review.MissesAnHour),
                DayBegins = Number("Review:DayBegins", usual.Review.DayBegins),
                DayEnds = Number("Review:DayEnds", usual.Review.DayEnds),
                WorkWithin = TimeSpan.FromDays(Number("Review:WorkWithinDays", (int)usual.Review.WorkWithin.TotalDays)),
                WorkBefore = TimeSpan.FromHours(Number("Review:WorkBeforeHours", (int)usual.Review.WorkBefore.TotalHours)),
                BeforeMeasure = TimeSpan.FromHours(Number("Review:BeforeMeasureHours", (int)usual.Review.BeforeMeasure.TotalHours)),
                BreakGlassReviewed = TimeSpan.FromHours(Number("Review:BreakGlassHours", (int)usual.Review.BreakGlassReviewed.TotalHours)),
                SurnamePerMille = Number("Review:SurnamePerMille", usual.Review.SurnamePerMille),
                AlikeLooks = Number("Review:AlikeLooks", usual.Review.AlikeLooks),
                InspectorLooks = Number("Review:InspectorLooks", usual.Review.InspectorLooks),
                OwnAgencyLooks = Number("Review:OwnAgencyLooks", usual.Review.OwnAgencyLooks),
                KeyRefusals = Number("Review:KeyRefusals", usual.Review.KeyRefusals),
                UnusedGrants = Number("Review:UnusedGrants", usual.Review.UnusedGrants),
                Sample = Number("Review:SamplePercent", (int)(usual.Review.Sample * 100)) / 100.0,
            },
        };
        return problems.Count == 0 ? options : throw new StartRefusedException(problems);
    }
}
