using System.Security.Cryptography;
using System.Text;
using Registry.AccessLog;
using Registry.Tool.Embedded;

namespace Registry.Tool.Witnesses;

/// <summary>
/// The key of a witness, in a file of one line: <c>PRIVATE+KEY+name+id+base64(0x04 || seed)</c>, the form that public witness tools use.
/// </summary>
/// <remarks>Whoever reads it can cosign any history in this witness's name: the log's own keys and the other witnesses remain.</remarks>
internal sealed class WitnessKey : IDisposable
{
    private const string Label = "PRIVATE+KEY+";
    private const int MaxBytes = 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Ed25519Key key;

    private WitnessKey(string name, ReadOnlySpan<byte> seed)
    {
        key = Ed25519Key.FromSeed(seed);
        Signer = new CosignatureSigner(name, key, TimeProvider.System);
    }

    public CosignatureSigner Signer { get; }

    /// <summary>Makes key and memory of a new witness: the memory first, so that no key is ever without one.</summary>
    /// <exception cref="CommandFailedException">The name is none, or the memory is not new.</exception>
    public static WitnessKey Create(string file, string memory, string name)
    {
        var seed = RandomNumberGenerator.GetBytes(Ed25519.KeyLength);
        try
        {
            var made = new WitnessKey(name, seed);
            Witness.Create(memory, made.Signer.Key);
            var id = made.Signer.Key.KeyId.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
            var line = $"{Label}{name}+{id}+{Convert.ToBase64String([(byte)KeyType.Cosignature, .. seed])}\n";
            DurableFiles.Create(file, Encoding.UTF8.GetBytes(line), OwnerOnly);
            return made;
        }
        catch (FormatException)
        {
            throw new CommandFailedException("--name: 1 to 255 characters without white space and '+' are expected, e.g. witness.example/inspectorate");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    /// <exception cref="CommandFailedException">Others can read the file, or it is no such key.</exception>
    public static WitnessKey Load(string file)
    {
        var mode = File.GetUnixFileMode(file);
        if ((mode & ~OwnerOnly) != 0)
            throw new CommandFailedException($"--key: others may read {file}; if nobody did, make it yours alone with: chmod 600 {file}");
        if (new FileInfo(file).Length <= MaxBytes && File.ReadAllText(file).TrimEnd('\n').Split('+', 5) is ["PRIVATE", "KEY", var name, var id, var encoded])
        {
            var bytes = new byte[MaxBytes];
            try
            {
                if (Convert.TryFromBase64String(encoded, bytes, out var length) && length == 1 + Ed25519.KeyLength && bytes[0] == (byte)KeyType.Cosignature
                    && Convert.ToBase64String(bytes, 0, length) == encoded)
                {
                    var loaded = new WitnessKey(name, bytes.AsSpan(1, Ed25519.KeyLength));
                    if (loaded.Signer.Key.KeyId.ToString("x8", System.Globalization.CultureInfo.InvariantCulture) == id)
                        return loaded;
                    loaded.Dispose();
                }
            }
            catch (FormatException)
            {
                // A name that is none: told below with everything else.
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }

        throw new CommandFailedException($"--key: {file} is not the key of a witness (PRIVATE+KEY+name+id+base64 of type 0x04); bring it back from its copy");
    }

    public void Dispose() => key.Dispose();
}
