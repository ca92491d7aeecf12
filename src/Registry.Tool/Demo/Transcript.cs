using System.Globalization;
using System.Text.Json.Nodes;
using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Tool.Demo;

/// <summary>Tells the case to somebody who knows no code: who asks, what for, what they see, what is refused and why, what the log noted.</summary>
internal sealed class Transcript(Paper paper, Scenario scenario, LawTables law)
{
    private int part;
    private int number;
    private int held;
    private int checkedSoFar;
    private DateOnly today = scenario.LawDate;

    public void Begin()
    {
        paper.Heading(scenario.Title.Vi, '═');
        paper.Text(scenario.Title.En);
        paper.Blank();
        paper.Text(scenario.Story.Vi);
        paper.Blank();
        paper.Text(scenario.Story.En);
        paper.Blank();
        paper.Text($"Ngày áp dụng pháp luật / law date: {scenario.LawDate.ToString("d/M/yyyy", CultureInfo.InvariantCulture)}");
    }

    public void Part(Part next)
    {
        part++;
        number = 0;
        paper.Blank();
        paper.Heading($"{part}. {next.Title.Vi}", '═');
        paper.Text($"{next.Title.En} ({next.Law.En})", 3);
        paper.Text(next.Law.Vi, 3);
    }

    public void Step(Step step)
    {
        number++;
        paper.Blank();
        paper.Heading($"{part}.{number} {step.Title.Vi}", '─');
        paper.Text(step.Title.En, 3);
        paper.Entry("vì sao / why", step.Explains.Vi);
        paper.Entry("", step.Explains.En);
    }

    public void Asks(OfficersCall call, JsonObject request)
    {
        var officer = scenario.Officers[call.By];
        paper.Entry("ai hỏi / who asks", $"{officer.Name} ({call.By}), {NameOf(officer.Agency)} [{officer.Agency}]");
        paper.Entry("để làm gì / for", $"{call.Purpose}, {law.Basis(call.LegalBasis)!.Vi} [{call.LegalBasis}]");
        paper.Entry("lý do / says", $"\"{call.Justification}\"");
        paper.Entry("gọi / calls", call.Method + (call.About is { } about ? $", về / about: {scenario.People[about].Role.Vi} ({scenario.People[about].Role.En})" : ""));
        if (Mask(request) is { } mask)
            paper.Entry("hỏi / asks for", string.Join(", ", mask.Select(Words.Field)));
        var entered = new JsonObject(request.Where(field => field.Key != "fields").Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
        if (AnswerText.Lines(entered) is { Length: > 0 } text)
            paper.Entry("ghi / enters", text);
    }

    public void Answers(OfficersCall call, JsonObject request, CallAnswer answer)
    {
        if (answer.StatusName == "OK")
            Seen(call, request, answer);
        else
            Refused(answer);
        if (call.Method == "ProtectionService/DecideMeasure")
            Authority(answer);
        paper.Entry("sổ ghi / log noted", answer.Record.Length > 0 ? $"bản ghi / record {answer.Record}, lá số / leaf {answer.Leaf}" : "KHÔNG CÓ / NOTHING");
    }

    /// <summary>The law clock stands on another day from here on.</summary>
    public void MovedTo(DateOnly day)
    {
        today = day;
        Told("ngày / day", day.ToString("d/M/yyyy", CultureInfo.InvariantCulture));
    }

    public void Told(string label, string text) => paper.Entry(label, text);

    public void Findings(IReadOnlyCollection<Finding> findings)
    {
        checkedSoFar += findings.Count;
        held += findings.Count(finding => finding.Held);
        foreach (var finding in findings.Where(finding => !finding.Held))
            paper.Entry("✗ SAI / DID NOT HOLD", $"expected: {finding.Expected}; found: {finding.Found}");
        paper.Entry(findings.All(finding => finding.Held) ? "✓ đúng / held" : "", $"{held} / {checkedSoFar}");
    }

    public void End(IReadOnlyList<(string Step, Finding Finding)> failures, TimeSpan took)
    {
        paper.Blank();
        paper.Rule('═');
        var seconds = took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        paper.Text($"Kỳ vọng đúng / expectations held: {held} trên / of {checkedSoFar}, {scenario.Steps.Count()} bước / steps, {seconds} s");
        foreach (var (step, finding) in failures)
            paper.Text($"✗ {step}: expected {finding.Expected}; found: {finding.Found}", 2);
    }

    /// <summary>As the agency is called today; of one that stands no more, or not yet, as it is called on the first day of the case.</summary>
    private string NameOf(string code) =>
        (law.Agencies.Find(new AgencyCode(code), today) ?? law.Agencies.Find(new AgencyCode(code), scenario.LawDate))?.Vi
        ?? scenario.Enrols?.GetValueOrDefault(code)?.Vi ?? code;

    private void Seen(OfficersCall call, JsonObject request, CallAnswer answer)
    {
        if (answer.Fields["lines"] is JsonArray lines)
            LookTable.Print(paper, lines);
        else if (AnswerText.Lines(answer.Fields) is { Length: > 0 } text)
            paper.Entry("thấy / sees", text);
        else
            paper.Entry("thấy / sees", call.Method == "IdentityService/VerifyCertificate" ? "không được xác nhận / not confirmed" : "đã ghi / done");

        var hidden = (Mask(request) ?? []).Where(name => !Shown(answer.Fields, name)).Select(Words.Field).ToList();
        if (hidden.Count > 0)
            paper.Entry("không thấy / not shown", string.Join(", ", hidden));
    }

    private void Refused(CallAnswer answer)
    {
        paper.Entry("TỪ CHỐI / REFUSED", answer.Words("vi"));
        paper.Entry("", answer.Words("en"));
        paper.Entry("", (answer.Reason == answer.StatusName ? answer.Reason : answer.StatusName + " " + answer.Reason) + (answer.Source.Length > 0
            ? $" [{answer.Source}; {answer.Certainty.ToLowerInvariant()}]{(answer.NextStep.Length > 0 ? " → " + answer.NextStep : "")}"
            : ""));
    }

    /// <summary>How sure the power to decide is: a reader must see where the law was read between the lines.</summary>
    private void Authority(CallAnswer answer)
    {
        if (answer.StatusName != "OK")
            return;
        var sure = AnswerPath.Text(answer.Fields["authority_certainty"]!) switch
        {
            "CERTAINTY_INFERRED" => "thẩm quyền suy luận / inferred: văn bản không nói thẳng / not spelled out in the texts that were seen",
            "CERTAINTY_CONFLICT" => "hai văn bản không thống nhất / conflict: Decree 62/2012 Art. 8(1) does not list this power",
            _ => "quy định rõ / as the text says",
        };
        paper.Entry("thẩm quyền / power", sure);
    }

    private static IEnumerable<string>? Mask(JsonObject request) =>
        request["fields"] is JsonArray names ? names.Select(name => name!.GetValue<string>()) : null;

    private static bool Shown(JsonObject answer, string name) => name switch
    {
        "operations" => AnswerPath.Find(answer, "measures.operation").Concat(AnswerPath.Find(answer, "measures.place")).Any(),
        "measures" => AnswerPath.Find(answer, "measures.decision").Any(),
        _ => AnswerPath.Find(answer, name).Concat(AnswerPath.Find(answer, "person." + name)).Any(),
    };
}
