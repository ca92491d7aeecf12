using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// The code with which an officer of another authority collects a dossier. Made when a second officer approves, told out of band, worth one
/// collection inside its time box. Never stored: it follows from a service key, the person and the event that approved.
/// </summary>
/// <remarks>Of a service key and not of the person's own: it is compared before the line, when none of her keys is released.</remarks>
public sealed class HandoverCode
{
    private readonly byte[] code;

    private HandoverCode(byte[] code) => this.code = code;

    /// <summary>The code of an approval. For a person without one: any id gives a code that nobody was ever told, after the same work.</summary>
    /// <param name="seal">Holds the service key.</param>
    /// <param name="subject">The protected person.</param>
    /// <param name="approval">Id of the event that approved.</param>
    public static HandoverCode Derive(RequestSeal seal, Guid subject, Guid approval)
    {
        ArgumentNullException.ThrowIfNull(seal);
        Span<byte> name = stackalloc byte[32];
        subject.TryWriteBytes(name);
        approval.TryWriteBytes(name[16..]);
        return new HandoverCode(seal.Body("handover code"u8, name)[..SpokenCode.Bytes]);
    }

    /// <summary>Reads what an officer was told, as forgiving as <see cref="ConsentCode.Parse"/>; null for anything that is no code.</summary>
    public static HandoverCode? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SpokenCode.Parse(text) is { } code ? new HandoverCode(code) : null;
    }

    /// <summary>True for the same code; compared in fixed time.</summary>
    public bool Matches(HandoverCode other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return CryptographicOperations.FixedTimeEquals(code, other.code);
    }

    /// <summary>The code in the clear, to be told by another way: <c>XXXX-XXXX-XXXX-XXXX-X</c>.</summary>
    public string Reveal() => SpokenCode.Format(code);

    /// <inheritdoc/>
    public override string ToString() => "[sealed]";
}
