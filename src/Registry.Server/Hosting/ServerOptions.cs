using System.Net;
using Registry.Domain.Emergencies;
using Registry.Domain.Reports;
using Registry.Server.Audit.Review;
using Registry.Server.Pipeline;
using Registry.Server.Reports;

namespace Registry.Server.Hosting;

/// <summary>Everything the server is told. Each value is followed by what somebody who can change it could do.</summary>
internal sealed record ServerOptions
{
    /// <summary><c>Development</c> or <c>Production</c>. Development allows clear text on loopback, a local custodian and a law date.</summary>
    public string Environment { get; init; } = "Production";

    /// <summary>Where gRPC listens. Clear text only on loopback and only in Development.</summary>
    public IPEndPoint Grpc { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Where health listens; tells nothing about anybody.</summary>
    public IPEndPoint Http { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>PKCS#12 file with the server certificate; required outside Development.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>Database <c>registry</c> as registry_app. Who holds it can append events and lines, and read ciphertext.</summary>
    public string App { get; init; } = "";

    /// <summary>Database <c>registry</c> as registry_log_signer. Who holds it can store notes of checkpoints that nobody believes, and keep the true ones from being published.</summary>
    public string LogSigner { get; init; } = "";

    /// <summary>Database <c>registry</c> as registry_log_reader. Who holds it can read sealed lines.</summary>
    public string LogReader { get; init; } = "";

    /// <summary>Database <c>registry_keys</c> as registry_keys. Who holds it can read wrapped keys, useless without the custodian.</summary>
    public string Keys { get; init; } = "";

    /// <summary>Directory of the local key custodian (Development only). Who reads it can open everything.</summary>
    public string CustodianDirectory { get; init; } = "";

    /// <summary>
    /// Socket of the process that releases keys (src/Registry.Keys). With it, <see cref="Keys"/> and <see cref="CustodianDirectory"/> must be empty:
    /// this process holds neither. Who puts another socket there hands out keys of his own and learns what is sealed under them.
    /// </summary>
    public string KeysSocket { get; init; } = "";

    /// <summary>User id of that process, as the kernel vouches for it; a process of another user is not believed.</summary>
    public uint? KeysUser { get; init; }

    /// <summary>
    /// File of the comparisons of what was released with what the log says; with <see cref="KeysSocket"/>. Who writes there can hide a difference
    /// from the review queue, and not from <c>registryctl keys reconcile</c>.
    /// </summary>
    public string BooksFile { get; init; } = "";

    /// <summary>Directory of the inspectorate's audit key (Development only). Who reads it can read who looked at whom.</summary>
    public string AuditKeyDirectory { get; init; } = "";

    /// <summary>
    /// File with the 32-byte Ed25519 seed that signs checkpoints; beside it <c>timestamp.seed</c> and <c>ecdsa-p256.pem</c>. Who reads all of
    /// them can forge a history nobody has seen yet.
    /// </summary>
    public string LogKeyFile { get; init; } = "";

    /// <summary>
    /// The log's policy (c2sp.org/tlog-policy): <c>log</c> lines fix the keys that must sign; <c>witness NAME VKEY URL</c>, <c>group</c> and
    /// <c>quorum</c> say who is asked to cosign and how many are needed before a checkpoint is published. Empty takes <c>policy</c> beside the
    /// key. Who changes it can have the log published without witnesses; readers bring a copy of their own.
    /// </summary>
    public string LogPolicyFile { get; init; } = "";

    /// <summary>The signer's own memory of the last (size, root) it signed. Who changes it makes the signer refuse.</summary>
    public string HighWaterFile { get; init; } = "";

    /// <summary>Folder of the published log. Who writes there can withhold the log, and change nothing unseen; who reads it learns how many looks there were.</summary>
    public string LogDirectory { get; init; } = "";

    /// <summary>
    /// Methods, as <c>AuditService/GetRecord</c>, that open and do nothing before a quorum of witnesses has cosigned a checkpoint over their line. Who
    /// removes one lets it be answered while no witness knows of it.
    /// </summary>
    public IReadOnlyList<string> WitnessedMethods { get; init; } = [];

    /// <summary>Serves the published log on the HTTP port. Without <see cref="LogReaders"/> whoever reaches that port reads it.</summary>
    public bool ServeLog { get; init; }

    /// <summary>
    /// SHA-256 thumbprints of the client certificates whose holders read the published log; to all others it is not there. Who adds one learns how many looks there
    /// are and when; who empties the list opens the log to the port. Empty by default.
    /// </summary>
    public IReadOnlyList<string> LogReaders { get; init; } = [];

    /// <summary>Origin of the log: scheme-less prefix with the random incarnation id.</summary>
    public string LogOrigin { get; init; } = "";

    public IssuerOptions Issuer { get; init; } = new();

    public CeilingOptions Ceilings { get; init; } = new();

    /// <summary>
    /// Answers whose time would tell whether somebody is registered leave at whole multiples of this time after their call came. It belongs well above the
    /// usual time of a look; who makes it short lets a stranger measure who is registered.
    /// </summary>
    public TimeSpan AnswerTick { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The two persons or more whom the operator's ceremony makes the first administrators (runbook first-administrators). Who writes them
    /// before the first start says who says who may act; after it they may only name the same again.
    /// </summary>
    public IReadOnlyList<string> FirstAdministrators { get; init; } = [];

    /// <summary>
    /// Development only: the inspectors whom the first start gives a mandate over everything. Who writes them there says who reads lines; in
    /// earnest two persons give every mandate.
    /// </summary>
    public IReadOnlyList<string> FoundingInspectors { get; init; } = [];

    /// <summary>How small a count may be told. Who lowers the threshold has smaller groups told; it is never below 5.</summary>
    public DisclosureOptions Statistics { get; init; } = new();

    public ReviewOptions Review { get; init; } = new();

    /// <summary>How long an emergency look lasts: an hour to a day. Who makes it longer lets every officer who breaks the glass look longer.</summary>
    public TimeSpan BreakGlass { get; init; } = TimeSpan.FromHours(4);

    /// <summary>
    /// The province whose agencies there are: one of this build, or the path of a folder with its five tables. Who may write that folder says which
    /// agencies there are and who takes whose place; its text is part of the law version of every line.
    /// </summary>
    public string Province { get; init; } = Domain.Law.LawTables.DefaultProvince;

    /// <summary>
    /// File of the sheet that switches inferred rows of the law, each with document and day; null leaves them as shipped. Who may write it decides within
    /// what is inferred who may see and do what, and nothing beyond; its text is part of the law version of every line.
    /// </summary>
    public string? LawSwitches { get; init; }

    /// <summary>Development only: the law date at start.</summary>
    public DateOnly? LawDate { get; init; }

    /// <summary>Tests only: accept a cluster with fsync off.</summary>
    public bool AllowVolatileDatabase { get; init; }

    /// <summary>The clock of what the server runs, but for the life of tokens; another than the system's in tests only.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public bool IsDevelopment => Environment == "Development";

    /// <summary>Everything that is wrong, in the operator's words; empty when the server may start.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Need(bool met, string what)
        {
            if (!met)
                problems.Add(what);
        }

        Need(Environment is "Development" or "Production", "Environment must be Development or Production");
        var apart = KeysSocket.Length > 0;
        Need(App.Length > 0 && LogSigner.Length > 0 && LogReader.Length > 0 && (apart || Keys.Length > 0), "App, LogSigner, LogReader and Keys must be connection strings");
        Need(!apart || (Keys.Length == 0 && CustodianDirectory.Length == 0), "Keys and CustodianDirectory must be empty with KeysSocket: the process that releases keys holds them, and this one must not");
        Need(!apart || KeysUser is not null, "KeysUser must be the user id of the process at KeysSocket");
        Need(!apart || BooksFile.Length > 0, "BooksFile must name the file of the comparisons of the two books");
        Need(LogKeyFile.Length > 0 && File.Exists(LogKeyFile), "LogKeyFile must name the file of the log's signing key");
        Need(LogPolicyFile.Length == 0 || File.Exists(LogPolicyFile), "LogPolicyFile must name the log's policy");
        Need(HighWaterFile.Length > 0, "HighWaterFile must name the signer's high-water file");
        Need(LogDirectory.Length > 0 && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(LogDirectory))), "LogDirectory must name a folder for the published log, in one that exists");
        Need(LogOrigin.Length > 0, "LogOrigin must be set");
        Need(Issuer.Issuer.Length > 0, "Issuer.Issuer must be set: tokens of any issuer would be accepted otherwise");
        Need(Issuer.Audience.Length > 0, "Issuer.Audience must be set: tokens for any service would be accepted otherwise");
        Need(Issuer.Agencies.Count > 0, "Issuer.Agencies must list the agencies that the issuer speaks for");
        Need((Issuer.Authority is null) != (Issuer.KeyFile is null), "Issuer needs exactly one of Authority and KeyFile");
        Need(
            FirstAdministrators.Count != 1 && FirstAdministrators.Distinct(StringComparer.OrdinalIgnoreCase).Count() == FirstAdministrators.Count,
            "FirstAdministrators must name two different persons or more, or nobody");
        Need(FirstAdministrators.All(Identities.IsOfficer), "FirstAdministrators must be subjects of tokens: letters, digits and . _ - @ : /");
        Need(FoundingInspectors.Count == 0 || IsDevelopment, "FoundingInspectors is for Development: an administrator and an inspector give every mandate");
        Need(FoundingInspectors.All(Identities.IsOfficer), "FoundingInspectors must be subjects of tokens: letters, digits and . _ - @ : /");
        Need(!FoundingInspectors.Intersect(FirstAdministrators, StringComparer.OrdinalIgnoreCase).Any(), "FoundingInspectors must name nobody who is among FirstAdministrators");
        problems.AddRange(Hosting.LogReaders.Problems(this));
        Need(Statistics.Threshold >= DisclosureRule.Least, $"Statistics.Threshold must be at least {DisclosureRule.Least}");
        problems.AddRange(Review.Thresholds.Where(one => one.Value < one.Least || one.Value > one.Most).Select(one => $"Review:{one.Name} must be {one.Least} to {one.Most}"));
        var log = new Store.Log.LogWriterOptions();
        Need(Ceilings.AgencyLines >= log.BatchSize && Ceilings.AgencyLines <= log.Capacity, $"Ceilings:AgencyLines must be {log.BatchSize} to {log.Capacity}: a page of lines, and all that wait");
        Need(BreakGlass >= TimeSpan.FromHours(1) && BreakGlass <= BreakingGlass.Longest, $"BreakGlassHours must be 1 to {BreakingGlass.Longest.TotalHours}");
        if (IsDevelopment)
        {
            Need(IPAddress.IsLoopback(Grpc.Address) && IPAddress.IsLoopback(Http.Address), "Development listens on loopback only");
            Need((apart || Directory.Exists(CustodianDirectory)) && Directory.Exists(AuditKeyDirectory), "CustodianDirectory and AuditKeyDirectory must exist");
        }
        else
        {
            Need(false, "Production needs a key vault; this build has the local custodian alone, which is for Development");
            Need(CertificateFile is not null, "CertificateFile must name the server certificate");
            Need(Issuer.KeyFile is null && Issuer.Authority?.StartsWith("https://", StringComparison.Ordinal) == true, "Issuer.Authority must be an https address");
            Need(!Issuer.Agencies.Contains("*"), "Issuer.Agencies must name agencies; * is for Development");
            Need(LawDate is null, "LawDate is for Development");
        }

        return problems;
    }
}
