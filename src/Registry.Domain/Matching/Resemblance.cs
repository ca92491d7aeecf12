using System.Collections.Immutable;

namespace Registry.Domain.Matching;

/// <summary>
/// Compares two records: word by word of the names, the given name heaviest and a rare surname far above a common one; birth dates with what
/// people and forms do to them; numbers of papers. Pure and symmetric. A name alone never makes two records likely to be one.
/// </summary>
public static class Resemblance
{
    private const double Possible = 9;
    private const double Likely = 20;

    private const double SameNumber = 25;
    private const double OtherNumber = -3;

    private static readonly Evidence Nothing = new(0, []);

    /// <summary>How alike the two are.</summary>
    public static Likeness Of(Traits one, Traits other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var name = Names(one.Names, other.Names);
        var born = Birth(one.Born, other.Born);
        var number = Numbers(one, other);
        var bits = name.Bits + born.Bits + number.Bits;
        ImmutableArray<LikenessReason> reasons = [.. name.Reasons.Concat(born.Reasons).Concat(number.Reasons).Order()];

        // Who shares a birthday and a surname is no candidate, and a name alone is not enough to be likely.
        var anchored = number.Bits > 0 || reasons.Any(reason => reason is >= LikenessReason.FullName and <= LikenessReason.GivenNameSpelling);
        var likelihood = !anchored || bits < Possible ? Likelihood.Unspecified
            : bits < Likely || born.Bits + number.Bits <= 0 ? Likelihood.Possible
            : Likelihood.Likely;
        return new Likeness(bits, likelihood, reasons);
    }

    private static Evidence Names(ImmutableArray<string> ones, ImmutableArray<string> others) =>
        (from one in ones
         from other in others
         let words = NameWords.Of(one)
         let theirs = NameWords.Of(other)
         where words.Length > 0 && theirs.Length > 0
         select Name(words, theirs)).DefaultIfEmpty(Nothing).MaxBy(evidence => evidence.Bits)!;

    private static Evidence Name(ImmutableArray<string> one, ImmutableArray<string> other)
    {
        if (one.SequenceEqual(other))
            return new(Whole(one), [LikenessReason.FullName]);
        if (one.Length > 1 && one.Order(StringComparer.Ordinal).SequenceEqual(other.Order(StringComparer.Ordinal)))
            return new(Math.Min(Whole(one), Whole(other)) - 1, [LikenessReason.NameInOtherOrder]);

        var given = Given(one[^1], other[^1]);
        var surname = one.Length > 1 && other.Length > 1 ? Surname(one[0], other[0]) : Nothing;
        return new(given.Bits + surname.Bits + Middles(one, other), [.. given.Reasons, .. surname.Reasons]);
    }

    private static double Whole(ImmutableArray<string> words) =>
        NameWeights.OfGiven + (words.Length > 1 ? NameWeights.OfSurname(words[0]) + Between(words).Sum(NameWeights.OfMiddle) : 0);

    private static Evidence Given(string one, string other) =>
        one == other ? new(NameWeights.OfGiven, [LikenessReason.GivenName])
        : NameWords.Spelt(one) == NameWords.Spelt(other) ? new(NameWeights.OfGiven - 1, [LikenessReason.GivenNameSpelling])
        : new(-NameWeights.OfGiven, []);

    private static Evidence Surname(string one, string other) =>
        one == other ? new(NameWeights.OfSurname(one), [LikenessReason.Surname])
        : NameWords.Surname(one) == NameWords.Surname(other)
            ? new(Math.Min(NameWeights.OfSurname(one), NameWeights.OfSurname(other)) / 2, [LikenessReason.SurnameVariant])
        : new(-3, []);

    private static double Middles(ImmutableArray<string> one, ImmutableArray<string> other)
    {
        var theirs = Between(other).ToList();
        var mine = Between(one).ToList();
        var shared = mine.Where(theirs.Remove).ToList();
        return shared.Sum(NameWeights.OfMiddle) - Math.Max(mine.Count - shared.Count, theirs.Count);
    }

    private static IEnumerable<string> Between(ImmutableArray<string> words) => words.Skip(1).Take(words.Length - 2);

    private static Evidence Birth(BirthDay one, BirthDay other)
    {
        if (one.Year == 0 || other.Year == 0) return Nothing;
        if (one.Year != other.Year) return new(Math.Abs(one.Year - other.Year) == 1 ? 0 : -6, []);
        if (one.IsWhole && one == other) return new(14, [LikenessReason.BirthDate]);
        if (one.IsWhole && other.IsWhole && one.Day == other.Month && one.Month == other.Day) return new(11, [LikenessReason.DayAndMonthSwapped]);
        return Contradict(one.Month, other.Month) || Contradict(one.Day, other.Day) ? new(1, []) : new(6, [LikenessReason.BirthYear]);
    }

    private static bool Contradict(int one, int other) => one > 0 && other > 0 && one != other;

    private static Evidence Numbers(Traits one, Traits other)
    {
        var mine = one.Numbers.Select(Traits.Number).Where(number => number.Length > 0).ToHashSet(StringComparer.Ordinal);
        var theirs = other.Numbers.Select(Traits.Number).Where(number => number.Length > 0).ToHashSet(StringComparer.Ordinal);
        if (mine.Overlaps(theirs)) return new(SameNumber, [LikenessReason.IdNumber]);

        // An old card of nine digits and a new one of twelve are two numbers of one person.
        return mine.Any(number => theirs.Any(their => their.Length == number.Length)) ? new(OtherNumber, []) : Nothing;
    }

    private sealed record Evidence(double Bits, ImmutableArray<LikenessReason> Reasons);
}
