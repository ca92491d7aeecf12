using System.Security.Cryptography;
using System.Text;

namespace Registry.Verify.Records;

/// <summary>Reads the inspectorate's private key: PKCS#8 in PEM or DER, plain or encrypted under the bytes of an unlock file.</summary>
internal static class InspectorKey
{
    private const int MaxBytes = 64 * 1024;

    /// <exception cref="UnusableException">Not a key, or not the file that unlocks it.</exception>
    internal static RSA Read(FileInfo file, FileInfo? unlock)
    {
        foreach (var given in (FileInfo?[])[file, unlock])
        {
            if (given is not null && (!given.Exists || given.Length > MaxBytes))
                throw new UnusableException($"The file '{given.Name}' does not exist or is no key.");
        }

        var bytes = File.ReadAllBytes(file.FullName);
        var secret = unlock is null ? null : File.ReadAllBytes(unlock.FullName);
        var rsa = RSA.Create();
        try
        {
            if (PemEncoding.TryFind(Encoding.ASCII.GetString(bytes), out var pem))
                bytes = Convert.FromBase64String(Encoding.ASCII.GetString(bytes)[pem.Base64Data]);
            if (secret is null)
                rsa.ImportPkcs8PrivateKey(bytes, out _);
            else
                rsa.ImportEncryptedPkcs8PrivateKey(secret, bytes, out _);
            return rsa;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            rsa.Dispose();
            throw new UnusableException($"The key '{file.Name}' cannot be read: it is no PKCS#8 key, or --unlock is missing or another key's.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}
