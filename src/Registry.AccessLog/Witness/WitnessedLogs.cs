namespace Registry.AccessLog;

/// <summary>The logs that a witness follows: one verifier key a line, blank lines and comments (#). The name of a key is the log's origin.</summary>
/// <remarks>
/// All keys listed for one origin must have signed a checkpoint; C2SP asks for one of them. Whoever can change this file decides whose
/// histories are cosigned.
/// </remarks>
public sealed class WitnessedLogs
{
    /// <summary>Largest file that is read.</summary>
    public const int MaxBytes = 1024 * 1024;

    private readonly Dictionary<string, LogPolicy> logs;

    private WitnessedLogs(Dictionary<string, LogPolicy> logs) => this.logs = logs;

    /// <summary>Origins, in no order.</summary>
    public IReadOnlyCollection<string> Origins => logs.Keys;

    /// <exception cref="FormatException">Not such a file, or no key in it; names the line.</exception>
    public static WitnessedLogs Parse(ReadOnlySpan<byte> bytes)
    {
        var keys = new List<VerifierKey>();
        var lines = StrictText.Lines(bytes, MaxBytes, "logs").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i].StartsWith('#'))
                continue;
            try
            {
                var key = VerifierKey.Parse(lines[i]);
                keys.Add(keys.Contains(key) ? throw new FormatException("the key stands here twice.") : key);
            }
            catch (FormatException e)
            {
                throw new FormatException($"logs line {i + 1}: {e.Message}");
            }
        }
        return keys.Count > 0
            ? new WitnessedLogs(keys.GroupBy(key => key.Name).ToDictionary(log => log.Key, log => LogPolicy.OfLog(log), StringComparer.Ordinal))
            : throw new FormatException("logs: expected at least one verifier key.");
    }

    /// <summary>Keys of the log of this origin, or null for a log that is not followed.</summary>
    public LogPolicy? Find(string origin) => logs.GetValueOrDefault(origin);
}
