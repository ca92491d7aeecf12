using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Registry.Verify.Records;

/// <summary>The wrapped audit epoch keys of an export, unwrapped with the inspectorate's private key as they are needed.</summary>
/// <remarks>An epoch that is missing or was wrapped to another key opens nothing; what is sealed under it is named as unreadable.</remarks>
internal sealed class EpochKeys : IDisposable
{
    internal const string FileName = "audit-epochs";

    private const int KeySize = 32;
    private const int MaxLine = 8192;

    private readonly RSA inspectorate;
    private readonly Dictionary<Guid, byte[]> wrapped;
    private readonly ConcurrentDictionary<Guid, Lazy<EpochKey?>> open = new();
    private readonly Lock gate = new();

    private EpochKeys(RSA inspectorate, Dictionary<Guid, byte[]> wrapped)
    {
        this.inspectorate = inspectorate;
        this.wrapped = wrapped;
    }

    /// <param name="directory">Folder of the export.</param>
    /// <param name="inspectorate">Private key; owned from now on.</param>
    /// <exception cref="UnusableException">There is no such file, or it is another.</exception>
    internal static EpochKeys Read(string directory, RSA inspectorate)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
            throw new UnusableException($"The folder has no file '{FileName}': its records cannot be opened.");
        var wrapped = new Dictionary<Guid, byte[]>();
        foreach (var line in InputFiles.Lines(path, MaxLine))
        {
            if (line.Split(' ') is not [var id, var key] || !Guid.TryParseExact(id, "D", out var epoch) || FromBase64(key) is not { } bytes)
                throw new UnusableException($"The file '{FileName}' is damaged: expected lines of an id and base64.");
            wrapped[epoch] = bytes;
        }

        return new EpochKeys(inspectorate, wrapped);
    }

    /// <summary>The key of an epoch, or null.</summary>
    internal EpochKey? Find(Guid epoch) => open.GetOrAdd(epoch, id => new Lazy<EpochKey?>(() => Unwrap(id))).Value;

    public void Dispose()
    {
        foreach (var key in open.Values)
            key.Value?.Dispose();
        inspectorate.Dispose();
    }

    private EpochKey? Unwrap(Guid epoch)
    {
        if (!wrapped.TryGetValue(epoch, out var key))
            return null;
        try
        {
            lock (gate)
                return inspectorate.Decrypt(key, RSAEncryptionPadding.OaepSHA256) is { Length: KeySize } opened ? new EpochKey(epoch, opened) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
