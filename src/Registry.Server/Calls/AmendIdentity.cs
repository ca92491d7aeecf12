using Google.Protobuf;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Corrects who a person is. The event carries the new values; the old ones stay sealed in the events that brought them. Who may not see a
/// field does not overwrite it: its class is asked like that of a read.
/// </summary>
internal sealed class AmendIdentity(PersonActs acts, Disclosure disclosure, LawTables law)
{
    public async Task<AmendIdentityResponse> Answer(AmendIdentityRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var person = request.Person ?? new Person();
        var amended = PersonFields.Amended(person, request.Fields.Paths, disclosure, law);
        var classes = amended.Classes();
        var reason = new OpenField(PathOf(id) + "reason", Keeper(classes), new V1.Amendment { Reason = request.Reason }.ToByteArray());
        var command = new Domain.People.AmendIdentity(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), id, [.. amended.Select(field => field.Path)], [.. classes]);
        var warnings = Particulars.Of(person, law, call.Today, "person.").Where(warning => IsAbout(warning, amended)).ToList();

        var answer = await acts.Do(
            call, request, state => Decide(state, command, amended, person),
            written => new AmendIdentityResponse { AmendmentId = id.ToString(), Version = written.Version, Warnings = { warnings } },
            [.. amended, reason], asks: classes.Append(DomainClass.Status).ToHashSet());
        Particulars.Explain(answer.Warnings, law);
        return answer;
    }

    private Decided Decide(SubjectState state, Domain.People.AmendIdentity command, IReadOnlyList<OpenField> amended, Person person)
    {
        var began = PaperDates.CaseBegan(state);
        if (IsUnborn(amended, person, began))
            return law.Refuse(RefusalReason.DateBeforeBirth, command.On);
        var isBirth = amended.Any(field => field.Path is "birth_date" or "birth_year");
        return Amendments.Amend(law, state, command with { Minor = isBirth ? PersonRules.IsMinor(person, began) : null });
    }

    /// <summary>Where an amendment's reason lies among the person's fields.</summary>
    internal static string PathOf(Guid amendment) => $"amendment/{amendment:n}/";

    /// <summary>The class whose key the reason is sealed under; it is shown only to who may see all of them.</summary>
    internal static DomainClass Keeper(IEnumerable<DomainClass> classes) => classes.Max();

    /// <summary>
    /// Certain that by the new date she was born after her record began. Whoever sends it knows the date, and no later act is dated
    /// before her record: so none is compared with a birth date that its author may not see, and nobody finds one out by refusals.
    /// </summary>
    private static bool IsUnborn(IReadOnlyList<OpenField> amended, Person person, DateOnly began) =>
        amended.Any(field => field.Path == "birth_date") && PersonRules.IsUnborn(person, began);

    /// <summary>A correction of one field is not told that the name is missing, which it did not send.</summary>
    private static bool IsAbout(Warning warning, IReadOnlyList<OpenField> amended) =>
        amended.Any(field => warning.Field == "person." + field.Path || warning.Field.StartsWith($"person.{field.Path}.", StringComparison.Ordinal));
}
