namespace Registry.AccessLog;

/// <summary>Reads the lines of a policy: <c>log</c>, <c>witness</c>, <c>group</c>, <c>quorum</c>, blank lines and comments (#).</summary>
internal sealed class PolicyReader
{
    private readonly List<VerifierKey> logKeys = [];
    private readonly Dictionary<string, PolicyWitness> witnesses = new(StringComparer.Ordinal);
    private readonly List<PolicyGroup> groups = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private string? quorum;
    private bool hasQuorum;

    internal static LogPolicy Read(string text)
    {
        var reader = new PolicyReader();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var words = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].StartsWith('#'))
                continue;
            try
            {
                reader.Add(words);
            }
            catch (FormatException e)
            {
                throw new FormatException($"policy line {i + 1}: {e.Message}");
            }
        }
        if (reader.logKeys.Count == 0 || !reader.hasQuorum)
            throw new FormatException("policy: expected at least one log line and one quorum line.");
        return new LogPolicy(text, reader.logKeys, new PolicyQuorum(reader.witnesses, reader.groups, reader.quorum));
    }

    private void Add(string[] words)
    {
        switch (words)
        {
            case ["log", _] or ["log", _, _]:
                AddLogKey(VerifierKey.Parse(words[1]));
                break;
            case ["witness", _, _] or ["witness", _, _, _]:
                AddWitness(new PolicyWitness(words[1], VerifierKey.Parse(words[2]), words.Length > 3 ? Url(words[3]) : null));
                break;
            case ["group", var name, var threshold, .. var members]:
                AddGroup(name, threshold, members);
                break;
            case ["quorum", var name] when !hasQuorum:
                if (name != "none" && !names.Contains(name))
                    throw new FormatException("the quorum names no witness or group defined above.");
                quorum = name == "none" ? null : name;
                hasQuorum = true;
                break;
            default:
                throw new FormatException("expected 'log', 'witness', 'group' or, once, 'quorum', with its words.");
        }
    }

    private void AddLogKey(VerifierKey key)
    {
        if (logKeys.Contains(key) || (logKeys.Count > 0 && logKeys[0].Name != key.Name))
            throw new FormatException("all log keys must be different keys of one log, under one name.");
        if (witnesses.Values.Any(witness => witness.Key.PublicKey.SequenceEqual(key.PublicKey)))
            throw new FormatException("a key of the log cannot be a witness's: a log that witnesses itself is not witnessed.");
        logKeys.Add(key);
    }

    private void AddWitness(PolicyWitness witness)
    {
        // One key under two names would count as two witnesses; one of the log's as a witness that the operator holds.
        if (!witness.Key.IsTimestamped
            || witnesses.Values.Select(other => other.Key).Concat(logKeys).Any(other => other.PublicKey.SequenceEqual(witness.Key.PublicKey)))
            throw new FormatException("a witness needs a cosignature key (type 0x04 or 0x06) that no other witness has, and not the log.");
        AddName(witness.Name);
        witnesses.Add(witness.Name, witness);
    }

    private static Uri Url(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") && url.Query.Length == 0 && url.UserInfo.Length == 0
            ? url
            : throw new FormatException("the address of a witness must be an http or https address without query.");

    private void AddGroup(string name, string threshold, string[] members)
    {
        if (members.Length == 0 || members.Distinct().Count() != members.Length || !members.All(names.Contains))
            throw new FormatException("the members of a group must be different witnesses or groups defined above.");
        var needed = threshold switch
        {
            "any" => 1,
            "all" => members.Length,
            _ => StrictText.Number(threshold, "threshold"),
        };
        if (needed < 1 || needed > members.Length)
            throw new FormatException("the threshold of a group must be 'any', 'all' or from 1 to the number of members.");
        AddName(name);
        groups.Add(new PolicyGroup(name, (int)needed, members));
    }

    private void AddName(string name)
    {
        if (name == "none" || !names.Add(name))
            throw new FormatException("the name is taken.");
    }
}
