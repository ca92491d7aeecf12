using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>Seals fields of a person. The counterpart is <see cref="Opener"/>.</summary>
public sealed class Sealer
{
    private readonly FillRandom random;

    /// <summary>A sealer with the system's random source.</summary>
    public Sealer()
        : this(SystemRandom.Fill)
    {
    }

    internal Sealer(FillRandom random) => this.random = random;

    /// <summary>Seals one value to its place. The event id and alias are allocated before, and the append keeps them.</summary>
    /// <param name="keys">Released for the person, covering the class.</param>
    /// <param name="at">The place; every part of it is authenticated.</param>
    /// <param name="plaintext">At most 1 MiB. The caller zeroes it.</param>
    /// <exception cref="ArgumentException">The place is incomplete, or the value too long.</exception>
    /// <exception cref="InvalidOperationException">The keys do not cover the place now, or the person has no key (never made, or erased).</exception>
    public Sealed Seal(ReleasedKeys keys, SealedAt at, ReadOnlySpan<byte> plaintext)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(at);
        RequireComplete(at);
        if (plaintext.Length > SealedField.MaxPlaintext)
            throw new ArgumentException($"{at.Path}: at most {SealedField.MaxPlaintext} bytes can be sealed.", nameof(plaintext));
        if (keys.Find(at.Subject, at.Class) is not { } key || !keys.CanSeal)
            throw new InvalidOperationException($"{at.Path}: no released key covers this field.");

        return new Sealed(PaddedBox.Seal(Padding.Field, key, random, SealedField.Associated(at), SealedField.Header, plaintext));
    }

    private static void RequireComplete(SealedAt at)
    {
        Ids.RequireNonEmpty(at.Subject, nameof(at.Subject));
        Ids.RequireNonEmpty(at.Stream, nameof(at.Stream));
        Ids.RequireNonEmpty(at.EventId, nameof(at.EventId));
        ArgumentException.ThrowIfNullOrEmpty(at.EventAlias);
        ArgumentException.ThrowIfNullOrEmpty(at.Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(at.SchemaVersion, 1);
        if (!ReleasedKeys.IsSealable(at.Class))
            throw new ArgumentException($"{at.Path}: a field class is expected.", nameof(at));
    }
}
