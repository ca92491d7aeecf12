using System.Text;
using Registry.Domain.Law;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Store.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Confirms a certificate that a person shows with the code from her own hand. A number that does not exist is looked at as a person
/// who does not exist: same line, same work, same "not confirmed"; so is a revoked one, and one whose finding fell.
/// </summary>
internal sealed class VerifyCertificate(Looks looks, AccessRecorder recorder, BlindIndex index, RequestSeal ids, SubjectRows rows, LawTables law)
{
    private static readonly IReadOnlySet<DomainClass> Verification = new HashSet<DomainClass> { DomainClass.Verification };

    public async Task<VerifyCertificateResponse> Answer(VerifyCertificateRequest request, Call call)
    {
        call.LeavesOnTick = true;
        // The bucket is compared under index keys alone: no subject key is touched and nobody is named before the line.
        var bucket = await rows.CertificateBucket(index.Tag(request.CertificateNumber), call.Cancel);
        var person = index.Match(request.CertificateNumber, bucket, IssueCertificate.DayOf(request.IssuedOn)) ?? Nobody(request.CertificateNumber);

        using var look = await looks.OnConsent(call, person, Verification);
        var certificate = look.State.Person?.Verifying.Certificates.FirstOrDefault(one => IsNamed(look, one.Id, request));
        var code = ConsentCode.Derive(look.Keys, certificate?.Id ?? person);
        var given = ConsentCode.Parse(request.ConsentCode);
        var confirmed = given is not null && code.Matches(given) && certificate is { InForce: true }
            && look.State.Person?.Verification == Domain.Victims.VerificationOutcome.Confirmed && !IsClosed(look, call);

        // Inspectors must be able to tell guessing from use; the caller gets the same number of lines either way.
        await recorder.Outcome(call, person, look.Receipt.RecordId, confirmed ? "CONFIRMED" : "NOT_CONFIRMED");
        if (!confirmed)
            call.Missed = true;
        return new VerifyCertificateResponse { Confirmed = confirmed };
    }

    /// <summary>Number and date are those of the certificate: the code of another one of hers does not confirm this one.</summary>
    private bool IsNamed(Look look, Guid certificate, VerifyCertificateRequest request)
    {
        var issued = new CertificateState();
        look.Merge(issued, IssueCertificate.PathOf(certificate) + "certificate_number");
        look.Merge(issued, IssueCertificate.PathOf(certificate) + "issued_on");
        return issued.CertificateNumber.Length > 0 && index.Same(issued.CertificateNumber, request.CertificateNumber) && request.IssuedOn.Equals(issued.IssuedOn);
    }

    /// <summary>Who acts for somebody who is blocked from her may have her code by force: it confirms nothing to him.</summary>
    private bool IsClosed(Look look, Call call) => look.Facts.AreClosedTo(call.OnBehalfOf) || look.Facts.AreClosedTo(law, call.Caller.Agency, call.Today);

    /// <summary>The same nobody for the same number, so that her keys are as well known to the cache as those of somebody.</summary>
    private Guid Nobody(string number) => new(ids.Body("nobody"u8, Encoding.UTF8.GetBytes(number)).AsSpan(0, 16), bigEndian: true);
}
