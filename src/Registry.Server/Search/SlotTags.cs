using System.Collections.Immutable;
using System.Globalization;
using Registry.Domain.Matching;
using Registry.Sealing;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Search;

/// <summary>The tags of what is sealed and looked for: made while a value is in the open on its way to being sealed, and kept sealed with its place.</summary>
internal sealed class SlotTags(SearchTags tags)
{
    /// <summary>The tags of a field, in an order of their own; default for a field that nobody looks for.</summary>
    public ImmutableArray<int> Of(OpenField field)
    {
        ImmutableArray<int> found = field.Path switch
        {
            "full_name" => [.. Given([Read(field).FullName]), .. Surname([Read(field).FullName])],
            "home_address" => Commune(Read(field).HomeAddress?.Commune ?? ""),
            "other_names" => Given(Read(field).OtherNames),
            "names" => Given(Read(field).Names.Select(name => name.Text)),
            "birth_year" => Year(Read(field).BirthYear),
            "id_number" => Numbers([Read(field).IdNumber]),
            "papers" => Numbers(Read(field).Papers.Select(paper => paper.Number)),
            _ => [],
        };
        return found.Length > 0 ? found : default;
    }

    /// <summary>Tags of the given names; with <paramref name="firstToo"/> of the first words too, for names that were written down the other way round.</summary>
    public ImmutableArray<int> Given(IEnumerable<string> names, bool firstToo = false) =>
        Sorted(names.SelectMany(name => firstToo ? [NameWords.Given(name), NameWords.First(name)] : (string[])[NameWords.Given(name)]), SearchTagKind.GivenName);

    /// <summary>Tags of the surnames.</summary>
    public ImmutableArray<int> Surname(IEnumerable<string> names) => Sorted(names.Select(Surnames.Of), SearchTagKind.Surname);

    /// <summary>The tag of a commune by its name, without what kind of unit it is; none for an unknown one.</summary>
    public ImmutableArray<int> Commune(string commune) => Sorted([Communes.Of(commune)], SearchTagKind.Commune);

    /// <summary>The tag of a year; none for an unknown one.</summary>
    public ImmutableArray<int> Year(int year) => year == 0 ? [] : Sorted([year.ToString(CultureInfo.InvariantCulture)], SearchTagKind.BirthYear);

    /// <summary>Tags of numbers of papers.</summary>
    public ImmutableArray<int> Numbers(IEnumerable<string> numbers) => Sorted(numbers.Select(Traits.Number), SearchTagKind.IdNumber);

    private ImmutableArray<int> Sorted(IEnumerable<string> values, SearchTagKind kind) =>
        [.. values.Where(value => value.Length > 0).Select(value => tags.Of(kind, value)).Distinct().Order()];

    private static Person Read(OpenField field) => Person.Parser.ParseFrom(field.Plain);
}
