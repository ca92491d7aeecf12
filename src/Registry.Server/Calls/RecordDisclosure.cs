using Google.Protobuf.Collections;
using Registry.Domain.Access;
using Registry.Domain.Disclosures;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;
using DomainMeans = Registry.Domain.Disclosures.DisclosureMeans;

namespace Registry.Server.Calls;

/// <summary>
/// What was told by phone or on paper. Whoever may not see the person gets the same answer as for nobody, and the line of that answer says what was
/// told all the same, marked for review: the record is never refused, and answers nothing about anybody.
/// </summary>
internal sealed class RecordDisclosure(Acts acts, Subjects.Disclosure disclosure, LawTables law)
{
    public Task<RecordDisclosureResponse> Answer(RecordDisclosureRequest request, Call call)
    {
        AgencyCode? to = request.ToldAgency.Length > 0 ? new AgencyCode(request.ToldAgency) : null;
        var command = new Domain.Disclosures.RecordDisclosure(
            call.Caller, call.Purpose, Wire.On(call, request.OccurredOn), call.Today, to, [.. ClassesOf(request.ToldClasses)], (DomainMeans)request.Means, call.LegalBasis);
        var told = call.Told = new ToldRecord(to?.Value ?? "", [.. command.Classes.Distinct().Order()], command.On, command.Means, Review: null);
        if (request.ToldOutside.Length > 0)
            call.Justification = $"{call.Justification}\n{request.ToldOutside}".Trim();

        Decided Decide(SubjectState state)
        {
            var decided = DisclosureRecords.Record(law, state, command);
            if (decided.Events is [DisclosureRecorded recorded])
                call.Told = told with { Review = recorded.Review };
            return decided;
        }

        // Sealed as a field of the event, so that the name of a body outside stays with the person.
        var outside = new RecordDisclosureRequest { ToldOutside = request.ToldOutside };
        return acts.Do(call, request, request.RequestId, new Act<RecordDisclosureResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = Decide,
            AtAnyDate = true,
            Fields = (_, eventId) => disclosure.Split(outside, $"told/{eventId:n}/"),
            Seals = new HashSet<DomainClass> { DomainClass.Status },
            Answer = written => new RecordDisclosureResponse { Version = written.Version },
        });
    }

    private static IEnumerable<DomainClass> ClassesOf(RepeatedField<V1.FieldClass> classes) => classes.Select(one => (DomainClass)one);
}
