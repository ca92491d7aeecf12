using System.Security.Cryptography;
using System.Text.Json;
using Registry.Keys;
using Registry.Server.Hosting;

namespace Registry.Tool.Embedded;

/// <summary>
/// The directory that `up` works in: two clusters, the keys of a development registry, and what others need to find them. Its marker
/// says that everything in it is for development; the local custodian refuses to work anywhere else.
/// </summary>
internal sealed class DataDirectory
{
    private const string Marker = "registry.development.json";

    private DataDirectory(string path, Identity identity)
    {
        Root = path;
        Identity = identity;
    }

    public string Root { get; }

    /// <summary>What this registry is called: made once, never changed.</summary>
    public Identity Identity { get; }

    public string RegistryCluster => Path.Combine(Root, "clusters", "registry");

    public string KeysCluster => Path.Combine(Root, "clusters", "keys");

    public string Custodian => Path.Combine(Root, "secrets", "custodian");

    public string AuditKey => Path.Combine(Root, "secrets", "inspectorate");

    public string LogSeed => Path.Combine(Root, "secrets", "log", "ed25519.seed");

    /// <summary>Fixes the keys of the log, and names its witnesses: add `witness NAME VKEY URL`, `group` and `quorum` lines to it.</summary>
    public string LogPolicy => Path.Combine(Root, "secrets", "log", LogSigner.PolicyFile);

    public string HighWater => Path.Combine(Root, "secrets", "log", "high-water");

    public string PublishedLog => Path.Combine(Root, "log");

    /// <summary>What the process that releases keys works with, besides custodian and key table: socket, book, how far the log was seen.</summary>
    public string KeysRoom => Path.Combine(Root, "keys");

    public string KeysSocket => Path.Combine(KeysRoom, "socket");

    /// <summary>Comparisons of the book of releases with the log.</summary>
    public string Books => Path.Combine(Root, "books.jsonl");

    public string IssuerPrivate => Path.Combine(Root, "secrets", "issuer", "private.pem");

    public string IssuerPublic => Path.Combine(Root, "secrets", "issuer", "public.pem");

    public string PostgresEnv => Path.Combine(Root, "postgres.env");

    public string LockFile => Path.Combine(Root, "up.lock");

    /// <summary>Opens a directory that `up` made.</summary>
    /// <exception cref="CommandFailedException">It is not one.</exception>
    public static DataDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        var marker = Path.Combine(root, Marker);
        if (!File.Exists(marker))
            throw new CommandFailedException($"{root} is not the data directory of a registry; make one with: registryctl up --data {path}");
        var directory = new DataDirectory(root, Read(marker));
        var missing = directory.Missing();
        return missing.Count == 0
            ? directory
            : throw new CommandFailedException(
                $"{root} has lost its secrets: {string.Join(", ", missing)}. Bring them back from the backup; without them nothing can be opened or signed");
    }

    /// <summary>Name of the province that the registry was begun for; null before its first start came to its end.</summary>
    public string? Province => File.Exists(ProvinceFile) ? File.ReadAllText(ProvinceFile) : null;

    private string ProvinceFile => Path.Combine(Root, "province");

    /// <summary>Open cases name agencies of one province: under another's tables they would have none, or a stranger of the same code.</summary>
    /// <exception cref="CommandFailedException">It was begun for another one.</exception>
    public void Expect(string province)
    {
        if (Province is { } begun && begun != NameOf(province))
            throw new CommandFailedException($"--province: this registry was begun for {begun}; another province needs a data directory of its own");
    }

    /// <summary>Keeps the province of the first start.</summary>
    public void Keep(string province)
    {
        if (Province is null)
            File.WriteAllText(ProvinceFile, NameOf(province));
    }

    private static string NameOf(string province) => Path.GetFileName(Path.TrimEndingDirectorySeparator(province));

    /// <summary>Makes the room of the process that releases keys where there is none.</summary>
    /// <exception cref="CommandFailedException">The path of its socket is longer than the system allows.</exception>
    public void MakeKeysRoom()
    {
        if (!KeysFit)
            throw new CommandFailedException($"--keys-process: {KeysSocket} is longer than the {KeysOptions.LongestSocket} bytes that a socket's path may have; use a directory with a shorter name");
        if (!Directory.Exists(KeysRoom))
            Make(KeysRoom, 0b111_000_000);
    }

    /// <summary>False when the directory's name is too long for a socket in it.</summary>
    public bool KeysFit => System.Text.Encoding.UTF8.GetByteCount(KeysSocket) <= KeysOptions.LongestSocket;

    /// <summary>Opens the directory, or makes it and its keys where it is empty or missing.</summary>
    /// <exception cref="CommandFailedException">Something else lives there.</exception>
    public static DataDirectory OpenOrCreate(string path)
    {
        var root = Path.GetFullPath(path);
        var marker = Path.Combine(root, Marker);
        if (!File.Exists(marker))
            Create(root, marker);
        return Open(path);
    }

    private static void Create(string root, string marker)
    {
        if (File.Exists(root))
            throw new CommandFailedException($"{root} is a file; name a directory");
        if (Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
            throw new CommandFailedException($"{root} is not empty and not the data directory of a registry; name another one");

        var identity = new Identity(
            $"registry.local/log/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}", "urn:registry:development", "urn:registry:development:issuer");
        var directory = new DataDirectory(root, identity);
        Make(root, 0b111_001_001);
        Make(Path.Combine(root, "clusters"), 0b111_001_001);
        foreach (var secret in (string[])["", "log", "issuer", "custodian", "inspectorate"])
            Make(Path.Combine(root, "secrets", secret), 0b111_000_000);

        LogSigner.CreateKeys(
            identity.LogOrigin, Path.GetFileName(directory.LogSeed), (name, content) => WriteSecret(Path.Combine(Path.GetDirectoryName(directory.LogSeed)!, name), content));
        using (var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            WriteSecret(directory.IssuerPrivate, System.Text.Encoding.ASCII.GetBytes(issuer.ExportPkcs8PrivateKeyPem()));
            WriteSecret(directory.IssuerPublic, System.Text.Encoding.ASCII.GetBytes(issuer.ExportSubjectPublicKeyInfoPem()));
        }

        // Last: a directory without marker is not a registry, so a crash half-way leaves nothing that looks like one.
        File.WriteAllText(marker, JsonSerializer.Serialize(identity));
    }

    private static Identity Read(string marker)
    {
        try
        {
            if (JsonSerializer.Deserialize<Identity>(File.ReadAllText(marker)) is { LogOrigin: not null, Audience: not null, Issuer: not null } identity)
                return identity;
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new CommandFailedException($"{marker} is damaged; bring it back from the backup");
    }

    /// <summary>What `up` made and the registry cannot be without; new ones in their place would orphan all that was written.</summary>
    private List<string> Missing()
    {
        var paths = new List<string>();
        paths.AddRange(((string[])[LogSeed, LogPolicy, IssuerPrivate, IssuerPublic]).Where(path => !File.Exists(path)));
        paths.AddRange(((string[])[Custodian, AuditKey]).Where(path => !Directory.Exists(path)));
        if (File.Exists(PostgresEnv))
            paths.AddRange(((string[])[Custodian, AuditKey]).Where(path => Directory.Exists(path) && !Directory.EnumerateFiles(path).Any()));
        return [.. paths.Select(path => Path.GetRelativePath(Root, path))];
    }

    private static void Make(string path, int mode)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, (UnixFileMode)mode);
    }

    private static void WriteSecret(string path, byte[] content)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(content);
        CryptographicOperations.ZeroMemory(content);
    }
}

/// <summary>Names of one development registry.</summary>
/// <param name="LogOrigin">Origin of its log with a random incarnation id.</param>
/// <param name="Audience">Audience of its tokens.</param>
/// <param name="Issuer">Issuer of its tokens.</param>
internal sealed record Identity(string LogOrigin, string Audience, string Issuer);

/// <summary>A command cannot do what it was asked. The message is for the operator; exit code 1.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
