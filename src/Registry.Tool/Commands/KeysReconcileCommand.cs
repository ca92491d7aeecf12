using System.CommandLine;
using System.Globalization;
using Npgsql;
using Registry.Keys.Vault;
using Registry.Sealing;
using Registry.Server.Books;
using Registry.Store.Keys;
using Registry.Store.Log;
using Registry.Tool.Embedded;

namespace Registry.Tool.Commands;

/// <summary>`keys reconcile`: both books from the first entry on, without the server, and the vault's own log beside them.</summary>
internal static class KeysReconcileCommand
{
    public static Command Build()
    {
        var data = Shared.Data("Directory of the registry, running or not.");
        var vault = new Option<string?>("--vault-log") { Description = "AuditEvent log of the key vault, one JSON record a line: its unwraps are compared with those of the book.", HelpName = "FILE" };
        var name = new Option<string>("--vault-key") { Description = "What the names of the vault's epoch keys begin with; a number follows.", DefaultValueFactory = _ => "kek-", HelpName = "PREFIX" };
        var command = new Command("reconcile",
            """
            Compares what the process that releases keys did with what the access log says, from the first line on and without the server.

            Exit codes: 0 = the books agree, 1 = could not compare, 3 = they differ. Lines without a release alone are calls that ended in
            between and no difference here.
            """)
        { data, vault, name };
        command.SetAction((parsed, cancel) => Run(parsed.GetValue(data)!, parsed.GetValue(vault), parsed.GetValue(name)!, cancel));
        return command;
    }

    private static async Task<int> Run(string data, string? vaultLog, string keyPrefix, CancellationToken cancel)
    {
        await Task.Yield();

        // All of the vault's log or nothing: a file with one bad line is compared with nothing.
        var vault = vaultLog is null ? null : Vault(vaultLog, keyPrefix);
        var directory = DataDirectory.Open(data);
        await using var clusters = await EmbeddedClusters.Use(directory, cancel);
        await using var keySource = NpgsqlDataSource.Create(clusters.Keys);
        await using var logSource = NpgsqlDataSource.Create(clusters.LogReader);
        using var ring = await KeyRing.Open(new LocalKeyCustodian(directory.Custodian, "Development"), new WrappedKeys(keySource), cancel);
        var key = await ring.OpenService(ServiceKeyName.ReleaseBook, cancel);
        var folder = KeysCommand.OptionsOf(directory, clusters).BookDirectory;
        try
        {
            var entries = ReleaseBookReader.Read(folder, key).ToList();
            var report = await new Reconciliation(
                new LogReader(logSource), new LocalAuditKey(directory.AuditKey, "Development"),
                (from, _) => Task.FromResult<IReadOnlyList<BookEntry>>([.. entries.Skip((int)from).Take(4096)]), TimeProvider.System).Since(null, cancel);
            var differ = Tell(report);
            if (vault is not null)
                differ |= Tell(VaultBooks.Compare(vault, entries));
            return differ ? ExitCode.NotGenuine : 0;
        }
        catch (FormatException damaged)
        {
            await Console.Error.WriteLineAsync($"registryctl: {damaged.Message}. See deploy/runbooks/keys-books.md");
            return ExitCode.NotGenuine;
        }
    }

    private static VaultLog Vault(string file, string keyPrefix)
    {
        try
        {
            return VaultLog.Read(file, keyPrefix);
        }
        catch (FormatException wrong)
        {
            throw new CommandFailedException($"--vault-log: {wrong.Message}");
        }
    }

    private static bool Tell(BookReport report)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"lines 0 to {report.UntilLine}: {report.Grants} let something out; {report.Releases} releases, {report.Refusals} refusals"));
        var differ = Tell(report.WithoutLine, "releases of keys WITHOUT a line that lets them out, at")
            | Tell(report.Disagreeing, "lines that say one thing to inspectors and let out ANOTHER:")
            | Tell(report.Unreadable, "lines that do NOT OPEN with the inspectorate's key:");
        Tell(report.WithoutRelease, "lines for which no key was released (calls that ended in between):");
        Console.WriteLine(differ ? "the books of keys and lines DIFFER: see deploy/runbooks/keys-books.md" : "the books of keys and lines agree");
        return differ;
    }

    private static bool Tell(Findings findings, string what)
    {
        if (findings.Count > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{findings.Count} {what} {string.Join(", ", findings.Lines)}{(findings.Count > findings.Lines.Length ? " ..." : "")}"));
        return findings.Count > 0;
    }

    private static bool Tell(VaultVerdict verdict)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"vault: {verdict.Matched} unwraps stand in both logs"));
        foreach (var one in verdict.InVaultAlone)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"the vault let epoch {one.Epoch} be opened ({one.Operation}) at {one.At:u} by {one.Caller}, and the book knows nothing of it (line {one.Line})"));
        foreach (var one in verdict.InBookAlone)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the book says that epoch {one.Epoch} was unwrapped at {one.At:u}, and the vault's log does not: it is not complete"));
        return verdict.InVaultAlone.Count + verdict.InBookAlone.Count > 0;
    }
}
