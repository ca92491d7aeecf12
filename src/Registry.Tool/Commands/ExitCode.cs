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

    /// <summary>A signal ended a command in the middle; 128 + SIGINT, as shells say it.</summary>
    public const int Interrupted = 130;
}
