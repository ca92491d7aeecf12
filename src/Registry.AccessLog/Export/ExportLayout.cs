namespace Registry.AccessLog;

/// <summary>Names of the files in an exported log, beside <c>tile/</c> and <c>records/</c>. See FORMAT.md.</summary>
public static class ExportLayout
{
    /// <summary>The newest signed checkpoint; it and the policy are the only files that ever change in place.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Every earlier signed checkpoint, oldest first.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>The keys of this log as a tlog-policy. Whoever verifies should bring this file from elsewhere.</summary>
    public const string Policy = "policy";

    /// <summary>Folder of the encrypted records; absent in an export without them.</summary>
    public const string Records = "records";

    internal const string WriterLock = ".writer";
}
