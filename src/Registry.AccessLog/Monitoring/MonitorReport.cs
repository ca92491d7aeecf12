namespace Registry.AccessLog;

/// <summary>What one look at a log has shown.</summary>
public enum MonitorFinding
{
    /// <summary>It continues what was kept, and is believed by the policy.</summary>
    Consistent,

    /// <summary>Nothing was learnt: no answer, or files missing, and what was learnt before is not too old yet.</summary>
    Unreachable,

    /// <summary>The checkpoint is not signed by the log's keys, or the tiles are not those that were signed.</summary>
    NotGenuine,

    /// <summary>Two histories are signed with the log's keys.</summary>
    Fork,

    /// <summary>A smaller log is shown than was kept.</summary>
    RolledBack,

    /// <summary>The newest signature is older than allowed: the log is frozen, withheld, or frozen for this reader.</summary>
    Old,

    /// <summary>The quorum of witnesses has not cosigned.</summary>
    TooFewWitnesses,
}

/// <summary>A finding in words.</summary>
/// <param name="Finding">Which.</param>
/// <param name="Message">For people; holds sizes and names of keys, never bytes of the log.</param>
/// <param name="Head">What was shown, where it was signed by the log's keys.</param>
public sealed record MonitorReport(MonitorFinding Finding, string Message, TreeHead? Head);
