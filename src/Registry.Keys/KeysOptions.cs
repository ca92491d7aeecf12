using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Store;

namespace Registry.Keys;

/// <summary>Everything the process that releases keys is told. Each value is followed by what somebody who can change it could do.</summary>
internal sealed record KeysOptions
{
    /// <summary><c>Development</c>: the only custodian of this build is the local one. Anything else refuses the start.</summary>
    public string Environment { get; init; } = "Production";

    /// <summary>Path of the Unix-domain socket, in a folder that only this process's user can write. Whoever connects and is one of <see cref="Users"/> may ask.</summary>
    public string Socket { get; init; } = "";

    /// <summary>User ids that may ask: the server's. Each of them can ask for what committed lines let out, and for no more.</summary>
    public IReadOnlyList<uint> Users { get; init; } = [];

    /// <summary>True when the server runs as another user of the socket's group: mode 0660 in place of 0600.</summary>
    public bool ForGroup { get; init; }

    /// <summary>Database <c>registry</c> as registry_log_reader. Who points it at a database of his own has keys released against lines of his own.</summary>
    public string LogReader { get; init; } = "";

    /// <summary>Database <c>registry_keys</c> as registry_keys, which the server no longer needs. With the custodian it opens everything.</summary>
    public string Keys { get; init; } = "";

    /// <summary>Directory of the local key custodian (Development only). Who reads it and the key table opens everything, unlogged.</summary>
    public string CustodianDirectory { get; init; } = "";

    /// <summary>Folder of the book of releases. Who writes there can destroy it and change nothing unseen.</summary>
    public string BookDirectory { get; init; } = "";

    /// <summary>How far the log was seen. Who changes it makes this process refuse, or believe an older log.</summary>
    public string SeenFile { get; init; } = "";

    /// <summary>Different persons in an hour: what a taken-over server reads at most.</summary>
    public int PersonsPerHour { get; init; } = 2000;

    /// <summary>Different persons in an hour for one officer.</summary>
    public int PersonsPerActorHour { get; init; } = 300;

    private static JsonSerializerOptions Form { get; } = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads the file of options. One that nobody knows refuses the start: it may be a misspelt safeguard.</summary>
    /// <exception cref="KeysRefusedException">No such file, or not of this form.</exception>
    public static KeysOptions Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<KeysOptions>(File.ReadAllBytes(file), Form) ?? throw new JsonException();
        }
        catch (JsonException wrong)
        {
            throw new KeysRefusedException([$"{file}: line {wrong.LineNumber + 1}: not an option of this process, or not of its form ({wrong.Path})"]);
        }
        catch (IOException missing)
        {
            throw new KeysRefusedException([$"{file}: {missing.Message}"]);
        }
    }

    /// <summary>Everything that is wrong, in the operator's words; empty when the process may start.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Need(bool met, string what)
        {
            if (!met)
                problems.Add(what);
        }

        Need(Environment == "Development", "Environment must be Development: this build has the local custodian alone; production needs a key vault");
        Need(Socket.Length > 0 && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(Socket))), "Socket must name a socket in a folder that exists");
        Need(System.Text.Encoding.UTF8.GetByteCount(Socket) <= LongestSocket, $"Socket must be at most {LongestSocket} bytes long: the system allows no longer path");
        Need(Users.Count > 0, "Users must list the user ids that may ask for keys: the server's");
        Need(LogReader.Length > 0 && Keys.Length > 0, "LogReader and Keys must be connection strings");
        Need(Directory.Exists(CustodianDirectory), "CustodianDirectory must exist");
        Need(BookDirectory.Length > 0 && SeenFile.Length > 0, "BookDirectory and SeenFile must be set");
        Need(PersonsPerHour > 0 && PersonsPerActorHour > 0, "PersonsPerHour and PersonsPerActorHour must be above 0");
        return problems;
    }

    /// <summary>sun_path of Linux without its closing NUL.</summary>
    internal const int LongestSocket = 107;
}

/// <summary>The process does not start; the message lists every reason at once.</summary>
internal sealed class KeysRefusedException(IReadOnlyList<string> problems)
    : Exception("The process that releases keys does not start:" + string.Concat(problems.Select(problem => System.Environment.NewLine + "  - " + Runbook.Named(problem, Runbook.KeysProcess))));
