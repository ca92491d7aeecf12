using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>Who speaks for a person by law. A representative's own record is a look of its own: nobody names a record that he may not see.</summary>
internal sealed class RecordRepresentative(PersonActs acts, Looks looks, Disclosure disclosure, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Status = new HashSet<DomainClass> { DomainClass.Status };

    public Task<RecordRepresentativeResponse> Answer(RecordRepresentativeRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var on = Wire.On(call, request.OccurredOn);
        var command = new Domain.People.RecordRepresentative(
            call.Caller.Actor, on, id, (Domain.People.RepresentativeKind)request.Kind, Wire.OptionalId(request.RecordId), Wire.OptionalId(request.ContactId),
            request.StartsOn is null ? on : Wire.Day(request.StartsOn), request.EndsOn is null ? null : Wire.Day(request.EndsOn),
            Wire.OptionalId(request.ReplacesId));
        return acts.Do(
            call, request, state => Representatives.Record(law, state, command),
            written => new RecordRepresentativeResponse { RepresentativeId = id.ToString(), Version = written.Version },
            request.Paper is null ? [] : disclosure.Split(new Representative { Paper = request.Paper }, PathOf(id)).ToList(),
            before: async _ =>
            {
                if (command.Record is { } record)
                    (await looks.At(call, record, Status)).Dispose();
            });
    }

    /// <summary>Where a representation's paper lies among the person's fields.</summary>
    internal static string PathOf(Guid representative) => $"representative/{representative:n}/";
}
