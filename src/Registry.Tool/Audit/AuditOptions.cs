using System.CommandLine;
using System.Globalization;
using Google.Protobuf.Reflection;
using Registry.Server.Hosting;
using Registry.Tool.Commands;
using Registry.Tool.Embedded;
using Registry.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Registry.Tool.Audit;

/// <summary>The options that the inspectors' commands share.</summary>
internal sealed class AuditOptions
{
    private const string SubjectBasis = "RULE-SUBJECT-REPORT";

    private readonly Option<string> server = new("--server") { Description = "Address of the registry, e.g. http://127.0.0.1:5001.", Required = true, HelpName = "URL" };
    private readonly Option<string?> token = new("--token-file") { Description = $"File with the access token, read anew for every call; else the environment variable {AuditOffice.TokenVariable}.", HelpName = "FILE" };
    private readonly Option<string?> mandate = new("--mandate") { Description = "Id of the mandate that you work under, as the directory gives it; the founding one of a development registry unless told.", HelpName = "ID" };
    private readonly Option<string> basis = new("--legal-basis") { Description = "Code of the law tables.", DefaultValueFactory = _ => "RULE-INSPECTION", HelpName = "CODE" };
    private readonly Option<string> because = new("--because") { Description = "Why you look; it is sealed in the log with your look.", DefaultValueFactory = _ => "", HelpName = "TEXT" };
    private readonly Option<string> lang = new("--lang") { Description = "Language of the tables: vi or en.", DefaultValueFactory = _ => "vi", HelpName = "vi|en" };

    private readonly Option<string> province = Shared.Province();
    private readonly Option<string?> switches = Shared.LawSwitches();

    private readonly Option<string?> person = new("--person") { Description = "Lines about this person: the random id.", HelpName = "ID" };
    private readonly Option<string> subject = new("--person") { Description = "Whom it is told: the random id of her record.", Required = true, HelpName = "ID" };
    private readonly Option<string?> officer = new("--officer") { Description = "Lines of this officer.", HelpName = "ID" };
    private readonly Option<string?> agency = new("--agency") { Description = "Lines of this agency's officers.", HelpName = "CODE" };
    private readonly Option<string?> purpose = new("--purpose") { Description = "Lines with this purpose, e.g. TREATMENT.", HelpName = "NAME" };
    private readonly Option<string?> fieldClass = new("--class") { Description = "Lines that granted this class of fields or refused it, e.g. HEALTH.", HelpName = "NAME" };
    private readonly Option<string?> outcome = new("--outcome") { Description = "Lines with this outcome: OK, or the reason of a refusal, e.g. NOT_FOUND.", HelpName = "CODE" };
    private readonly Option<string?> kind = new("--kind") { Description = "Lines of this kind: INTENT, DENIAL, OUTCOME, START.", HelpName = "NAME" };
    private readonly Option<string?> from = new("--from") { Description = "Lines from this time on, e.g. 2026-11-22T00:00:00Z.", HelpName = "TIME" };
    private readonly Option<string?> until = new("--until") { Description = "Lines before this time.", HelpName = "TIME" };

    private readonly Option<string?> state = new("--state") { Description = "Entries that are OPEN or SETTLED; both unless told.", HelpName = "NAME" };
    private readonly Option<string> verdict = new("--finding") { Description = "What you found: IN_ORDER, AGENCY_ASKED or PASSED_ON.", Required = true, HelpName = "NAME" };
    private readonly Option<string> remark = new("--remark") { Description = "Why you found so, and to whom it was passed on; sealed in the log.", Required = true, HelpName = "TEXT" };

    public Option<bool> Json { get; } = new("--json") { Description = "For machines: codes instead of words, times in UTC." };

    public AuditOptions() => lang.AcceptOnlyFromAmong("vi", "en");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { server, token, mandate, basis, because, lang, province, switches, Json })
            command.Add(option);
    }

    public void AddQuestionTo(Command command)
    {
        AddTo(command);
        foreach (var option in new Option[] { person, officer, agency, purpose, fieldClass, outcome, kind, from, until })
            command.Add(option);
    }

    /// <summary>For who tells a person who looked at her record: no mandate, a basis of its own.</summary>
    public void AddSubjectTo(Command command)
    {
        foreach (var option in new Option[] { server, token, because, subject, lang, province, switches, Json })
            command.Add(option);
    }

    public void AddQueueTo(Command command)
    {
        AddPeriodTo(command);
        command.Add(state);
    }

    public void AddSettlementTo(Command command)
    {
        AddPeriodTo(command);
        foreach (var option in new Option[] { verdict, remark })
            command.Add(option);
    }

    public void AddPeriodTo(Command command)
    {
        AddTo(command);
        command.Add(from);
        command.Add(until);
    }

    /// <exception cref="CommandFailedException">An option has another form.</exception>
    public Errand Errand(ParseResult parsed) => new(
        Uri.TryCreate(parsed.GetValue(server), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && (url.Scheme == "https" || url.IsLoopback)
            ? url
            : throw new CommandFailedException("--server: an https address is expected, or http on this machine itself"),
        parsed.GetValue(token), parsed.GetValue(basis)!, parsed.GetValue(because)!,
        parsed.GetValue(mandate) is not { } id ? Domain.Agencies.Mandate.Founding
            : Guid.TryParseExact(id, "D", out var given) ? given : throw new CommandFailedException("--mandate: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected"));

    public Errand SubjectErrand(ParseResult parsed) => Errand(parsed) with { LegalBasis = SubjectBasis, Mandate = null };

    /// <exception cref="CommandFailedException">The option has another form.</exception>
    public Guid Subject(ParseResult parsed) =>
        Guid.TryParseExact(parsed.GetValue(subject), "D", out var id) ? id : throw new CommandFailedException("--person: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected");

    public LineWords Words(ParseResult parsed) => new(LawFiles.Load(parsed.GetValue(province)!, parsed.GetValue(switches)), parsed.GetValue(lang) == "vi");

    /// <exception cref="CommandFailedException">An option has another form.</exception>
    public LineQuestion Question(ParseResult parsed) => new(new ListAccessesRequest
    {
        PersonId = parsed.GetValue(person) is not { } id ? ""
            : Guid.TryParseExact(id, "D", out _) ? id : throw new CommandFailedException("--person: an id as 0f8fad5b-d9cb-469f-a165-70867728950e is expected"),
        Officer = parsed.GetValue(officer) ?? "",
        Agency = parsed.GetValue(agency) ?? "",
        Purpose = (Purpose)Number(parsed.GetValue(purpose), "--purpose", nameof(Purpose), "PURPOSE_", OptionsReflection.Descriptor),
        FieldClass = (FieldClass)Number(parsed.GetValue(fieldClass), "--class", nameof(FieldClass), "FIELD_CLASS_", OptionsReflection.Descriptor),
        Outcome = parsed.GetValue(outcome) ?? "",
        Kind = (AccessKind)Number(parsed.GetValue(kind), "--kind", nameof(AccessKind), "ACCESS_KIND_", AuditServiceReflection.Descriptor),
        From = Time(parsed.GetValue(from), "--from"),
        Until = Time(parsed.GetValue(until), "--until"),
    });

    /// <exception cref="CommandFailedException">An option has another form.</exception>
    public ListReviewQueueRequest Queue(ParseResult parsed) => new()
    {
        From = Time(parsed.GetValue(from), "--from"),
        Until = Time(parsed.GetValue(until), "--until"),
        State = (ReviewState)Number(parsed.GetValue(state), "--state", nameof(ReviewState), "REVIEW_STATE_", ReviewReflection.Descriptor),
    };

    /// <exception cref="CommandFailedException">An option has another form.</exception>
    public SettleReviewRequest Settlement(ParseResult parsed, Guid entry) => new()
    {
        RequestId = Guid.NewGuid().ToString(),
        From = Time(parsed.GetValue(from), "--from"),
        Until = Time(parsed.GetValue(until), "--until"),
        EntryId = entry.ToString(),
        Verdict = (ReviewVerdict)Number(parsed.GetValue(verdict), "--finding", nameof(ReviewVerdict), "REVIEW_VERDICT_", ReviewReflection.Descriptor),
        Remark = parsed.GetValue(remark)!,
    };

    private static int Number(string? name, string option, string type, string prefix, FileDescriptor file)
    {
        if (name is null)
            return 0;
        var values = file.EnumTypes.Single(one => one.Name == type).Values.Where(value => value.Number != 0).ToList();
        return values.FirstOrDefault(value => value.Name == prefix + name)?.Number
            ?? throw new CommandFailedException($"{option}: one of {string.Join(", ", values.Select(value => value.Name[prefix.Length..]))} is expected");
    }

    private static Timestamp? Time(string? text, string option) => text is null ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? Timestamp.FromDateTimeOffset(time)
        : throw new CommandFailedException($"{option}: a time as 2026-11-22T00:00:00Z is expected");
}
