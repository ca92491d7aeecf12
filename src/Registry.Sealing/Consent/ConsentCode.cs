using System.Security.Cryptography;
using Registry.Domain.Access;

namespace Registry.Sealing;

/// <summary>
/// The code that a person is given with a certificate. Telling it to an office is her consent to one check; without it nobody can ask
/// whether a certificate is true. Never stored: derived from her own key, so it dies with it.
/// </summary>
public sealed class ConsentCode
{
    private readonly byte[] code;

    private ConsentCode(byte[] code) => this.code = code;

    /// <summary>The code of a certificate. For a person without a key: one that nobody was ever given, after the same work.</summary>
    /// <param name="keys">Must cover <see cref="FieldClass.Verification"/>.</param>
    /// <param name="certificateEvent">Id of the event that issued the certificate.</param>
    /// <exception cref="OpenFailedException">The keys do not cover the class now.</exception>
    public static ConsentCode Derive(ReleasedKeys keys, Guid certificateEvent)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Ids.RequireNonEmpty(certificateEvent, nameof(certificateEvent));
        var key = keys.Find(keys.Subject, FieldClass.Verification) ?? throw new OpenFailedException();
        var code = new byte[SpokenCode.Bytes];
        Kdf.Derive(key, Labels.ConsentCode, certificateEvent.Bytes(), code);
        return new ConsentCode(code);
    }

    /// <summary>
    /// Reads what a person told: case, spaces and hyphens do not matter, O is 0, I and L are 1. Null for anything that is no code, which
    /// is told apart from a wrong code by its check character alone and so says nothing of anybody.
    /// </summary>
    public static ConsentCode? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SpokenCode.Parse(text) is { } code ? new ConsentCode(code) : null;
    }

    /// <summary>True for the same code; compared in fixed time.</summary>
    public bool Matches(ConsentCode other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CryptographicOperations.FixedTimeEquals(code, other.code);
    }

    /// <summary>The code in the clear, for the paper that the person is handed: <c>XXXX-XXXX-XXXX-XXXX-X</c>.</summary>
    public string Reveal() => SpokenCode.Format(code);

    /// <inheritdoc/>
    public override string ToString() => "[sealed]";
}
