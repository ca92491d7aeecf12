namespace Registry.Store.Clusters;

/// <summary>
/// The lock file of a cluster, <c>postmaster.pid</c>. PostgreSQL believes it while any process has the number in it: after a crash of the
/// machine or the container that may be a stranger, or a dead child that nobody collects, and the cluster would never start again.
/// </summary>
internal static class PostmasterPid
{
    /// <summary>No process can have this number (Linux ends at 2^22).</summary>
    private const string Nobody = "2147483646";

    /// <summary>
    /// Takes a number away that is not this cluster's server. The rest of the file stays: by the shared memory that it names PostgreSQL
    /// still refuses to start while children of the dead server are at work.
    /// </summary>
    /// <param name="data">PGDATA as it was given to the server.</param>
    public static void ForgetTheDead(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file) || File.ReadAllText(file).Split('\n') is not [var pid, .. var rest])
            return;
        if (int.TryParse(pid, out var number) && !IsServer(number, data))
            File.WriteAllText(file, string.Join('\n', [Nobody, .. rest]));
    }

    private static bool IsServer(int pid, string data)
    {
        try
        {
            // A dead process that was not collected has no command line.
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(data, StringComparer.Ordinal);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
