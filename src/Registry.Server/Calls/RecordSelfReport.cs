using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Takes the first report of a person who came by herself; who is told is offered the reception (Law 66/2011 Art. 24.1).</summary>
internal sealed class RecordSelfReport(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<RecordSelfReportResponse> Answer(RecordSelfReportRequest request, Call call)
    {
        var person = acts.NewSubject(call, request.RequestId);
        var fields = PersonFields.Of(request.Person, disclosure, law);
        var command = new TakeReport(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), (Domain.Verification.Route)request.Route, request.EntryPoint, new AgencyCode(request.Addressee))
        {
            ReportedBy = Wire.SpokenBy(request.ReportedBy),
        };
        return acts.Do(call, request, request.RequestId, new Act<RecordSelfReportResponse>
        {
            Subject = person,
            CreatesAs = RelationKind.Registrar,
            StreamType = StreamTypes.Person,
            Expected = 0,
            Decide = state => PersonRules.IsUnborn(request.Person, command.On) ? law.Refuse(RefusalReason.DateBeforeBirth, command.On) : FirstReports.Take(law, state, command),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = written => new RecordSelfReportResponse { PersonId = person.ToString(), Version = written.Version },
        });
    }
}
