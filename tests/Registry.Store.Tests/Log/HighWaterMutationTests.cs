using Registry.AccessLog;
using Registry.AccessLog.Tests;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>The signer's mark under damage: refused in the operator's words, or read back as it stands. Never a smaller log by accident.</summary>
public sealed class HighWaterMutationTests : IDisposable
{
    /// <summary>A seeded slice; more with REGISTRY_TESTS_LONG.</summary>
    private static readonly int Cases = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 2_500 : 70_000;

    private readonly string folder = Directory.CreateTempSubdirectory("registry-mark-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_damaged_mark_is_refused_or_reads_back_as_it_was()
    {
        var mark = new HighWaterMark(Path.Combine(folder, "mark"));
        var edge = new RightEdge();
        for (byte n = 0; n < 13; n++)
            edge.Append(Merkle.Leaf([n]));
        mark.Write(edge);
        var (genuine, random, again) = (File.ReadAllBytes(mark.Path), new Random(13), new HighWaterMark(Path.Combine(folder, "again")));

        for (var n = 0; n < Cases; n++)
        {
            var damaged = n == 0 ? genuine : Mutation.Of(genuine, random);
            File.WriteAllBytes(mark.Path, damaged);
            // No mark is replaced by a smaller one.
            File.Delete(again.Path);
            try
            {
                again.Write(mark.Read()!);
                Assert.Equal(damaged, File.ReadAllBytes(again.Path));
            }
            catch (LogRolledBackException refused)
            {
                Assert.NotEqual(0, n);
                Assert.Contains("log-mark-lost.md", refused.Message, StringComparison.Ordinal);
            }
        }
    }
}
