namespace Registry.AccessLog;

/// <summary>A group of witnesses and groups, of which a number must agree.</summary>
internal sealed record PolicyGroup(string Name, int Needed, IReadOnlyList<string> Members);

/// <summary>A witness as a policy names it.</summary>
/// <param name="Name">Its name in the policy.</param>
/// <param name="Key">Its cosignature key.</param>
/// <param name="Url">Where it takes checkpoints; ends with a slash. Null if the policy does not say.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, Uri? Url);

/// <summary>The witness half of a policy.</summary>
/// <param name="Witnesses">By name.</param>
/// <param name="Groups">In the order of the file: members are always defined before the group.</param>
/// <param name="Required">Name of a witness or group; null for <c>quorum none</c>.</param>
internal sealed record PolicyQuorum(
    IReadOnlyDictionary<string, PolicyWitness> Witnesses, IReadOnlyList<PolicyGroup> Groups, string? Required)
{
    internal IEnumerable<VerifierKey> WitnessKeys => Witnesses.Values.Select(witness => witness.Key);

    internal bool IsMetBy(IReadOnlySet<VerifierKey> signedBy)
    {
        if (Required is null)
            return true;
        var agreed = Witnesses.Where(witness => signedBy.Contains(witness.Value.Key)).Select(witness => witness.Key).ToHashSet();
        foreach (var group in Groups)
            if (group.Members.Count(agreed.Contains) >= group.Needed)
                agreed.Add(group.Name);
        return agreed.Contains(Required);
    }
}
