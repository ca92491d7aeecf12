using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Registry.AccessLog;
using Registry.Domain.Secrecy;
using Registry.Sealing;

namespace Registry.Load;

/// <summary>
/// A log that nobody's registry wrote, sealed as ours is: for the inspectorate's program under any number of records. Line i is about
/// <see cref="PersonOf"/>, by officer i mod 50, one second after the line before it.
/// </summary>
internal sealed class GeneratedLog : IAuditEpochs, IDisposable
{
    public const int Persons = 1000;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RSA inspectorate = RSA.Create(3072);
    private readonly Ed25519Key key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));
    private readonly StringBuilder epochs = new();

    /// <summary>Audit epochs of the log, oldest first.</summary>
    public List<Guid> Epochs { get; } = [];

    /// <summary>The inspectorate's private key, PKCS#8 in PEM.</summary>
    public string KeyPem => inspectorate.ExportPkcs8PrivateKeyPem();

    /// <summary>Writes an export of so many records, with <c>audit.pem</c>, the inspectorate's key, beside it.</summary>
    public static async Task Write(string directory, int records)
    {
        using var log = new GeneratedLog();
        await log.WriteAsync(directory, records);
        await File.WriteAllTextAsync(Path.Combine(directory, "audit.pem"), log.KeyPem);
    }

    public static Guid PersonOf(long line) => new((int)(line % Persons) + 1, 7, 7, [8, 7, 6, 5, 4, 3, 2, 1]);

    public static string OfficerOf(long line) => $"officer/{line % 50}";

    /// <summary>Writes an export with records, epochs and policy.</summary>
    /// <param name="change">Changes a record before it is logged; null for none.</param>
    /// <param name="last">Makes one line more, in an epoch of its own.</param>
    public async Task WriteAsync(
        string directory, long count, Func<long, StoredRecord, StoredRecord>? change = null, Func<RecordSealer, StoredRecord>? last = null)
    {
        var signer = new Ed25519NoteSigner("log.generated/1", key);
        var policy = LogPolicy.OfLog([signer.Key]);
        using var sealer = await RecordSealer.Start(inspectorate.ExportSubjectPublicKeyInfo(), this, TimeProvider.System, CancellationToken.None);
        using var writer = TileDirectoryWriter.Open(directory, policy, withRecords: true);
        var edge = new RightEdge();
        // In portions, so that sealing runs on every core and memory stays bounded.
        for (long from = 0; from < count; from += 8192)
        {
            var portion = new StoredRecord[Math.Min(8192, count - from)];
            var first = from;
            Parallel.For(0, portion.Length, i => portion[i] = Seal(sealer, first + i, change));
            await Write(portion);
        }

        if (last is not null)
        {
            using var later = await RecordSealer.Start(inspectorate.ExportSubjectPublicKeyInfo(), this, TimeProvider.System, CancellationToken.None);
            await Write([last(later)]);
        }

        await File.WriteAllTextAsync(Path.Combine(directory, "audit-epochs"), epochs.ToString());

        async Task Write(StoredRecord[] portion)
        {
            foreach (var record in portion)
                edge.Append(Merkle.Leaf(record.Entry()));
            var note = await new Checkpoint(policy.Origin, edge.Head).SignAsync([signer]);
            await writer.WriteAsync(Each(portion.Select(ExportLine.Of)), Each([note]));
        }
    }

    public Task AddEpoch(Guid epoch, byte[] wrapped, CancellationToken cancel)
    {
        Epochs.Add(epoch);
        epochs.Append(CultureInfo.InvariantCulture, $"{epoch:d} {Convert.ToBase64String(wrapped)}\n");
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        inspectorate.Dispose();
        key.Dispose();
    }

    /// <summary>The actor part of line i, as the registry would write it.</summary>
    public static byte[] Said(Guid id, long line) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            {"v":1,"at":"{{Start.AddSeconds(line):yyyy-MM-ddTHH:mm:ss+00:00}}","kind":"{{(line % 7 == 0 ? "denial" : "intent")}}","issuer":"urn:issuer","officer":"{{OfficerOf(line)}}","agency":"CA-TTH","method":"IdentityService/GetIdentity","purpose":"receive_returnee","legal_basis":"QD22/2015-D7.1","asked":["status"],"granted":{},"refused":{},"law":"00","facts":0,"trace":"{{id}}","outcome":"OK","appended":[],"count":1}
            """));

    private static StoredRecord Seal(RecordSealer sealer, long line, Func<long, StoredRecord, StoredRecord>? change)
    {
        var id = Guid.NewGuid();
        var parts = sealer.Seal(id, Said(id, line), line % 3 == 0 ? "vì sao"u8 : [], LineScope.About(PersonOf(line)));
        var record = new StoredRecord(id, parts.Actor, parts.Subject, parts.Justification);
        return change is null ? record : change(line, record);
    }

    private static async IAsyncEnumerable<T> Each<T>(IEnumerable<T> items)
    {
        await Task.CompletedTask;
        foreach (var item in items)
            yield return item;
    }
}
