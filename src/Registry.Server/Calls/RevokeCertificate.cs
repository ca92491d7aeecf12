using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>The issuer takes a certificate back; from then on nobody gets it confirmed, and its number stays used.</summary>
internal sealed class RevokeCertificate(PaperActs acts, LawTables law)
{
    public Task<RevokeCertificateResponse> Answer(RevokeCertificateRequest request, Call call)
    {
        var command = new Domain.Verification.RevokeCertificate(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Id(request.CertificateId), (Domain.Verification.RevocationGround)request.Ground);
        return acts.Do(
            call, request, state => Certificates.Revoke(law, state, command), written => new RevokeCertificateResponse { Version = written.Version },
            new CertificateState { RevocationReason = request.Reason, RevocationNumber = request.DecisionNumber }, (_, _) => IssueCertificate.PathOf(command.Certificate));
    }
}
