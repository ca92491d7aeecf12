namespace Registry.Tool.Commands;

/// <summary>What a command tells the shell. Scripts rely on these numbers; 0 is success.</summary>
internal static class ExitCode
{
    /// <summary>The error stream says why.</summary>
    public const int Failed = 1;

    /// <summary>No such command, option or form of value.</summary>
    public const int Mistyped = 2;

    /// <summary>The log is not what was signed; the error stream says between which entries.</summary>
    public const int NotGenuine = 3;

    /// <summary>`monitor`: two histories were signed with the keys of the log.</summary>
    public const int Fork = 4;

    /// <summary>`monitor`: a smaller log is shown than was seen.</summary>
    public const int RolledBack = 5;

    /// <summary>`monitor`: the newest signature is older than allowed.</summary>
    public const int Old = 6;

    /// <summary>`monitor`: the quorum of witnesses has not cosigned.</summary>
    public const int TooFewWitnesses = 7;

    /// <summary>A signal ended a command in the middle; 128 + SIGINT, as shells say it.</summary>
    public const int Interrupted = 130;
}
