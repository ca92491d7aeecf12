using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>A person's fields on their way to being sealed.</summary>
internal static class PersonFields
{
    /// <summary>The fields that are set; the birth year is a field of its own, so that it can be shown without the date.</summary>
    public static IReadOnlyList<OpenField> Of(Person person, Disclosure disclosure)
    {
        var whole = person.Clone();
        if (whole.BirthDate is { } birth)
            whole.BirthYear = birth.Year;
        return disclosure.Split(whole).ToList();
    }

    public static IReadOnlySet<DomainClass> Classes(this IEnumerable<OpenField> fields) => fields.Select(field => field.Class).ToHashSet();

    /// <summary>Minutes of a reception or hand-over; every one stays, under the id of its event.</summary>
    public static IEnumerable<OpenField> Of(Minutes? minutes, Guid eventId, Disclosure disclosure) =>
        minutes is null ? [] : disclosure.Split(minutes, $"minutes/{eventId:n}/");
}
