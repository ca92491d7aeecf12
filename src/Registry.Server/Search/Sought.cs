using System.Collections.Immutable;
using Registry.Domain.Matching;
using Registry.Sealing;
using Registry.V1;

namespace Registry.Server.Search;

/// <summary>By which tags somebody is looked for. Says whom to look at, never who it is: that is compared on what is opened.</summary>
/// <param name="Given">Any of these given names; empty for none asked.</param>
/// <param name="Years">Any of these years.</param>
/// <param name="Numbers">Any of these numbers.</param>
internal sealed record Sought(ImmutableArray<int> Given, ImmutableArray<int> Years, ImmutableArray<int> Numbers)
{
    /// <summary>Exact: whoever has all that was asked.</summary>
    public static Sought Exactly(SlotTags tags, KnownParticulars asked) => new(
        tags.Given([asked.FullName]), tags.Year(asked.BirthDate?.Year ?? 0), tags.Numbers([asked.IdNumber]));

    /// <summary>Like a record: also with a name the other way round, and with a year beside hers.</summary>
    public static Sought Like(SlotTags tags, Traits traits) => new(
        tags.Given(traits.Names, firstToo: true),
        traits.Born.Year == 0 ? [] : [.. Enumerable.Range(traits.Born.Year - 1, 3).SelectMany(year => tags.Year(year)).Distinct()],
        tags.Numbers(traits.Numbers));

    /// <summary>True when somebody with these tags may have everything that is asked.</summary>
    public bool MayBe(ImmutableArray<int> has) => Meets(Given, has) && Meets(Years, has) && Meets(Numbers, has);

    /// <summary>How promising somebody with these tags is; 0 for not worth a look.</summary>
    public int Promise(ImmutableArray<int> has)
    {
        if (Numbers.Any(has.Contains)) return 3;
        if (!Given.Any(has.Contains)) return 0;
        if (Years.Any(has.Contains)) return 2;
        return Years.IsEmpty || !has.Any(tag => SearchTags.KindOf(tag) == SearchTagKind.BirthYear) ? 1 : 0;
    }

    private static bool Meets(ImmutableArray<int> asked, ImmutableArray<int> has) => asked.IsEmpty || asked.Any(has.Contains);
}
