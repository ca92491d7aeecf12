using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>A person's fields on their way to being sealed.</summary>
internal static class PersonFields
{
    /// <summary>The fields that are set, and those that follow from them.</summary>
    public static IReadOnlyList<OpenField> Of(Person person, Disclosure disclosure, LawTables law) => disclosure.Split(Whole(person, law)).ToList();

    /// <summary>
    /// The fields of an amendment: each one that the mask names, also when it is not set, for then it becomes unknown. Birth date and birth
    /// year move together, and so do an ethnic group and its list: neither is ever left from before beside a new other.
    /// </summary>
    public static IReadOnlyList<OpenField> Amended(Person person, IEnumerable<string> mask, Disclosure disclosure, LawTables law)
    {
        var set = Of(person, disclosure, law).ToDictionary(field => field.Path, StringComparer.Ordinal);
        return
        [
            .. Together(mask).Select(path => set.GetValueOrDefault(path)
                ?? new OpenField(path, disclosure.ClassOf(Person.Descriptor.FindFieldByName(path)), [])),
        ];
    }

    public static IReadOnlySet<DomainClass> Classes(this IEnumerable<OpenField> fields) => fields.Select(field => field.Class).ToHashSet();

    /// <summary>Minutes of a reception or hand-over; every one stays, under the id of its event.</summary>
    public static IEnumerable<OpenField> Of(Minutes? minutes, Guid eventId, Disclosure disclosure) =>
        minutes is null ? [] : disclosure.Split(minutes, $"minutes/{eventId:n}/");

    /// <summary>The birth year is a field of its own, so that it can be shown without the date; a listed name keeps the version of its list.</summary>
    private static Person Whole(Person person, LawTables law)
    {
        var whole = person.Clone();
        if (whole.BirthDate is { Year: > 0 } birth)
            whole.BirthYear = birth.Year;
        if (whole.EthnicGroup.Length > 0 && whole.EthnicGroupList.Length == 0 && EthnicGroups.Find(law, whole.EthnicGroup) is not null)
            whole.EthnicGroupList = EthnicGroups.CurrentList(law);
        return whole;
    }

    private static IEnumerable<string> Together(IEnumerable<string> mask)
    {
        var names = mask.ToHashSet(StringComparer.Ordinal);
        foreach (var pair in (string[][])[["birth_date", "birth_year"], ["ethnic_group", "ethnic_group_list"]])
        {
            if (names.Overlaps(pair))
                names.UnionWith(pair);
        }

        return names.Order(StringComparer.Ordinal);
    }
}
