using Registry.V1;

namespace Registry.Tool.Audit;

/// <summary>
/// Follows the lines of a question by asking again and again. Each look is a line about the same person, so its own ones are left out: else it would
/// report itself for ever.
/// </summary>
internal sealed class LineWatch(LineQuestion question, AuditOffice office, TimeSpan every, TimeProvider clock)
{
    /// <summary>Lines that are held until the end of a round. More than that in one round is said, and the rest is left to `audit list`.</summary>
    private const int MostOfRound = 10_000;

    // Own lines that were not met yet: a second page of a round is met in the next round.
    private readonly HashSet<string> own = new(StringComparer.Ordinal);
    private long newest = -1;

    /// <summary>Until it is cancelled. What stands already is not shown.</summary>
    /// <param name="show">Takes a new line, oldest first.</param>
    /// <param name="say">Takes what an operator should know.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task Run(Func<AccessLine, Task> show, Func<string, Task> say, CancellationToken cancel)
    {
        var first = true;
        while (true)
        {
            try
            {
                // Own lines that the filters do not take are never met.
                if (own.Count > MostOfRound)
                    own.Clear();
                foreach (var line in await Round(first, say, cancel))
                    await show(line);
                first = false;
            }
            catch (OfficeUnreachableException silent)
            {
                await say(silent.Message);
            }

            await Task.Delay(every, clock, cancel);
        }
    }

    private async Task<List<AccessLine>> Round(bool first, Func<string, Task> say, CancellationToken cancel)
    {
        var (found, highest) = (new List<AccessLine>(), newest);
        await foreach (var line in question.Ask(office, record => own.Add(record), cancel))
        {
            highest = Math.Max(highest, line.LeafIndex);
            if (own.Remove(line.RecordId))
                continue;
            if (first || line.LeafIndex <= newest)
                break;
            if (found.Count == MostOfRound)
            {
                await say($"more than {MostOfRound} new lines in one look; see the older ones with: audit list");
                break;
            }

            found.Add(line);
        }

        newest = highest;
        found.Reverse();
        return found;
    }
}
