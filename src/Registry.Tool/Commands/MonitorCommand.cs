using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Registry.AccessLog;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`monitor`: follows a log from outside and says when it was forked, rolled back, frozen, or lost its witnesses.</summary>
internal static class MonitorCommand
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    public static Command Build()
    {
        var log = new Option<string>("--log") { Description = "Where the log is published: an http(s) address, or a folder. Below it lie checkpoint and tile/...", Required = true, HelpName = "URL|DIR" };
        var policy = new Option<string>("--policy") { Description = "File that lists the keys you trust (c2sp.org/tlog-policy), from somewhere else than the log.", Required = true, HelpName = "FILE" };
        var state = new Option<string>("--state") { Description = "Folder of what was seen; made at the first look. It is what a rollback is noticed by: keep it.", Required = true, HelpName = "DIR" };
        var maxAge = new Option<int>("--max-age") { Description = "Minutes that the newest signature may be old. A log at rest signs again every 10 minutes.", DefaultValueFactory = _ => 15 };
        var every = new Option<int>("--every") { Description = "Seconds between looks; 0 looks once and ends.", DefaultValueFactory = _ => 0 };
        var certificate = new Option<string?>("--client-certificate") { Description = "PKCS#12 file with which to prove who asks.", HelpName = "FILE" };
        foreach (var (one, most) in new[] { (maxAge, 525_600), (every, 86_400) })
            one.Validators.Add(given =>
            {
                if (given.Tokens is [var token] && (!int.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var number) || number < 0 || number > most))
                    given.AddError($"{one.Name}: a whole number of 0 to {most} is expected");
            });
        var command = new Command("monitor",
            """
            Follows an access log from outside: each look must continue what was seen before, under a policy of your own.

            Exit codes: 0 = consistent, 1 = nothing was learnt, 3 = not genuine, 4 = two histories were signed, 5 = rolled back,
            6 = too old, 7 = too few witnesses. With --every it goes on after 1, 6 and 7 and ends with 3, 4 or 5.
            """)
        { log, policy, state, maxAge, every, certificate };
        command.SetAction((parsed, cancel) => Run(
            parsed.GetValue(log)!, parsed.GetValue(policy)!, parsed.GetValue(state)!, TimeSpan.FromMinutes(parsed.GetValue(maxAge)),
            TimeSpan.FromSeconds(parsed.GetValue(every)), parsed.GetValue(certificate), cancel));
        return command;
    }

    private static async Task<int> Run(string log, string policyFile, string state, TimeSpan maxAge, TimeSpan every, string? certificate, CancellationToken cancel)
    {
        // Signals are listened to once the command first waits.
        await Task.Yield();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        if (certificate is not null)
            handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12FromFile(certificate, null)];
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var monitor = Open(state, Policy(policyFile), maxAge);
        var site = Site(log, http);
        MonitorReport? before = null;
        while (true)
        {
            var report = await monitor.Look(site, cancel);
            if (report != before)
                await (report.Finding == MonitorFinding.Consistent ? Console.Out : Console.Error).WriteLineAsync(
                    $"{Word(report.Finding)}: {report.Message}{(report.Finding is MonitorFinding.Fork or MonitorFinding.RolledBack ? $" Both checkpoints are kept in {Path.Combine(state, "evidence")}; see deploy/runbooks/log-monitor.md" : "")}");
            before = report;
            if (every == TimeSpan.Zero || report.Finding is MonitorFinding.NotGenuine or MonitorFinding.Fork or MonitorFinding.RolledBack)
                return Code(report.Finding);
            await Task.Delay(every, cancel);
        }
    }

    private static LogSite Site(string log, HttpClient http) =>
        Uri.TryCreate(log.EndsWith('/') ? log : log + "/", UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? new LogUrl(http, url, AnswerWithin)
        : Directory.Exists(log) ? new LogFolder(log)
        : throw new CommandFailedException("--log: an http or https address, or a folder, is expected");

    private static LogPolicy Policy(string file)
    {
        if (!File.Exists(file) || new FileInfo(file).Length > LogPolicy.MaxBytes)
            throw new CommandFailedException("--policy: a policy file is expected");
        try
        {
            return LogPolicy.Parse(File.ReadAllBytes(file));
        }
        catch (FormatException wrong)
        {
            throw new CommandFailedException($"--policy: {wrong.Message}");
        }
    }

    private static LogMonitor Open(string state, LogPolicy policy, TimeSpan maxAge)
    {
        try
        {
            return LogMonitor.Open(state, policy, maxAge, TimeProvider.System);
        }
        catch (Exception wrong) when (wrong is FormatException or VerificationFailedException)
        {
            throw new CommandFailedException($"--state: what {state} keeps is damaged or of another log than the policy: {wrong.Message}");
        }
    }

    private static string Word(MonitorFinding finding) => finding switch
    {
        MonitorFinding.Consistent => "CONSISTENT",
        MonitorFinding.Unreachable => "NOTHING LEARNT",
        MonitorFinding.NotGenuine => "NOT GENUINE",
        MonitorFinding.Fork => "FORK",
        MonitorFinding.RolledBack => "ROLLED BACK",
        MonitorFinding.Old => "OLD",
        _ => "TOO FEW WITNESSES",
    };

    private static int Code(MonitorFinding finding) => finding switch
    {
        MonitorFinding.Consistent => 0,
        MonitorFinding.Unreachable => ExitCode.Failed,
        MonitorFinding.NotGenuine => ExitCode.NotGenuine,
        MonitorFinding.Fork => ExitCode.Fork,
        MonitorFinding.RolledBack => ExitCode.RolledBack,
        MonitorFinding.Old => ExitCode.Old,
        _ => ExitCode.TooFewWitnesses,
    };
}
