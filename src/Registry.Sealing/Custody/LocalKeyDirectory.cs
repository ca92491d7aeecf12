using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// RSA-3072 keys in files, for development: PKCS#8 encrypted under a random unlock secret in a file of its own. Who has both files
/// has the keys; the encryption only keeps a key file copied alone from being of use.
/// </summary>
internal sealed class LocalKeyDirectory
{
    private const string UnlockName = "unlock";
    private const int KeyBits = 3072;

    // The secret has 256 random bits, so the count has nothing to slow down.
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    private readonly OwnerOnlyDirectory files;

    /// <exception cref="InvalidOperationException">The environment is not Development, or others can read the files.</exception>
    internal LocalKeyDirectory(string directory, string environment)
    {
        if (environment != "Development")
            throw new InvalidOperationException("Keys in local files are for the environment Development only; configure a key vault.");
        files = new OwnerOnlyDirectory(directory);
    }

    internal IEnumerable<string> Names() => files.Names();

    internal byte[]? Read(string name) => files.Read(name);

    internal bool CreateOnce(string name, byte[] bytes) => files.CreateOnce(name, bytes);

    /// <summary>Makes a key pair unless one stands under that name.</summary>
    internal void CreateKey(string name)
    {
        using var rsa = RSA.Create(KeyBits);
        var unlock = Unlock(create: true)!;
        try
        {
            CreateOnce(name, rsa.ExportEncryptedPkcs8PrivateKey(unlock, Encryption));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unlock);
        }
    }

    /// <summary>The key pair, or null where there is none.</summary>
    /// <exception cref="OpenFailedException">The file does not open under the unlock secret.</exception>
    internal RSA? LoadKey(string name)
    {
        if (Read(name) is not { } bytes || Unlock(create: false) is not { } unlock)
            return null;
        var rsa = RSA.Create();
        try
        {
            rsa.ImportEncryptedPkcs8PrivateKey(unlock, bytes, out _);
            return rsa;
        }
        catch (CryptographicException)
        {
            rsa.Dispose();
            throw new OpenFailedException();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(unlock);
        }
    }

    private byte[]? Unlock(bool create)
    {
        if (files.Read(UnlockName) is { } standing)
            return standing;
        if (!create)
            return null;
        var secret = RandomNumberGenerator.GetBytes(Secret.Size);
        files.CreateOnce(UnlockName, secret);
        CryptographicOperations.ZeroMemory(secret);
        return files.Read(UnlockName);
    }
}
