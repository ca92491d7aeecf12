using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// The inspectorate's key pair in local files, for development, in a directory of its own: the process that writes lines is given
/// the public half only and cannot read old lines.
/// </summary>
public sealed class LocalAuditKey
{
    private const string PrivateName = "audit";
    private const string PublicName = "audit.pub";

    private readonly LocalKeyDirectory keys;

    /// <param name="directory">Not the custodian's. Made with mode 0700, and the pair in it, where there is none.</param>
    /// <param name="environment">Name of the host's environment; anything but <c>Development</c> is refused.</param>
    /// <exception cref="InvalidOperationException">Another environment, or files that others can read.</exception>
    public LocalAuditKey(string directory, string environment)
    {
        keys = new LocalKeyDirectory(directory, environment);
        if (keys.Read(PrivateName) is null)
            keys.CreateKey(PrivateName);
        if (keys.Read(PublicName) is null)
        {
            using var rsa = Load();
            keys.CreateOnce(PublicName, rsa.ExportSubjectPublicKeyInfo());
        }
    }

    /// <summary>SubjectPublicKeyInfo, DER: all that <see cref="RecordSealer"/> needs. May be copied anywhere.</summary>
    public byte[] PublicKey => keys.Read(PublicName) ?? throw new InvalidOperationException($"The key file {PublicName} is missing.");

    /// <summary>The 32-byte key of an audit epoch; the caller zeroes it.</summary>
    /// <exception cref="OpenFailedException">Not wrapped to this inspectorate.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped)
    {
        using var rsa = Load();
        return RsaWrap.Unwrap(rsa, wrapped);
    }

    private RSA Load() => keys.LoadKey(PrivateName) ?? throw new OpenFailedException();
}
