using System.Security.Cryptography;
using System.Text;

namespace Registry.AccessLog.Tests;

/// <summary>ML-DSA-44 cosignatures: the signed bytes everywhere, signatures where the platform has them, and a refusal in clear words where it has not.</summary>
public sealed class MlDsaTests
{
    private const string Name = "witness.example/w1";

    private static readonly byte[] Text = Encoding.UTF8.GetBytes("example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");

    [Fact]
    public void What_is_signed_are_these_bytes()
    {
        // tlog-cosignature, "ML-DSA-44 signed message": label, name, time, origin, start, end, root.
        const string expected =
            "737562747265652f76310a00" + "127769746e6573732e6578616d706c652f7731" + "00000000641850cb"
            + "1b6578616d706c652e636f6d2f626568696e642d7468652d736f6661" + "0000000000000000" + "00000000013e2dc3"
            + "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62";

        Assert.Equal(expected, Convert.ToHexStringLower(MlDsaCosignature.Message(Name, 1679315147, Text)));
    }

    [Fact]
    public void A_name_that_does_not_fit_and_a_text_that_is_no_checkpoint_are_refused()
    {
        Assert.Throws<FormatException>(() => MlDsaCosignature.Message(new string('n', 256), 1, Text));
        Assert.Throws<FormatException>(() => MlDsaCosignature.Message(Name, 1, "no checkpoint\n"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1311)]
    [InlineData(1313)]
    public void A_key_of_another_length_is_none(int length) =>
        Assert.Contains("1312 bytes", Assert.Throws<FormatException>(() => VerifierKey.Create(Name, KeyType.MlDsaCosignature, new byte[length])).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_cosignature_holds_for_its_name_text_and_time_or_the_key_is_refused_where_the_platform_lacks_it()
    {
        if (!MLDsa.IsSupported)
        {
            var refused = Assert.Throws<FormatException>(() => VerifierKey.Create(Name, KeyType.MlDsaCosignature, new byte[1312]));
            Assert.Contains("needs OpenSSL 3.5 or newer", refused.Message, StringComparison.Ordinal);
            var policy = Assert.Throws<FormatException>(() => LogPolicy.Parse(Encoding.UTF8.GetBytes($"log {Vectors.Ed25519Key}\nwitness w {Vkey(new byte[1312])}\nquorum w\n")));
            Assert.Contains("needs OpenSSL 3.5 or newer", policy.Message, StringComparison.Ordinal);
            return;
        }

        using var key = MLDsa.GenerateKey(MLDsaAlgorithm.MLDsa44);
        var signer = new MlDsaCosignatureSigner(Name, key, TimeProvider.System);
        var signature = await signer.SignAsync(Text, CancellationToken.None);

        Assert.Equal(signer.Key, VerifierKey.Parse(Vkey(key.ExportMLDsaPublicKey())));
        Assert.True(signer.Key.Verify(Text, signature));
        Assert.False(VerifierKey.Create(Name + "x", KeyType.MlDsaCosignature, key.ExportMLDsaPublicKey()).Verify(Text, signature));
        Assert.False(signer.Key.Verify(Encoding.UTF8.GetBytes("x" + Encoding.UTF8.GetString(Text)), signature));
        Assert.False(signer.Key.Verify(Text, signature.AsSpan(..^1)));
        foreach (var at in (int[])[0, 7, 8, signature.Length - 1])
        {
            var changed = signature.ToArray();
            changed[at] ^= 1;
            Assert.False(signer.Key.Verify(Text, changed));
        }
    }

    /// <summary>The vkey as anybody would write it down.</summary>
    private static string Vkey(byte[] publicKey)
    {
        var id = SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', 0x06, .. publicKey])[..4];
        return $"{Name}+{Convert.ToHexStringLower(id)}+{Convert.ToBase64String([0x06, .. publicKey])}";
    }
}
