using System.Collections.Frozen;
using Google.Protobuf;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Server.Subjects;
using Registry.V1;
using Codes = System.Collections.Immutable.ImmutableSortedDictionary<Registry.Domain.Reports.Figure, System.Collections.Immutable.ImmutableArray<string>>;

namespace Registry.Server.Reports;

/// <summary>
/// What statistics keep of a person's fields: codes of lists and a band of age, taken while the fields are sealed. Whatever act seals one of these
/// fields gives its code; no name, number, date or free text ever does.
/// </summary>
internal static class Traits
{
    private static readonly FrozenSet<string> Paths =
        new[] { "sex", "birth_date", "birth_year", "nationality", "ethnic_group", "exploitation_forms", "trafficked_to" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Codes by table; none for a field that the act does not carry.</summary>
    /// <param name="law">Code lists.</param>
    /// <param name="fields">Fields of the act in the open.</param>
    /// <param name="receivedOn">Law date of the reception, at which age is taken.</param>
    public static Codes Of(LawTables law, IEnumerable<OpenField> fields, DateOnly receivedOn)
    {
        var person = new Person();
        foreach (var field in fields.Where(field => Paths.Contains(field.Path)))
            person.MergeFrom(field.Plain);

        var codes = Counted.Nothing;
        void Add(bool known, Figure figure, params IEnumerable<string> values)
        {
            if (known)
                codes = codes.Add(figure, [.. values]);
        }

        Add(person.Sex != Sex.Unspecified, Figure.Sex, person.Sex.ToString().ToUpperInvariant());
        Add(person.BirthDate is not null || person.BirthYear != 0, Figure.Age, BandOf(person, receivedOn));
        Add(person.Nationality.Length > 0, Figure.Nationality, person.Nationality);
        Add(person.EthnicGroup.Length > 0, Figure.EthnicGroup, GroupOf(law, person.EthnicGroup));
        Add(person.ExploitationForms.Count > 0, Figure.Form, person.ExploitationForms.Distinct().Order().Select(NameOf));
        Add(person.TraffickedTo.Length > 0, Figure.TraffickedTo, person.TraffickedTo);
        return codes;
    }

    /// <summary>What was given, in dong, by the fields of an act that records it; 0 where no sum was said.</summary>
    public static long DongOf(IEnumerable<OpenField> fields)
    {
        var given = new SupportDelivery();
        foreach (var field in fields.Where(field => field.Path.StartsWith("support/", StringComparison.Ordinal) && field.Path.EndsWith("/amount_dong", StringComparison.Ordinal)))
            given.MergeFrom(field.Plain);
        return given.AmountDong;
    }

    private static string BandOf(Person person, DateOnly on) => person.BirthDate is { } birth
        ? AgeBands.Of(on, birth.Year, birth.Month, birth.Day)
        : AgeBands.Of(on, person.BirthYear);

    private static string GroupOf(LawTables law, string name) =>
        law.Codes.Where(list => list.Name == "ethnic-groups").SelectMany(list => list.Rows)
            .FirstOrDefault(row => row.Vi == name)?.Standing.Id ?? "UNKNOWN";

    private static string NameOf(ExploitationForm form) =>
        TypesReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(ExploitationForm)).FindValueByNumber((int)form).Name["EXPLOITATION_FORM_".Length..];
}
