using System.Text;
using Registry.AccessLog.Tests;
using Registry.Keys.Vault;
using Registry.Tool.Embedded;
using Registry.Tool.Witnesses;

namespace Registry.Tool.Tests.Commands;

/// <summary>Files that the commands read, damaged: each is refused with its one exception, or what was read is what stands there.</summary>
public sealed class FileMutationTests : IDisposable
{
    private const string Unwrap =
        """{"time":"2026-11-22T18:05:00.1234567Z","category":"AuditEvent","operationName":"KeyUnwrap","resultType":"Success","callerIpAddress":"10.0.0.4","identity":{"claim":{"appid":"0a1b"}},"properties":{"id":"https://registry.vault.azure.net/keys/kek-1/4387e9f3","httpStatusCode":200}}""";

    /// <summary>A seeded slice; with REGISTRY_TESTS_LONG so many each that all files of all rooms come to a million and more.</summary>
    private static readonly int Cases = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 2_500 : 70_000;

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_key_of_a_witness()
    {
        var file = scratch["w.key"];
        WitnessKey.Create(file, scratch["w"], "witness.test/w").Dispose();
        var (genuine, random) = (File.ReadAllBytes(file), new Random(7));

        for (var n = 0; n < Cases; n++)
        {
            var damaged = n == 0 ? genuine : Mutation.Of(genuine, random);
            File.WriteAllBytes(file, damaged);
            try
            {
                using var key = WitnessKey.Load(file);

                // Name and seed together give the key id: what is not refused is the key itself.
                Assert.Equal("witness.test/w", key.Signer.Key.Name);
                Assert.Equal(Encoding.ASCII.GetString(genuine).TrimEnd('\n'), Encoding.ASCII.GetString(damaged).TrimEnd('\n'));
            }
            catch (CommandFailedException refused)
            {
                Assert.NotEqual(0, n);
                Assert.StartsWith("--key: ", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_log_of_a_vault()
    {
        var file = scratch["vault.log"];
        var (genuine, random) = (Encoding.UTF8.GetBytes($"{Unwrap}\n{Unwrap.Replace("18:05", "19:05", StringComparison.Ordinal)}\n"), new Random(11));

        for (var n = 0; n < Cases; n++)
        {
            File.WriteAllBytes(file, n == 0 ? genuine : Mutation.Of(genuine, random));
            try
            {
                var log = VaultLog.Read(file, "kek-");

                Assert.True(log.From <= log.Until);
                Assert.All(log.Uses, use => Assert.True(use.Epoch >= 0 && log.From <= use.At && use.At <= log.Until && use.Caller.All(letter => letter is > ' ' and < (char)127)));
            }
            catch (FormatException refused)
            {
                Assert.NotEqual(0, n);
                Assert.NotEmpty(refused.Message);
            }
        }
    }
}
