using Registry.AccessLog;

namespace Registry.Store.Log;

/// <summary>
/// Why nothing is signed, in the operator's words. Each names its runbook: what it means and what to do is decided there, in daylight, and
/// not by whoever is woken by it.
/// </summary>
internal static class LogRefusals
{
    private const string Settle = "Nothing is signed until an operator has settled this: see deploy/runbooks/";

    /// <summary>Behind the mark.</summary>
    public static string Older(TreeHead here, long signed) => here.Size == 0
        ? $"The log is empty, but {signed} entries were signed: the database was wiped or made anew. {Settle}log-wiped.md"
        : $"The log has {here.Size} entries, but {signed} were signed: the database was rolled back or restored from an older backup. {Settle}log-older.md";

    /// <summary>Beyond the mark, and another history.</summary>
    public static string Changed(TreeHead here, long signed) =>
        $"The first {here.Size} entries of the log do not continue the {signed} that were signed: the database was rolled back and written on, or changed. {Settle}log-grown-past.md";

    /// <summary>A hole in the log.</summary>
    public static string Missing(long entry) => $"Entry {entry} of the log is missing. {Settle}log-grown-past.md";

    /// <summary>No mark beside a log that has entries.</summary>
    public static string NoMark(TreeHead here, string path) =>
        $"The log has {here.Size} entries, but there is no high-water mark at {path}. Put the file back from where this log came: without it nobody can tell whether the log was cut. "
        + "Only where it is lost for good: registryctl log adopt. See deploy/runbooks/log-mark-lost.md";

    /// <summary>A mark that cannot be read.</summary>
    public static string BadMark(string path) =>
        $"The high-water mark {path} cannot be read. Restore it from its copy; do not delete it, or a rolled-back log would pass. See deploy/runbooks/log-mark-lost.md";

    /// <summary>Somebody else's memory of a larger log, signed with this log's own keys.</summary>
    public static string Behind(RememberedHead kept, TreeHead here) =>
        $"{kept.Where} holds a checkpoint of {kept.Head.Size} entries, signed with the keys of this log, but the log here has {here.Size}: this is an older copy of it. {Settle}log-copied.md";

    /// <summary>Somebody else's memory of another history, signed with this log's own keys.</summary>
    public static string Forked(RememberedHead kept) =>
        $"{kept.Where} holds a checkpoint of {kept.Head.Size} entries, signed with the keys of this log, that is not of the entries here: two histories were signed. {Settle}log-two-signers.md";

    /// <summary>Adoption where a mark stands.</summary>
    public static string MarkStands(string path) => $"There is a high-water mark at {path} already: this log needs no adoption. See deploy/runbooks/log-mark-lost.md";
}
