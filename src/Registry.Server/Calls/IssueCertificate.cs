using System.Globalization;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Verification;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.Store.Subjects;
using Registry.V1;
using DomainKind = Registry.Domain.Victims.CertificateKind;

namespace Registry.Server.Calls;

/// <summary>
/// An issuer of the tables issues a certificate, or takes to the file a foreign one or one that the person brought along. The code for the person's own hand follows from her key and the
/// certificate: it is kept nowhere, and a repeated request gives it again. Its issuer uses a number once in a year, a revoked one too, also when two are issued at a
/// time; of numbers of others nothing is told, for whoever could ask whether a number is in use could ask whether its bearer is registered.
/// </summary>
internal sealed class IssueCertificate(Acts acts, Disclosure disclosure, BlindIndex index, SubjectRows rows, LawTables law)
{
    public async Task<IssueCertificateResponse> Answer(IssueCertificateRequest request, Call call)
    {
        var person = Wire.Id(request.PersonId);
        var on = Wire.On(call, request.OccurredOn);
        var command = new Domain.Verification.IssueCertificate(
            call.Caller.Actor, on, request.Kind == CertificateKind.Unspecified ? DomainKind.PoliceConfirmation : (DomainKind)request.Kind,
            Legalised: request.ForeignIssuer.Length > 0 && request.LegalisedBy.Length > 0)
        {
            Brought = request.BroughtAlong ? new(request.IssuedBy.Length > 0, request.IssuedOn is null ? null : Wire.Day(request.IssuedOn)) : null,
        };
        var papers = new CertificateState
        {
            CertificateNumber = request.CertificateNumber,
            IssuedOn = request.IssuedOn ?? Wire.Date(on),
            ForeignIssuer = request.ForeignIssuer,
            LegalisedBy = request.LegalisedBy,
            IssuedBy = request.IssuedBy,
        };
        var entry = index.Entry(request.CertificateNumber, person, DayOf(papers.IssuedOn));
        var bucket = await rows.CertificateBucket(entry.Tag, call.Cancel);
        return await acts.Do(call, request, request.RequestId, new Act<IssueCertificateResponse>
        {
            Subject = person,
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Certificates.Issue(law, state, command),
            NumberUsed = "CERTIFICATE_NUMBER_USED",
            Fields = (_, eventId) => disclosure.Split(papers, PathOf(eventId)),
            Seals = disclosure.Split(papers).Classes(),
            Index = () => (entry.Tag, entry.Sealed, bucket.Count),
            Answer = written => new IssueCertificateResponse { Version = written.Version, CertificateId = written.EventId.ToString() },
            Complete = (answer, look, _) => answer.ConsentCode = ConsentCode.Derive(look.Keys, Wire.Id(answer.CertificateId)).Reveal(),
        });
    }

    /// <summary>What tells certificates of one number apart in the index.</summary>
    internal static string DayOf(Date issuedOn) => Wire.Day(issuedOn).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Where a certificate's fields lie among a person's.</summary>
    internal static string PathOf(Guid certificate) => $"certificate/{certificate:n}/";
}
