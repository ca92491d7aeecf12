using Registry.AccessLog.Tests;
using Registry.Server.Audit.Review;
using Registry.Server.Books;

namespace Registry.Server.Tests;

/// <summary>The file of comparisons under damage: refused with the line's number, or what is read can be written and read again. A finding is never lost in silence.</summary>
public sealed class BooksMutationTests : IDisposable
{
    /// <summary>A seeded slice; more with REGISTRY_TESTS_LONG.</summary>
    private static readonly int Cases = Environment.GetEnvironmentVariable("REGISTRY_TESTS_LONG") is null ? 2_500 : 70_000;

    private readonly string folder = Directory.CreateTempSubdirectory("registry-books-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_damaged_file_of_comparisons_is_refused_by_its_line_or_reads_back()
    {
        var file = Path.Combine(folder, "books");
        var report = new BookReport
        {
            At = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            FromLine = 3,
            UntilLine = 9,
            FromEntry = 1,
            UntilEntry = 4,
            Releases = 3,
            WithoutLine = new Findings(2, [4, 7]),
        };
        BooksFile.Append(file, report);
        BooksFile.Append(file, report with { FromLine = 9, UntilLine = 20 });
        var (genuine, random) = (File.ReadAllBytes(file), new Random(17));

        for (var n = 0; n < Cases; n++)
        {
            var damaged = n == 0 ? genuine : Mutation.Of(genuine, random);
            File.WriteAllBytes(file, damaged);
            try
            {
                Assert.Equal(damaged.Count(one => one == (byte)'\n'), BooksFile.Read(file).Count);
                Assert.All(BooksFile.ForReview(file, new ReviewOptions()), found => Assert.NotEmpty(found.Rule));
            }
            catch (FormatException refused)
            {
                Assert.NotEqual(0, n);
                Assert.Contains(": line ", refused.Message, StringComparison.Ordinal);
            }
        }
    }
}
