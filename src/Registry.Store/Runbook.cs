namespace Registry.Store;

/// <summary>
/// The page that says what a refusal means and what to do. Every refusal names one; a test holds that each page is there.
/// </summary>
public static class Runbook
{
    /// <summary>Where the pages lie, as operators read it.</summary>
    public const string Folder = "deploy/runbooks/";

    /// <summary>Lines are not signed by this log's keys, or one of them is missing.</summary>
    public const string LogKeys = Folder + "log-keys.md";

    /// <summary>Lines are written and not signed.</summary>
    public const string LogUnsigned = Folder + "log-unsigned.md";

    /// <summary>Signed lines are not published.</summary>
    public const string LogUnpublished = Folder + "log-unpublished.md";

    /// <summary>The log changed under a running process.</summary>
    public const string LogGrownPast = Folder + "log-grown-past.md";

    /// <summary>Outcome lines that are owed and cannot be written.</summary>
    public const string Outbox = Folder + "outbox.md";

    /// <summary>The database is away, or not as the registry needs it.</summary>
    public const string DatabaseUnfit = Folder + "database-unfit.md";

    /// <summary>The server does not start, for a reason that has no page of its own.</summary>
    public const string StartRefused = Folder + "start-refused.md";

    /// <summary>The process that releases keys.</summary>
    public const string KeysProcess = Folder + "keys-process.md";

    /// <summary>The text with its page: its own where it names one.</summary>
    public static string Named(string text, string page) => text.Contains(Folder, StringComparison.Ordinal) ? text : $"{text}: see {page}";
}
