using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Who was asked, or received or rescued her, records what the verification found; papers of every finding stay, under the id of its event.</summary>
internal sealed class RecordVerificationResult(PaperActs acts, LawTables law)
{
    public Task<RecordVerificationResultResponse> Answer(RecordVerificationResultRequest request, Call call)
    {
        var command = new RecordVerification(
            call.Caller.Actor,
            Wire.On(call, request.OccurredOn),
            (Domain.Victims.VerificationOutcome)request.Outcome,
            [.. request.EvidenceSources.Select(source => (Domain.Victims.EvidenceSource)source)],
            request.Ground == V1.FindingGround.Unspecified ? Domain.Verification.FindingGround.Evidence : (Domain.Verification.FindingGround)request.Ground,
            request.NewEvidence,
            Reasoned: request.Reason.Length > 0);
        var papers = new FindingState { AnswerNumber = request.AnswerNumber, Reason = request.Reason, ExploitationForms = { request.ExploitationForms } };
        return acts.Do(
            call, request, state => Verifications.Record(law, state, command), written => new RecordVerificationResultResponse { Version = written.Version },
            papers, (_, eventId) => PathOf(eventId));
    }

    internal static string PathOf(Guid finding) => $"finding/{finding:n}/";
}
