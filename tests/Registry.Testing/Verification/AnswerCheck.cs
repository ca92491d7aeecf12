using Registry.Server.Records;
using Registry.Testing.Running;

namespace Registry.Testing.Verification;

/// <summary>
/// The lines against what clients were told, by however many processes: every answer has its own line where its receipt says, an act that was told to stand
/// has its outcome, what was answered before the next call was made stands before it, and no call left a line twice.
/// </summary>
internal sealed class AnswerCheck(RunningRegistry registry, IReadOnlyList<KeptAnswer> answers)
{
    public async Task<IReadOnlyList<string>> Findings()
    {
        var lines = await Lines.Of(registry);
        return [.. OwnLines(lines), .. Doubled(lines), .. Order()];
    }

    private IEnumerable<string> OwnLines(IReadOnlyList<OpenedLine> lines)
    {
        var byId = lines.ToDictionary(line => line.Id);
        // Who asks again after an unknown outcome is told what stands since the first time; a call that its own twin overtook looks once more, under the same trace.
        var finished = lines.Where(line => line.Content is { Kind: RecordKind.Outcome, Appended.Length: > 0 } or { Outcome: "REPEATED" })
            .Select(line => line.Content.Trace).ToHashSet();
        foreach (var answer in answers)
        {
            if (!byId.TryGetValue(answer.Receipt.RecordId, out var line))
                yield return $"an answer to {answer.Method} has no line: its receipt says {answer.Receipt.Index}";
            else if (line.Index != answer.Receipt.Index || line.Content.Method != answer.Method || line.Content.Officer != answer.Officer)
                yield return $"line {line.Index} is not of the call to {answer.Method} whose receipt names it as {answer.Receipt.Index}";
            else if (answer.Acted && !finished.Contains(line.Content.Trace))
                yield return $"line {line.Index}: {answer.Method} was told to stand and has no outcome";
        }

        foreach (var shared in answers.CountBy(answer => answer.Receipt.RecordId).Where(one => one.Value > 1))
            yield return $"{shared.Value} answers have one line, {byId[shared.Key].Index}";
    }

    private static IEnumerable<string> Doubled(IReadOnlyList<OpenedLine> lines)
    {
        foreach (var (line, place) in lines.Select((line, place) => (line, place)).Where(one => one.line.Index != one.place))
            yield return $"line {line.Index} stands at place {place}";
        foreach (var intent in lines.Select(line => line.Content.Intent).OfType<Guid>().CountBy(id => id).Where(one => one.Value > 1))
            yield return $"the intent {intent.Key} has {intent.Value} outcomes";

        // A call that was overtaken by its own twin looks once more, and says so.
        var overtaken = lines.Where(line => line.Content.Outcome == "VERSION_MOVED").Select(line => line.Content.Trace).ToHashSet();
        // A call that is given up while it waits for its line leaves another that says so: the first may have been committed all the same.
        foreach (var call in lines.Where(line => line.Content.Kind != RecordKind.Outcome && line.Content.Outcome != "CANCELLED")
            .Where(line => line.Content.Trace != Guid.Empty && !overtaken.Contains(line.Content.Trace))
            .GroupBy(line => (line.Content.Trace, line.Content.Kind, line.Subject)))
            if (call.Count() > 1)
                yield return $"the lines {string.Join(", ", call.Select(line => $"{line.Index} {line.Content.Outcome}"))} are one {call.Key.Kind} of one call";
    }

    /// <summary>The tree has one lock, so this holds between processes as within one.</summary>
    private IEnumerable<string> Order()
    {
        var answered = new Queue<KeptAnswer>(answers.OrderBy(answer => answer.Answered));
        var last = -1L;
        foreach (var asked in answers.OrderBy(answer => answer.Asked))
        {
            while (answered.TryPeek(out var before) && before.Answered < asked.Asked)
                last = Math.Max(last, answered.Dequeue().Receipt.Index);
            if (asked.Receipt.Index <= last)
                yield return $"line {asked.Receipt.Index} is of a call that was made after line {last} was answered";
        }
    }
}
