using Registry.Domain.Matching;

namespace Registry.Domain.Tests.Matching;

/// <summary>How many true duplicates are told and how many pairs of strangers are, over invented people with the mistakes that desks make.</summary>
public sealed class RecallTests(ITestOutputHelper output)
{
    private const int People = 2000;

    private static readonly (string Surname, int Weight)[] Surnames =
    [
        ("Nguyễn", 385), ("Trần", 110), ("Lê", 95), ("Phạm", 71), ("Hoàng", 51), ("Huỳnh", 51), ("Phan", 45), ("Vũ", 39), ("Võ", 39), ("Đặng", 21),
        ("Bùi", 20), ("Đỗ", 14), ("Hồ", 13), ("Ngô", 13), ("Dương", 10), ("Lý", 5), ("Kpă", 2),
    ];

    private static readonly string[] Middles = ["Thị", "Thị", "Thị", "Thị", "Thanh", "Ngọc", "Mỹ", "Thu", "Kim"];

    private static readonly string[] GivenNames =
    [
        "Lan", "Hương", "Hoa", "Mai", "Thảo", "Linh", "Trang", "Vy", "Thủy", "Nga", "Yến", "Hạnh", "Phượng", "Loan", "Nhung", "Oanh", "Quyên", "Tâm", "Tuyết", "Xuân",
        "Đào", "Bích", "Châu", "Diệp", "Giang", "Hà", "Hiền", "Khánh", "Liên", "Ngân", "Nhi", "Phương", "Quỳnh", "Sương", "Trâm", "Uyên", "Vân", "Đỏ", "Mây", "Lý",
    ];

    /// <summary>What a second desk writes otherwise, each alone.</summary>
    private static readonly Func<Traits, Traits>[] Mistakes =
    [
        one => one with { Names = [.. one.Names.Select(Registry.Domain.People.VietnameseText.FoldBare)] },
        one => one with { Born = new(one.Born.Year, one.Born.Day <= 12 ? one.Born.Day : one.Born.Month, one.Born.Day <= 12 ? one.Born.Month : one.Born.Day) },
        one => one with { Born = new(one.Born.Year, 0, 0) },
        one => one with { Names = [string.Join(' ', one.Names[0].Split(' ').Reverse())] },
        one => one with { Names = [string.Join(' ', one.Names[0].Split(' ').Where(word => word != "Thị"))] },
        one => one with { Names = [one.Names[0].Replace("Hoàng", "Huỳnh", StringComparison.Ordinal).Replace("Vũ", "Võ", StringComparison.Ordinal)] },
        one => one with { Names = [one.Names[0].Replace("Vy", "Vi", StringComparison.Ordinal).Replace("Thủy", "Thủi", StringComparison.Ordinal)] },
        one => one,
    ];

    [Fact]
    public void Of_true_duplicates_nearly_all_are_told_and_of_strangers_few()
    {
        var random = new Random(222015);
        var people = Enumerable.Range(0, People).Select(_ => Person(random)).ToList();

        var told = people.Select((person, n) => Resemblance.Of(person, Mistakes[n % Mistakes.Length](person)).Likelihood).ToList();
        var strangers = (from one in Enumerable.Range(0, People)
                         from other in Enumerable.Range(one + 1, Math.Min(200, People - one - 1))
                         select Resemblance.Of(people[one], people[other]).Likelihood).ToList();

        var recall = told.Count(one => one != Likelihood.Unspecified) / (double)People;
        var possible = strangers.Count(one => one == Likelihood.Possible) / (double)strangers.Count;
        var likely = strangers.Count(one => one == Likelihood.Likely) / (double)strangers.Count;
        output.WriteLine($"recall {recall:P1}, likely {told.Count(one => one == Likelihood.Likely) / (double)People:P1}; of {strangers.Count} pairs of strangers possible {possible:P3}, likely {likely:P4}");
        Assert.True(recall >= 0.99);
        Assert.True(possible < 0.005);
        Assert.True(likely < 0.0001);
    }

    private static Traits Person(Random random)
    {
        var surname = random.Next(Surnames.Sum(one => one.Weight));
        var name = string.Join(
            ' ', Surnames.First(one => (surname -= one.Weight) < 0).Surname, Middles[random.Next(Middles.Length)], GivenNames[random.Next(GivenNames.Length)]);
        return new([name], new(random.Next(1970, 2010), random.Next(1, 13), random.Next(1, 29)), []);
    }
}
