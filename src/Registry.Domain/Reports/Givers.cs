namespace Registry.Domain.Reports;

/// <summary>Who stands behind a sum: how many people, and the two largest parts.</summary>
/// <remarks>
/// Two rules of statistical offices. Fewer people than the threshold are too few. And with whoever has the second largest part guessing the largest, what all the others have must
/// leave them wrong by a fifth of it (p% rule, p = 20): one loan beside four bus tickets is one loan.
/// </remarks>
/// <param name="People">How many.</param>
/// <param name="Largest">The largest part of one of them.</param>
/// <param name="Second">The next one.</param>
/// <param name="All">All parts together.</param>
internal readonly record struct Givers(int People, long Largest, long Second, long All)
{
    /// <summary>The largest part is protected when it cannot be told to within this share of it.</summary>
    private const int Percent = 20;

    /// <summary>With one more person.</summary>
    public Givers And(long part) => new(People + 1, Math.Max(Largest, part), Math.Max(Math.Min(Largest, part), Second), All + part);

    /// <summary>True where the sum would tell what one person was given.</summary>
    public bool Tell(int threshold) => People < threshold || (All - Largest - Second) * 100 < Largest * Percent;
}
