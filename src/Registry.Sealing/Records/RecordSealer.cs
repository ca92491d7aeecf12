using System.Security.Cryptography;
using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>
/// Seals access records under an audit epoch key that this process makes, wraps to the inspectorate's public key and drops an hour
/// later: from then on the process cannot read its own lines.
/// </summary>
/// <remarks>
/// <see cref="Seal"/> never waits: the host calls <see cref="MakeAhead"/> every minute, which stores the next epoch ten minutes before
/// it is needed. Where that failed for an hour sealing refuses: no record, no answer.
/// </remarks>
public sealed class RecordSealer : IRecordSealer, IDisposable
{
    private readonly byte[] publicKey;
    private readonly IAuditEpochs epochs;
    private readonly TimeProvider clock;
    private readonly FillRandom random;
    private readonly Lock gate = new();
    private AuditEpoch? current;
    private AuditEpoch? next;

    internal RecordSealer(ReadOnlyMemory<byte> publicKey, IAuditEpochs epochs, TimeProvider clock, FillRandom random)
    {
        this.publicKey = publicKey.ToArray();
        this.epochs = epochs;
        this.clock = clock;
        this.random = random;
    }

    /// <summary>How long an audit epoch key lives in this process.</summary>
    public static readonly TimeSpan EpochLife = TimeSpan.FromHours(1);

    /// <summary>How long before the end of an epoch the next is made.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>A sealer with its first epoch stored.</summary>
    /// <param name="publicKey">The inspectorate's RSA key, SubjectPublicKeyInfo in DER.</param>
    /// <param name="epochs">Where wrapped epoch keys go.</param>
    /// <param name="clock">Ends epochs.</param>
    /// <param name="cancel">Gives up the start.</param>
    public static async Task<RecordSealer> Start(
        ReadOnlyMemory<byte> publicKey, IAuditEpochs epochs, TimeProvider clock, CancellationToken cancel)
    {
        var sealer = new RecordSealer(publicKey, epochs, clock, SystemRandom.Fill);
        await sealer.MakeAhead(cancel);
        return sealer;
    }

    /// <summary>
    /// Drops an epoch whose hour is over and makes the next when the current one nears its end. To be called every minute, by one
    /// caller; a failure to store leaves everything as it was, to be tried again.
    /// </summary>
    public async Task MakeAhead(CancellationToken cancel)
    {
        lock (gate)
        {
            Turn();
            if (next is not null || (current is not null && current.Expires - clock.GetUtcNow() > Ahead))
                return;
        }

        var made = new AuditEpoch(random.NewGuid(), Secret.Random(random), clock.GetUtcNow() + EpochLife);
        try
        {
            await epochs.AddEpoch(made.Id, RsaWrap.Wrap(publicKey, made.Key), cancel);
        }
        catch
        {
            made.Dispose();
            throw;
        }

        lock (gate)
        {
            next?.Dispose();
            next = made;
            Turn();
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No audit epoch key could be stored for an hour.</exception>
    public SealedRecord Seal(Guid recordId, ReadOnlySpan<byte> actor, ReadOnlySpan<byte> justification, LineScope scope)
    {
        Ids.RequireNonEmpty(recordId, nameof(recordId));
        using var epoch = Current();
        var sealedJustification = justification.IsEmpty
            ? []
            : RecordPartFormat.Seal(epoch.Key, epoch.Id, recordId, RecordPart.Justification, justification, random);
        var frame = ActorFrame.Write(actor, sealedJustification);
        try
        {
            return new SealedRecord(
                RecordPartFormat.Seal(epoch.Key, epoch.Id, recordId, RecordPart.Actor, frame, random),
                sealedJustification,
                RecordPartFormat.Seal(epoch.Key, epoch.Id, recordId, RecordPart.Subject, ScopeFormat.Write(scope), random, ScopeFormat.Version),
                epoch.Id)
            {
                Opening = RecordPartFormat.PartKey(epoch.Key, recordId, RecordPart.Subject),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(frame);
        }
    }

    /// <summary>Seals a line of the registry itself that everybody may read: with the key of its actor part, 32 bytes.</summary>
    /// <exception cref="InvalidOperationException">No audit epoch key could be stored for an hour.</exception>
    public (SealedRecord Sealed, byte[] ActorKey) SealForEverybody(Guid recordId, ReadOnlySpan<byte> actor)
    {
        // Parts of one record are of one epoch; the key is of the epoch that the parts name.
        using var epoch = Current();
        var frame = ActorFrame.Write(actor, []);
        return (
            new SealedRecord(
                RecordPartFormat.Seal(epoch.Key, epoch.Id, recordId, RecordPart.Actor, frame, random),
                [],
                RecordPartFormat.Seal(epoch.Key, epoch.Id, recordId, RecordPart.Subject, ScopeFormat.Write(LineScope.About(Guid.Empty)), random, ScopeFormat.Version),
                epoch.Id),
            RecordPartFormat.PartKey(epoch.Key, recordId, RecordPart.Actor));
    }

    /// <summary>Zeroes the epoch keys.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            current?.Dispose();
            next?.Dispose();
        }
    }

    // A copy, so that the end of the hour zeroes no key in use.
    private AuditEpoch Current()
    {
        lock (gate)
        {
            Turn();
            return current is null
                ? throw new InvalidOperationException("No audit epoch key: the next one could not be stored in time.")
                : current with { Key = current.Key.Copy() };
        }
    }

    private void Turn()
    {
        var now = clock.GetUtcNow();
        if (current is not null && current.Expires <= now)
        {
            current.Dispose();
            current = null;
        }

        if (next is not null && next.Expires <= now)
        {
            next.Dispose();
            next = null;
        }

        if (current is null)
            (current, next) = (next, null);
    }
}
