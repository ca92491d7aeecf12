using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Store.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Confirms a certificate that a person shows with the code from her own hand. A number that does not exist is looked at as a person
/// who does not exist: same line, same work, same "not confirmed".
/// </summary>
internal sealed class VerifyCertificate(Looks looks, BlindIndex index, SubjectRows rows)
{
    private static readonly IReadOnlySet<DomainClass> Verification = new HashSet<DomainClass> { DomainClass.Verification };

    public async Task<VerifyCertificateResponse> Answer(VerifyCertificateRequest request, Call call)
    {
        // The bucket is compared under index keys alone: no subject key is touched and nobody is named before the line.
        var bucket = await rows.CertificateBucket(index.Tag(request.CertificateNumber), call.Cancel);
        var person = index.Match(request.CertificateNumber, bucket) ?? Guid.NewGuid();

        using var look = await looks.OnConsent(call, person, Verification);
        var issued = new IssueCertificateRequest();
        look.Merge(issued, IssueCertificate.Prefix + "occurred_on");
        var code = IssueCertificate.CodeOf(look, look.Record);
        var given = ConsentCode.Parse(request.ConsentCode);
        return new VerifyCertificateResponse
        {
            Confirmed = given is not null && code is not null && code.Matches(given) && request.IssuedOn.Equals(issued.OccurredOn),
        };
    }
}
