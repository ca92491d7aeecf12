using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Police record what the verification found (Art. 6.1, 6.2).</summary>
internal sealed class RecordVerificationResult(Acts acts, Disclosure disclosure, LawTables law)
{
    public Task<RecordVerificationResultResponse> Answer(RecordVerificationResultRequest request, Call call)
    {
        var command = new RecordVerification(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), (Domain.Victims.VerificationOutcome)request.Outcome,
            [.. request.EvidenceSources.Select(source => (Domain.Victims.EvidenceSource)source)]);
        var fields = disclosure.Split(new RecordVerificationResultRequest { AnswerNumber = request.AnswerNumber }, "verification/").ToList();
        return acts.Do(call, request, request.RequestId, new Act<RecordVerificationResultResponse>
        {
            Subject = Wire.Id(request.PersonId),
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.RecordVerification(law, state, command),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Answer = written => new RecordVerificationResultResponse { Version = written.Version },
        });
    }
}
