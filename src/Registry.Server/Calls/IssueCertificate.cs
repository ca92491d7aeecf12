using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.Store.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Police issue the certificate (Art. 6.2). The code for the person's own hand follows from her key and the certificate: it is kept
/// nowhere, and a repeated request gives it again.
/// </summary>
internal sealed class IssueCertificate(Acts acts, Disclosure disclosure, BlindIndex index, SubjectRows rows, LawTables law)
{
    /// <summary>Where the certificate's fields lie among a person's.</summary>
    internal const string Prefix = "certificate/";

    internal const string NumberPath = Prefix + "certificate_number";

    public async Task<IssueCertificateResponse> Answer(IssueCertificateRequest request, Call call)
    {
        var person = Wire.Id(request.PersonId);
        var on = Wire.On(call, request.OccurredOn);
        var fields = disclosure.Split(new IssueCertificateRequest { CertificateNumber = request.CertificateNumber, OccurredOn = Wire.Date(on) }, Prefix).ToList();
        var entry = index.Entry(request.CertificateNumber, person);
        var bucket = await rows.CertificateBucket(entry.Tag, call.Cancel);
        return await acts.Do(call, request, request.RequestId, new Act<IssueCertificateResponse>
        {
            Subject = person,
            StreamType = StreamTypes.Person,
            Expected = request.ExpectedVersion,
            Decide = state => Victim.IssueCertificate(law, state, new(call.Caller.Actor, on, CertificateKind.PoliceConfirmation)),
            Before = _ => index.Match(request.CertificateNumber, bucket) is null ? Task.CompletedTask : throw Failures.Of("CERTIFICATE_NUMBER_USED"),
            Fields = (_, _) => fields,
            Seals = fields.Classes(),
            Index = () => (entry.Tag, entry.Sealed),
            Answer = written => new IssueCertificateResponse { Version = written.Version },
            Complete = (answer, look, record) => answer.ConsentCode = CodeOf(look, record)?.Reveal() ?? "",
        });
    }

    /// <summary>The code of the person's certificate, or null when she has none.</summary>
    internal static ConsentCode? CodeOf(Look look, SubjectRecord record) =>
        record.Slots.TryGetValue(NumberPath, out var slot) ? ConsentCode.Derive(look.Keys, slot.EventId) : null;
}
