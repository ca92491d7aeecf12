using System.Security.Cryptography;
using System.Text;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>A paper by reference, and whether a file in the caller's hands is that paper.</summary>
internal sealed class GetDocument(Looks looks, RequestSeal keyed)
{
    private static readonly string[] Shown = ["number", "issued_on", "issuer", "custodian"];

    public async Task<GetDocumentResponse> Answer(GetDocumentRequest request, Call call)
    {
        var id = Wire.Id(request.DocumentId);
        using var look = await looks.At(call, Wire.Id(request.PersonId), new HashSet<DomainClass> { DomainClass.IdentityNumbers });
        if (look.State.Person?.People.Documents.FirstOrDefault(one => one.Id == id) is not { } document)
            throw Failures.Of("NOT_FOUND");

        var kept = new AddDocumentRequest();
        look.Merge(kept, AddDocument.PathOf(id) + "sha256");
        var given = request.Sha256.Length == 0 ? "" : AddDocument.Keyed(keyed, id, request.Sha256);
        return new GetDocumentResponse
        {
            Document = Of(look, document),
            SameFile = given.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(kept.Sha256)),
        };
    }

    /// <summary>The reference as far as the look permits it.</summary>
    internal static DocumentReference Of(Look look, Domain.People.Document document)
    {
        var reference = new DocumentReference { DocumentId = document.Id.ToString(), Kind = (PaperKind)document.Kind };
        foreach (var field in Shown)
            look.Merge(reference, AddDocument.PathOf(document.Id) + field);
        return reference;
    }
}
