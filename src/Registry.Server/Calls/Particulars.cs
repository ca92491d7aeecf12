using Google.Protobuf.Collections;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// What looks unlikely in the particulars of a request. Looks at the request alone: compared with the record, a warning would tell of it.
/// </summary>
internal static class Particulars
{
    /// <summary>An answer says so many at most.</summary>
    private const int Most = 20;

    private const int OldestAge = 120;

    public static IReadOnlyList<Warning> Of(Person person, LawTables law, DateOnly today, string prefix) =>
        Wire(Names(person).Concat(Born(person, today)).Concat(Belonging(person, law)).Concat(Numbers(person, law)).Concat(Addresses(person, law)), prefix);

    /// <summary>Of a paper that is kept by reference.</summary>
    public static IReadOnlyList<Warning> Of(V1.PaperKind kind, string number, LawTables law) => Wire(
        number.Length == 0 ? [] : IdNumbers.Check(law, (Domain.People.PaperKind)kind, number).Where(one => one != PersonWarning.PaperCountryMissing)
            .Select(one => new WarningAt(one, "number")), "");

    public static IReadOnlyList<Warning> Of(Address? address, LawTables law, string prefix) => Wire(Map(address, "", law), prefix);

    /// <summary>Adds the texts, which are not kept with an answer.</summary>
    public static void Explain(RepeatedField<Warning> warnings, LawTables law)
    {
        foreach (var warning in warnings)
            (warning.Vi, warning.En) = law.WarningText(warning.Code) is { } text ? (text.Vi, text.En) : ("", "");
    }

    private static List<Warning> Wire(IEnumerable<WarningAt> found, string prefix) =>
        [.. found.Distinct().Take(Most).Select(one => new Warning { Code = one.Warning.Code(), Field = prefix + one.Field })];

    private static IEnumerable<WarningAt> Names(Person person)
    {
        if (person is { FullName: "", NameForm: not NameForm.Unknown })
            yield return new(PersonWarning.NameMissing, "full_name");
        if (person is { FullName.Length: > 0, NameForm: NameForm.Unknown })
            yield return new(PersonWarning.NameSaidUnknown, "name_form");
        foreach (var (text, form, field) in person.Names.Select(name => (name.Text, name.Form, "names")).Prepend((person.FullName, person.NameForm, "full_name")))
        {
            var words = VietnameseText.Words(text);
            if (words > 1 && form == NameForm.Single)
                yield return new(PersonWarning.NameNotOneWord, field);
            if (words == 1 && form is NameForm.FamilyFirst or NameForm.GivenFirst)
                yield return new(PersonWarning.NameOfOneWord, field);
        }
    }

    private static IEnumerable<WarningAt> Born(Person person, DateOnly today)
    {
        if (YearOf(person) is { } year && today.Year - year > OldestAge)
            yield return new(PersonWarning.BirthDateUnlikely, person.BirthDate is null ? "birth_year" : "birth_date");
    }

    /// <summary>Of somebody who is said to be a minor.</summary>
    public static IReadOnlyList<Warning> OfMinor(Person person, DateOnly on, string prefix) => Wire(
        PersonRules.IsMinor(person, on) == false ? [new(PersonWarning.NotAMinorByBirth, person.BirthDate is null ? "birth_year" : "birth_date")] : [], prefix);

    private static IEnumerable<WarningAt> Belonging(Person person, LawTables law)
    {
        if (person.NationalityStatus == NationalityStatus.Stateless && (person.Nationality.Length > 0 || person.Nationalities.Count > 0))
            yield return new(PersonWarning.StatelessWithNationality, "nationality_status");
        if (person.Nationality.Length > 0 && person.Nationalities.Count > 0 && !person.Nationalities.Contains(person.Nationality))
            yield return new(PersonWarning.NationalitiesDiffer, "nationalities");
        if (person.EthnicGroup.Length > 0 && EthnicGroups.Find(law, person.EthnicGroup) is null)
            yield return new(PersonWarning.EthnicGroupUnlisted, "ethnic_group");
        if (person.EthnicGroupList.Length > 0 && !EthnicGroups.KnowsList(law, person.EthnicGroupList))
            yield return new(PersonWarning.EthnicListUnknown, "ethnic_group_list");
    }

    private static IEnumerable<WarningAt> Numbers(Person person, LawTables law)
    {
        bool? female = person.Sex == Sex.Unspecified ? null : person.Sex == Sex.Female;
        if (person.IdNumber.Length > 0)
        {
            foreach (var one in IdNumbers.Check(law, Domain.People.PaperKind.Unspecified, person.IdNumber, "", female, YearOf(person)))
                yield return new(one, "id_number");
        }

        if (person.PaperStatus == PaperStatus.None && (person.Papers.Count > 0 || person.IdNumber.Length > 0))
            yield return new(PersonWarning.PapersSaidNone, "paper_status");
        foreach (var paper in person.Papers)
        {
            if (paper.Number.Length > 0)
            {
                foreach (var one in IdNumbers.Check(law, (Domain.People.PaperKind)paper.Kind, paper.Number, paper.Country, female, YearOf(person)))
                    yield return new(one, one == PersonWarning.PaperCountryMissing ? "papers.country" : "papers.number");
            }

            if (paper.IssuedOn is { } issued && YearOf(person) is { } born && issued.Year < born)
                yield return new(PersonWarning.PaperBeforeBirth, "papers.issued_on");
            if (paper is { IssuedOn: { } from, ExpiresOn: { } until } && Calls.Wire.Day(until) <= Calls.Wire.Day(from))
                yield return new(PersonWarning.PaperPeriod, "papers.expires_on");
        }
    }

    private static IEnumerable<WarningAt> Addresses(Person person, LawTables law) =>
    [
        .. Map(person.HomeAddress, "home_address.", law), .. Map(person.CurrentPlace, "current_place.", law),
        .. Map(person.WorkPlace, "work_place.", law), .. Map(person.StudyPlace, "study_place.", law),
    ];

    private static IEnumerable<WarningAt> Map(Address? address, string prefix, LawTables law) => address is null
        ? []
        : AddressMaps.Check(
                law, address.MapDay is { } day ? Calls.Wire.Day(day) : null, address.District, address.ProvinceCode, address.DistrictCode, address.CommuneCode)
            .Select(one => one with { Field = prefix + one.Field });

    private static int? YearOf(Person person) => person.BirthDate is { Year: > 0 } birth ? birth.Year : person.BirthYear > 0 ? person.BirthYear : null;
}
