namespace Registry.Verify;

/// <summary>What the command tells the shell. Scripts rely on these numbers.</summary>
internal static class ExitCode
{
    internal const int Verified = 0;
    internal const int Failed = 1;
    internal const int Unusable = 2;
}
