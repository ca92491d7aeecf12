using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>
/// Keeps a paper by reference. Of the file there is a hash under a key of the registry and the id of the reference: it tells the file again
/// when somebody shows it, and two references to one file do not look alike.
/// </summary>
internal sealed class AddDocument(PersonActs acts, Disclosure disclosure, RequestSeal keyed, LawTables law)
{
    public async Task<AddDocumentResponse> Answer(AddDocumentRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var reference = new DocumentReference { Number = request.Number, IssuedOn = request.IssuedOn, Issuer = request.Issuer, Custodian = request.Custodian };
        var hash = new AddDocumentRequest { Sha256 = request.Sha256.Length == 0 ? "" : Keyed(keyed, id, request.Sha256) };
        var command = new Domain.People.AddDocument(call.Caller.Actor, Wire.On(call, request.OccurredOn), id, (Domain.People.PaperKind)request.Kind);
        var warnings = Particulars.Of(request.Kind, request.Number, law);
        var answer = await acts.Do(
            call, request, state => Documents.Add(law, state, command),
            written => new AddDocumentResponse { DocumentId = id.ToString(), Version = written.Version, Warnings = { warnings } },
            [.. disclosure.Split(reference, PathOf(id)), .. disclosure.Split(hash, PathOf(id))]);
        Particulars.Explain(answer.Warnings, law);
        return answer;
    }

    /// <summary>Where a reference's fields lie among the person's.</summary>
    internal static string PathOf(Guid document) => $"document/{document:n}/";

    /// <summary>The hash as it is kept.</summary>
    internal static string Keyed(RequestSeal keyed, Guid document, string sha256) =>
        Convert.ToHexStringLower(keyed.Body("document"u8, [.. document.ToByteArray(bigEndian: true), .. Convert.FromHexString(sha256)]));
}
