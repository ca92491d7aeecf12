using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Domain.Reports;

namespace Registry.Domain.Tests.Reports;

/// <summary>Made-up entries, and what is told of them.</summary>
internal static class Numbers
{
    public static readonly LawTables Law = LawTables.Load();
    public static readonly AgencyCode Post = new("DBP-HONGVAN");
    public static readonly AgencyCode Police = new("CA-TTH");
    public static readonly AgencyCode Commune = new("UBND-HONGVAN");

    /// <summary>The last closing day of 2016's own.</summary>
    public static readonly DateOnly YearEnd = new(2017, 1, 5);

    public static Counted Victim(AgencyCode by, DateOnly on, string sex = "FEMALE", string age = "18-29", string gate = "A Đớt", DateOnly? recorded = null, params string[] forms) => new(
        CountedWhat.Victim, on, recorded ?? on, by,
        Codes((Figure.Route, ["BILATERAL_AGREEMENT"]), (Figure.Gate, [gate]), (Figure.Sex, [sex]), (Figure.Age, [age]), (Figure.Form, forms.Length > 0 ? forms : ["FORCED_LABOUR"])));

    public static Counted Act(AgencyCode by, DateOnly on, Figure figure, string code) => new(CountedWhat.Act, on, on, by, Codes((figure, [code])));

    public static Counted Given(AgencyCode by, DateOnly on, string kind, long dong) => new(CountedWhat.Support, on, on, by, Codes((Figure.Support, [kind]))) { Dong = dong };

    public static ImmutableSortedDictionary<Figure, ImmutableArray<string>> Codes(params (Figure Figure, string[] Codes)[] codes) =>
        codes.ToImmutableSortedDictionary(c => c.Figure, c => c.Codes.ToImmutableArray());

    /// <summary>What is told when these are all that is recorded; each entry is somebody's own.</summary>
    public static DisclosureControl Told(IEnumerable<Counted> entries, DateOnly? asOf = null, string key = "key") => Told(entries.Select(e => new[] { e }), asOf, key);

    /// <summary>The same where several entries are one victim's.</summary>
    public static DisclosureControl Told(IEnumerable<IReadOnlyList<Counted>> people, DateOnly? asOf = null, string key = "key")
    {
        var moments = Releases.Of(2016, asOf ?? YearEnd);
        var census = new Census(Law, 2016, moments);
        foreach (var one in people) census.Add(one);
        return new DisclosureControl(census, new DisclosureRule(5, Draw(key)), moments.Length - 1, figure => Sheet.Closed(Law, figure));
    }

    /// <summary>Draws as the key of an installation gives them.</summary>
    public static Func<string, double> Draw(string key) => text =>
        (BitConverter.ToUInt64(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text))) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A random year: few agencies, few people, every size of cell.</summary>
    public static List<Counted> Year(Random random)
    {
        AgencyCode[] agencies = [Post, Police, Commune];
        var entries = new List<Counted>();
        foreach (var agency in agencies.Take(1 + random.Next(3)))
            for (var quarter = 0; quarter < 4; quarter++)
                foreach (var sex in (string[])["FEMALE", "MALE", "UNKNOWN"])
                    for (var many = random.Next(3) switch { 0 => 0, 1 => random.Next(5), _ => random.Next(25) }; many > 0; many--)
                        entries.Add(Victim(agency, new DateOnly(2016, 1 + (3 * quarter), 1 + random.Next(28)), sex));
        return entries;
    }
}
