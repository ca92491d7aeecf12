using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Grpc.Core;

namespace Registry.Tool.Demo;

/// <summary>Compares an answer with what the scenario expects of it.</summary>
/// <param name="answers">Answers of earlier steps.</param>
/// <param name="known">Values that expectations refer to.</param>
/// <param name="looks">Record ids of every call so far, with the person it was about.</param>
internal sealed class AnswerCheck(
    IReadOnlyDictionary<string, CallAnswer> answers, KnownValues known, IReadOnlyList<(string Person, string Record, string Step)> looks)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public IEnumerable<Finding> Findings(Step step, CallAnswer answer)
    {
        var expect = step.Expect;
        yield return Equal("status", expect.Status!, answer.StatusName);
        if (expect.Reason is { } reason)
            yield return Equal("reason", reason, answer.Reason);
        if (expect.Source is { } source)
            yield return Equal("source", source, answer.Source);
        if (expect.NextStep is { } next)
            yield return Equal("next_step", next, answer.NextStep);
        // Who proves nobody is told of no line: such calls are counted, one line a minute.
        if (answer.Status != StatusCode.Unauthenticated)
            yield return Finding.Of("a line in the access log", answer.Record.Length > 0 && answer.Leaf.Length > 0, "no record id or leaf index came back");

        foreach (var path in expect.Present ?? [])
            yield return Finding.Of($"{path} is there", AnswerPath.Find(answer.Fields, path).Count > 0, "it is not");
        foreach (var path in expect.Absent ?? [])
            yield return Finding.Of($"{path} is not there", AnswerPath.Find(answer.Fields, path).Count == 0, "it is");
        foreach (var (path, value) in expect.Values ?? new Dictionary<string, string>())
            yield return Value(answer, path, known.Fill(value));
        if (expect.Only is { } only)
            yield return Only(answer, only);
        foreach (var same in expect.SameAnswerAs ?? [])
            yield return Same(answer, same);
        foreach (var (path, entries) in expect.Lists ?? new Dictionary<string, JsonArray>())
            foreach (var entry in entries)
                yield return Listed(answer, path, known.Fill(entry)!);
        foreach (var (path, entries) in expect.Lacks ?? new Dictionary<string, JsonArray>())
            foreach (var entry in entries)
                yield return NotListed(answer, path, known.Fill(entry)!);
        foreach (var (path, count) in expect.Counts ?? new Dictionary<string, int>())
            yield return Count(answer, path, count);
        if (expect.EveryLookAt is { } person)
            yield return EveryLook(answer, person);
    }

    private static Finding Equal(string what, string expected, string found) =>
        Finding.Of($"{what} {expected}", expected == found, found.Length == 0 ? "there is none" : found);

    private static Finding Value(CallAnswer answer, string path, string expected)
    {
        var found = AnswerPath.Find(answer.Fields, path).Select(AnswerPath.Text).ToList();

        // Neither protobuf nor its JSON sends a false, a zero or an empty text.
        if (found.Count == 0 && expected is "false" or "0")
            found.Add(expected);
        return Finding.Of($"{path} is '{expected}'", found.Count > 0 && found.All(one => one == expected), $"'{string.Join("', '", found)}'");
    }

    private static Finding Only(CallAnswer answer, IReadOnlyList<string> only)
    {
        var missing = only.Where(path => AnswerPath.Find(answer.Fields, path).Count == 0).Select(path => "not " + path);
        var more = AnswerPath.Leaves(answer.Fields).Where(leaf => !only.Any(path => leaf == path || leaf.StartsWith(path + ".", StringComparison.Ordinal)));
        var wrong = missing.Concat(more.Select(path => "also " + path)).ToList();
        return Finding.Of($"{string.Join(", ", only)} and nothing else", wrong.Count == 0, string.Join(", ", wrong));
    }

    private Finding Same(CallAnswer answer, string step)
    {
        var differs = answers.TryGetValue(step, out var other) ? answer.DifferencesTo(other).ToList() : ["that step did not run"];
        return Finding.Of($"the very same bytes as step {step}", differs.Count == 0, "they differ: " + string.Join(", ", differs));
    }

    private static Finding Listed(CallAnswer answer, string path, JsonNode entry) =>
        Finding.Of($"{path} has {entry.ToJsonString(Readable)}", Entries(answer, path).Any(one => AnswerPath.Fits(one, entry)), "it has no such entry");

    private static Finding NotListed(CallAnswer answer, string path, JsonNode entry) =>
        Finding.Of($"{path} has no {entry.ToJsonString(Readable)}", !Entries(answer, path).Any(one => AnswerPath.Fits(one, entry)), "it has one");

    private static Finding Count(CallAnswer answer, string path, int count)
    {
        var found = AnswerPath.Find(answer.Fields, path).Sum(node => node is JsonArray items ? items.Count : 1);
        return Finding.Of($"{count} of {path}", found == count, $"{found}");
    }

    private static IEnumerable<JsonNode?> Entries(CallAnswer answer, string path) =>
        AnswerPath.Find(answer.Fields, path).SelectMany(node => node is JsonArray items ? items.AsEnumerable() : [node]);

    private Finding EveryLook(CallAnswer answer, string person)
    {
        var listed = AnswerPath.Find(answer.Fields, "lines.record_id").Select(AnswerPath.Text).ToHashSet(StringComparer.Ordinal);
        var expected = looks.Where(look => look.Person == person).ToList();
        var missing = expected.Where(look => !listed.Contains(look.Record)).Select(look => look.Step).ToList();
        return Finding.Of(
            $"all {expected.Count} calls of this case about her are listed", expected.Count > 0 && missing.Count == 0, "missing: " + string.Join(", ", missing));
    }
}
