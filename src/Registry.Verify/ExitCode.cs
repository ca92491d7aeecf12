namespace Registry.Verify;

/// <summary>What the command tells the shell. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    internal const int Verified = 0;
    internal const int Failed = 1;
    internal const int Unusable = 2;

    /// <summary>The log ends before a line that it promised.</summary>
    internal const int Dropped = 3;

    /// <summary>The log shows another entry in the place of one that it promised.</summary>
    internal const int Replaced = 4;

    /// <summary>The log is not the history that it promised.</summary>
    internal const int Forked = 5;

    /// <summary>A receipt is not the log's.</summary>
    internal const int Forged = 6;

    /// <summary>No verdict yet: the copy of the log is as old as the receipt.</summary>
    internal const int Pending = 7;

    /// <summary>Some records could not be opened, so the answer may lack them.</summary>
    internal const int Unreadable = 8;

    /// <summary>The registry committed to another number of lines about a person than the log has.</summary>
    internal const int Contradicted = 9;
}
