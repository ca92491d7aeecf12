using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Tool.Demo;

/// <summary>What is wrong with a scenario before it is played: everything at once, in the words of whoever writes the file.</summary>
internal static class ScenarioCheck
{
    public static IEnumerable<string> Problems(Scenario scenario, LawTables law)
    {
        var days = scenario.Steps.Select(step => step.Tool?.Day).OfType<DateOnly>().Prepend(scenario.LawDate).ToList();
        foreach (var agency in scenario.Agencies.Where(code =>
            scenario.Enrols?.ContainsKey(code) != true && days.All(day => law.Agencies.Find(new AgencyCode(code), day) is null)))
            yield return $"agencies: there is no {agency} on {string.Join(", ", days.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}";
        foreach (var (id, officer) in scenario.Officers.Where(one => !scenario.Agencies.Contains(one.Value.Agency)))
            yield return $"officers.{id}: {officer.Agency} is not among the agencies of the case";
        foreach (var twice in scenario.Steps.GroupBy(step => step.Id).Where(group => group.Count() > 1))
            yield return $"step {twice.Key}: the id is used twice";

        var known = new KnownValues(scenario);
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        var today = scenario.LawDate;
        foreach (var step in scenario.Steps)
        {
            today = step.Tool?.Day ?? today;
            foreach (var problem in Of(step, scenario, law, today, known, earlier))
                yield return $"step {step.Id}: {problem}";
            earlier.Add(step.Id);
        }
    }

    private static IEnumerable<string> Of(
        Step step, Scenario scenario, LawTables law, DateOnly today, KnownValues known, HashSet<string> earlier)
    {
        if ((step.Call is null) == (step.Tool is null))
            yield return "is either a call or a tool";
        foreach (var same in (step.Expect.SameAnswerAs ?? []).Where(id => !earlier.Contains(id)))
            yield return $"same_answer_as: there is no earlier step {same}";
        if (step.Expect.EveryLookAt is { } person && !scenario.People.ContainsKey(person))
            yield return $"every_look_at: there is no person {person}";

        var problems = step.Call is { } call ? OfCall(call, step, scenario, law, today, known) : OfTool(step.Tool!, step, known);
        foreach (var problem in problems)
            yield return problem;
        foreach (var name in Referred(step).SelectMany(known.Unknown))
            yield return $"expect: ${{{name}}} is not known here";

        // What the step will give, so that later steps can be checked: a number reads as an id and as a version alike.
        foreach (var name in (step.Keep ?? new Dictionary<string, string>()).Keys.Append(step.Id + ".record_id").Append(step.Id + ".leaf_index"))
            known[name] = "1";
    }

    private static IEnumerable<string> OfCall(
        OfficersCall call, Step step, Scenario scenario, LawTables law, DateOnly today, KnownValues known)
    {
        if (step.Expect.Status is null)
            yield return "expect: a call needs a status";
        if (step.Expect is { Status: not ("OK" or null), Reason: null })
            yield return "expect: a refusal needs its reason";
        if (step.Expect.ExitCode is not null || step.Expect.Output is not null)
            yield return "expect: exit_code and output are for tools";
        if (!scenario.Officers.ContainsKey(call.By))
            yield return $"by: there is no officer {call.By}";
        if (call.About is { } about && !scenario.People.ContainsKey(about))
            yield return $"about: there is no person {about}";
        if (!law.KnowsLegalBasis(call.LegalBasis, today))
            yield return $"legal_basis: {call.LegalBasis} is not a basis that may be cited on {today:yyyy-MM-dd}";
        if (call.Justification.Length == 0)
            yield return "justification: an officer says why";

        if (ContractMethod.Find(call.Method) is not { } method)
        {
            yield return $"method: the contract has no {call.Method}";
            yield break;
        }

        if (method.Access.Purposes.All(purpose => ContractMethod.PurposeName(purpose) != call.Purpose))
            yield return $"purpose: {call.Method} does not serve {call.Purpose}";
        if (method.Streams == call.Until is null)
            yield return "until: every stream is left at some message, and nothing else is";
        if (method.Access.Scope != call.Scope)
            yield return $"scope: {call.Method} needs {method.Access.Scope}";

        var unknown = known.Unknown(call.Request).ToList();
        foreach (var name in unknown)
            yield return $"request: ${{{name}}} is not known here";
        if (unknown.Count == 0 && RequestProblem(method, call, known) is { } problem)
            yield return $"request: {problem}";
    }

    private static IEnumerable<string> OfTool(ToolUse tool, Step step, KnownValues known)
    {
        if (step.Expect.Status is not null)
            yield return "expect: status is for calls";
        if (tool.Do is ToolKind.VerifyLog or ToolKind.VerifyProof && step.Expect.ExitCode is null)
            yield return "expect: registry-verify needs an exit_code";
        if (tool.Do == ToolKind.VerifyProof && (tool.Record is null || tool.Proof is null))
            yield return "tool: verify-proof needs record and proof";
        if ((tool.Do == ToolKind.LawDate) == tool.Day is null)
            yield return "tool: law-date needs day, and no other tool has one";
        if (tool.Do == ToolKind.ChangeOneByte && tool.Leaf is null)
            yield return "tool: change-one-byte needs leaf";
        foreach (var name in new[] { tool.Record, tool.Proof, tool.Leaf }.SelectMany(text => known.Unknown(text)))
            yield return $"tool: ${{{name}}} is not known here";
    }

    private static IEnumerable<JsonNode?> Referred(Step step) =>
        (step.Expect.Values ?? new Dictionary<string, string>()).Values.Select(value => (JsonNode?)value)
            .Concat((step.Expect.Lists ?? new Dictionary<string, JsonArray>()).Values)
            .Concat((step.Expect.Lacks ?? new Dictionary<string, JsonArray>()).Values)
            .Concat((step.Expect.Output ?? []).Select(text => (JsonNode?)text));

    private static string? RequestProblem(ContractMethod method, OfficersCall call, KnownValues known)
    {
        try
        {
            _ = method.Request(call, known.Fill(call.Request)!.AsObject(), Guid.NewGuid());
            return null;
        }
        catch (Exception wrong) when (wrong is InvalidProtocolBufferException or FormatException or InvalidOperationException)
        {
            return wrong.Message;
        }
    }
}
