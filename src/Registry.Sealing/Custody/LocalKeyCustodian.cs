using System.Globalization;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>The custodian for development: one encrypted key file per epoch (<c>kek-1</c>, ...). Refuses any other environment.</summary>
public sealed class LocalKeyCustodian : IKeyCustodian
{
    private const string Prefix = "kek-";

    private readonly LocalKeyDirectory keys;

    /// <param name="directory">Made with mode 0700 where there is none.</param>
    /// <param name="environment">Name of the host's environment; anything but <c>Development</c> is refused.</param>
    /// <exception cref="InvalidOperationException">Another environment, or files that others can read.</exception>
    public LocalKeyCustodian(string directory, string environment) => keys = new LocalKeyDirectory(directory, environment);

    /// <inheritdoc/>
    public Task<int?> CurrentEpoch(CancellationToken cancel) => Task.FromResult(Newest());

    /// <inheritdoc/>
    public Task<int> CreateEpoch(CancellationToken cancel)
    {
        var next = (Newest() ?? 0) + 1;
        keys.CreateKey(Name(next));
        return Task.FromResult(next);
    }

    /// <inheritdoc/>
    public Task<byte[]> WrapEpochKey(int epoch, ReadOnlyMemory<byte> key, CancellationToken cancel)
    {
        using var rsa = keys.LoadKey(Name(epoch)) ?? throw new InvalidOperationException("The custodian has no such epoch.");
        return Task.FromResult(rsa.Encrypt(key.Span, RSAEncryptionPadding.OaepSHA256));
    }

    /// <inheritdoc/>
    public Task<byte[]> UnwrapEpochKey(int epoch, ReadOnlyMemory<byte> wrapped, CancellationToken cancel)
    {
        using var rsa = keys.LoadKey(Name(epoch)) ?? throw new OpenFailedException();
        return Task.FromResult(RsaWrap.Unwrap(rsa, wrapped.Span));
    }

    private static string Name(int epoch) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{epoch}");

    private int? Newest() =>
        keys.Names()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : (int?)null)
            .Max();
}
