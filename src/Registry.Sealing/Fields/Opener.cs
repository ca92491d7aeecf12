using Registry.Domain.Secrecy;

namespace Registry.Sealing;

/// <summary>Opens what <see cref="Sealer"/> sealed, and only with keys that a receipt released.</summary>
public static class Opener
{
    /// <summary>The plaintext; the caller zeroes it.</summary>
    /// <param name="keys">Released for the person, covering the class, not expired.</param>
    /// <param name="at">The place, rebuilt from the row that carries the value.</param>
    /// <param name="value">The sealed value.</param>
    /// <exception cref="OpenFailedException">For every failure, without the reason.</exception>
    public static byte[] Open(ReleasedKeys keys, SealedAt at, Sealed value)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(value);
        if (!SealedField.TryParse(value.Bytes.Span, out var field))
            throw new OpenFailedException();
        var key = keys.Find(at.Subject, at.Class) ?? throw new OpenFailedException();
        return PaddedBox.Open(Padding.Field, key, SealedField.Associated(at), field.Box);
    }
}
