using System.Diagnostics;

namespace Registry.Store.Clusters;

/// <summary>The PostgreSQL server programs of this machine, run as a user that they accept (they refuse root).</summary>
internal sealed class PostgresBinaries
{
    private const string Install = "PostgreSQL 15 or newer is not installed; on Debian: apt-get install -y postgresql-15";
    private readonly string directory;

    private PostgresBinaries(string directory) => this.directory = directory;

    /// <exception cref="ClusterException">No server programs on this machine.</exception>
    public static PostgresBinaries Find()
    {
        const string debian = "/usr/lib/postgresql";
        var newest = Directory.Exists(debian)
            ? Directory.GetDirectories(debian)
                .Select(path => (path, version: int.TryParse(Path.GetFileName(path), out var v) ? v : 0))
                .Where(found => found.version >= 15 && File.Exists(Path.Combine(found.path, "bin", "initdb")))
                .OrderByDescending(found => found.version)
                .Select(found => Path.Combine(found.path, "bin"))
                .FirstOrDefault()
            : null;
        return new PostgresBinaries(newest ?? throw new ClusterException(Install));
    }

    /// <summary>Runs one program to its end.</summary>
    /// <exception cref="ClusterException">It failed; the message carries its last words.</exception>
    public async Task Run(string program, CancellationToken cancel, params string[] arguments)
    {
        var (code, output) = await Execute(Path.Combine(directory, program), arguments, cancel);
        if (code != 0)
            throw new ClusterException($"{program} failed ({code}): {output.Trim()}");
    }

    /// <summary>True when the program ends with 0.</summary>
    public async Task<bool> Succeeds(string program, CancellationToken cancel, params string[] arguments) =>
        (await Execute(Path.Combine(directory, program), arguments, cancel)).Code == 0;

    /// <summary>Makes a directory that only the cluster's user can enter.</summary>
    public async Task OwnDirectory(string path, CancellationToken cancel)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!Environment.IsPrivilegedProcess)
            return;
        var (code, output) = await Execute("/bin/chown", ["postgres:postgres", path], cancel, asSelf: true);
        if (code != 0)
            throw new ClusterException($"chown failed: {output.Trim()}. {Install}");
        var (reachable, _) = await Execute("/usr/bin/test", ["-x", path], cancel);
        if (reachable != 0)
            throw new ClusterException($"user postgres cannot reach {path}: choose a data directory whose parent directories it may enter, e.g. under /var/lib");
    }

    /// <summary>Writes a file of the cluster with the owner that the cluster needs.</summary>
    public async Task WriteFile(string path, string text, CancellationToken cancel)
    {
        await File.WriteAllTextAsync(path, text, cancel);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (Environment.IsPrivilegedProcess)
            await Execute("/bin/chown", ["postgres:postgres", path], cancel, asSelf: true);
    }

    private static async Task<(int Code, string Output)> Execute(string program, string[] arguments, CancellationToken cancel, bool asSelf = false)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        start.Environment["LC_ALL"] = "C";
        if (Environment.IsPrivilegedProcess && !asSelf)
        {
            start.FileName = "setpriv";
            foreach (var argument in (string[])["--reuid=postgres", "--regid=postgres", "--init-groups", program])
                start.ArgumentList.Add(argument);
        }
        else
        {
            start.FileName = program;
        }

        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        using var process = Process.Start(start) ?? throw new ClusterException($"{program} did not start");

        // pg_ctl leaves the server behind with our pipes open only when it has no log file of its own; all our starts have one.
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var error = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return (process.ExitCode, await output + await error);
    }
}

/// <summary>A private cluster could not be made or started. The message is for the operator and names what to do.</summary>
public sealed class ClusterException(string message) : Exception(message);
