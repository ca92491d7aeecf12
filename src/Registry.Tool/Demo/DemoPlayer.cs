using Registry.Domain.Law;

namespace Registry.Tool.Demo;

/// <summary>Plays a scenario against a running registry and says whether everything that it expects held.</summary>
internal sealed class DemoPlayer : IDisposable
{
    private readonly IDemoHost host;
    private readonly Scenario scenario;
    private readonly TimeProvider clock;
    private readonly Transcript transcript;
    private readonly KnownValues known;
    private readonly OfficersDesk desk;
    private readonly AnswerCheck check;
    private readonly Dictionary<string, CallAnswer> answers = new(StringComparer.Ordinal);
    private readonly List<(string Person, string Record, string Step)> looks = [];
    private readonly List<(string Step, Finding Finding)> failures = [];
    private string export = "";

    private DemoPlayer(IDemoHost host, Scenario scenario, LawTables law, TextWriter output, TimeProvider clock)
    {
        this.host = host;
        this.scenario = scenario;
        this.clock = clock;
        transcript = new Transcript(new Paper(output), scenario, law);
        known = new KnownValues(scenario);
        desk = new OfficersDesk(host, scenario, clock);
        check = new AnswerCheck(answers, known, looks);
    }

    /// <summary>Plays every step, also after one that failed, and prints the transcript.</summary>
    /// <param name="host">The running registry.</param>
    /// <param name="scenario">From <see cref="ScenarioFile.Read"/>.</param>
    /// <param name="law">Tables for names and articles in words.</param>
    /// <param name="output">Where the transcript goes.</param>
    /// <param name="clock">For deadlines.</param>
    /// <returns>0 when every expectation held, 1 otherwise.</returns>
    public static async Task<int> Play(IDemoHost host, Scenario scenario, LawTables law, TextWriter output, TimeProvider clock)
    {
        using var player = new DemoPlayer(host, scenario, law, output, clock);
        return await player.Play();
    }

    public void Dispose() => desk.Dispose();

    private async Task<int> Play()
    {
        var started = clock.GetTimestamp();
        transcript.Begin();
        if (host.LawDate != scenario.LawDate)
            await host.MoveTo(scenario.LawDate);
        foreach (var part in scenario.Parts)
        {
            transcript.Part(part);
            foreach (var step in part.Steps)
                await Play(step);
        }

        transcript.End(failures, clock.GetElapsedTime(started));
        return failures.Count == 0 ? 0 : 1;
    }

    private async Task Play(Step step)
    {
        transcript.Step(step);
        List<Finding> findings;
        try
        {
            findings = step.Call is { } call ? await Play(step, call) : await Play(step, step.Tool!);
        }
        catch (ScenarioException missing)
        {
            findings = [new Finding("the step can be played", missing.Problems[0])];
        }

        transcript.Findings(findings);
        failures.AddRange(findings.Where(finding => !finding.Held).Select(finding => (step.Id, finding)));
    }

    private async Task<List<Finding>> Play(Step step, OfficersCall call)
    {
        var request = known.Fill(call.Request)!.AsObject();
        transcript.Asks(call, request);
        var answer = await desk.Make(call, request);
        answers[step.Id] = answer;
        transcript.Answers(call, request, answer);

        var findings = check.Findings(step, answer).ToList();
        if (call.About is { } person && answer.Record.Length > 0)
            looks.Add((person, answer.Record, step.Id));
        known[step.Id + ".record_id"] = answer.Record;
        known[step.Id + ".leaf_index"] = answer.Leaf;
        foreach (var (name, path) in step.Keep ?? new Dictionary<string, string>())
            if (AnswerPath.Find(answer.Fields, known.Fill(path)) is [var value, ..])
                known[name] = value;
            else
                findings.Add(new Finding($"{path} is there for later steps", "it is not"));
        return findings;
    }

    private async Task<List<Finding>> Play(Step step, ToolUse tool)
    {
        switch (tool.Do)
        {
            case ToolKind.ExportLog:
                export = await host.ExportLog();
                transcript.Told("sổ xuất ra / exported", Path.GetFileName(export.TrimEnd('/')));
                return [Finding.Of("a checkpoint and a policy", File.Exists(Path.Combine(export, "checkpoint")) && File.Exists(Policy), "a file is missing")];
            case ToolKind.VerifyLog:
                return Verified(step, await host.RegistryVerify("log", export));
            case ToolKind.VerifyProof:
                var file = await host.SaveProof(known.Fill(tool.Record!), known.Fill(tool.Proof!));
                return Verified(step, await host.RegistryVerify("proof", file, "--policy", Policy));
            case ToolKind.ChangeOneByte:
                var changed = await host.ChangeOneByte(long.Parse(known.Fill(tool.Leaf!), System.Globalization.CultureInfo.InvariantCulture));
                transcript.Told("đã sửa / changed", changed);
                return [Finding.Of("one byte is changed", changed.Length > 0, "nothing was changed")];
            case ToolKind.LawDate:
                await host.MoveTo(tool.Day!.Value);
                transcript.MovedTo(tool.Day.Value);
                return [];
            default:
                await host.RestoreByte();
                transcript.Told("đã khôi phục / restored", "byte cũ trở lại / the old byte is back");
                return [];
        }
    }

    private string Policy => Path.Combine(export, "policy");

    private List<Finding> Verified(Step step, (int ExitCode, string Output) verdict)
    {
        transcript.Told("registry-verify", verdict.Output.Trim());
        return
        [
            Finding.Of($"exit code {step.Expect.ExitCode}", verdict.ExitCode == step.Expect.ExitCode, $"{verdict.ExitCode}"),
            .. (step.Expect.Output ?? []).Select(known.Fill).Select(text =>
                Finding.Of($"it says '{text}'", verdict.Output.Contains(text, StringComparison.Ordinal), "it does not")),
        ];
    }
}
