using System.Globalization;
using Npgsql;
using Registry.Domain.Access;
using Registry.Sealing;
using Registry.Server.Records;
using Registry.Store.Log;

namespace Registry.Server.Hosting;

/// <summary>
/// Takes a log whose high-water mark is lost for the true one. The line that says so is in the log before the new mark is, so that no crash
/// and no haste adopts in silence; a log that a witness contradicts is not adopted.
/// </summary>
internal static class Adoption
{
    /// <param name="options">Of the registry, which must not be running.</param>
    /// <param name="because">Why the operator believes it, for inspectors.</param>
    /// <param name="cancel">Ends it before the line is written.</param>
    /// <returns>What was adopted, the line included, and what the witnesses could not say.</returns>
    /// <exception cref="LogRolledBackException">It cannot be adopted; the message says why.</exception>
    public static async Task<(long Entries, IReadOnlyList<string> Unasked)> Run(ServerOptions options, string because, CancellationToken cancel)
    {
        await using var app = NpgsqlDataSource.Create(options.App);
        await using var signs = NpgsqlDataSource.Create(options.LogSigner);
        using var signer = LogSigner.Of(options);
        await using var witnesses = new LogWitnesses(signs, signer.Policy);
        var remembered = await witnesses.Remembered(cancel);
        var found = (await Checkpointer.Adoptable(signs, options.HighWaterFile, remembered, cancel)).Head;

        var inspectorate = new LocalAuditKey(options.AuditKeyDirectory, options.Environment);
        using var records = await RecordSealer.Start(inspectorate.PublicKey, new AuditEpochs(app), TimeProvider.System, cancel);
        await using var log = new LogWriter(options.App);
        var record = new AccessRecord
        {
            At = TimeProvider.System.GetUtcNow(),
            Kind = RecordKind.Adoption,
            Method = "Adopt/" + Build.Version,
            Running = string.Create(
                CultureInfo.InvariantCulture, $"entries={found.Size} root={found.Root.ToBase64()} witnesses={remembered.Count} of {witnesses.Count}"),
        };
        var line = new AccessRecorder(log, records).Line(record, because, Guid.Empty, new HashSet<FieldClass>(), grant: false);
        await Resources.WithoutHaste(() => log.Write(line, CancellationToken.None), CancellationToken.None);
        return ((await Checkpointer.Adopt(signs, options.HighWaterFile, CancellationToken.None, remembered)).Size, witnesses.Health.Troubles);
    }
}
