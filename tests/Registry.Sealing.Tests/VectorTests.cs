using System.Security.Cryptography;
using System.Text.Json;

namespace Registry.Sealing.Tests;

/// <summary>Vectors made by another implementation.</summary>
public sealed class VectorTests
{
    private static readonly JsonDocument Vectors =
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "crypto.json")));

    public static TheoryData<string, string, string> KeyWraps() => Rows("kwp", "kek", "key", "wrapped");

    public static TheoryData<string, string, string> Derivations() => Rows("hkdf", "ikm", "info", "okm");

    [Theory]
    [MemberData(nameof(KeyWraps))]
    public void Wraps_and_unwraps_as_RFC_5649_says(string wrapping, string key, string wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = Hex(wrapping);

        Assert.Equal(wrapped, Convert.ToHexStringLower(aes.EncryptKeyWrapPadded(Hex(key))));
        Assert.Equal(key, Convert.ToHexStringLower(aes.DecryptKeyWrapPadded(Hex(wrapped))));
    }

    [Theory]
    [MemberData(nameof(KeyWraps))]
    public void Unwraps_keys_of_32_bytes_and_no_others(string wrapping, string key, string wrapped)
    {
        using var secret = Secret.CopyOf(Hex(wrapping));

        if (Hex(key).Length == Secret.Size)
        {
            using var unwrapped = KeyWrap.Unwrap(secret, Hex(wrapped));
            Assert.Equal(key, Convert.ToHexStringLower(Bytes(unwrapped)));
            Assert.Equal(wrapped, Convert.ToHexStringLower(KeyWrap.Wrap(secret, unwrapped)));
        }
        else
        {
            Assert.Throws<OpenFailedException>(() => KeyWrap.Unwrap(secret, Hex(wrapped)));
        }
    }

    [Theory]
    [MemberData(nameof(Derivations))]
    public void Derives_as_RFC_5869_says(string key, string info, string output) =>
        Assert.Equal(output, Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Hex(key), 32, [], Hex(info))));

    [Fact]
    public void Info_is_the_label_and_the_context_behind_its_length() =>
        Assert.Equal("72656769737472790000000003010203", Convert.ToHexStringLower(Kdf.Info("registry\0", [1, 2, 3])));

    [Fact]
    public void A_derived_key_is_HKDF_of_that_info()
    {
        using var key = Secret.CopyOf(new byte[32]);

        using var derived = Kdf.Derive(key, Labels.FactsKey, [1, 2, 3]);

        Assert.Equal(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, new byte[32], 32, [], Kdf.Info(Labels.FactsKey, [1, 2, 3])),
            Bytes(derived));
    }

    private static byte[] Bytes(Secret secret)
    {
        var bytes = new byte[Secret.Size];
        secret.CopyTo(bytes);
        return bytes;
    }

    private static byte[] Hex(string text) => Convert.FromHexString(text);

    private static TheoryData<string, string, string> Rows(string table, string first, string second, string third)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in Vectors.RootElement.GetProperty(table).EnumerateArray())
            rows.Add(row.GetProperty(first).GetString()!, row.GetProperty(second).GetString()!, row.GetProperty(third).GetString()!);
        return rows;
    }
}
