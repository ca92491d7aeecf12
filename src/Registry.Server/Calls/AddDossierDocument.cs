using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Adds a paper to the file by reference: what it is, never its content. The hash is keyed, so that nobody tests a guess of a paper.</summary>
internal sealed class AddDossierDocument(DossierActs acts, RequestSeal seal, LawTables law)
{
    public Task<AddDossierDocumentResponse> Answer(AddDossierDocumentRequest request, Call call)
    {
        var id = acts.NewId(call, request);
        var command = new Domain.Protection.AddDossierDocument(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), id, (Domain.Protection.DocumentKind)request.Kind);
        return acts.Do(
            call, request, state => DossierDocuments.Add(law, state, command),
            written => new AddDossierDocumentResponse { DocumentId = id.ToString(), Version = written.Version },
            new V1.DossierDocument
            {
                Number = request.Number,
                SignedOn = request.SignedOn,
                Issuer = request.Issuer,
                KeyedHash = AddDocument.Keyed(seal, id, request.Sha256),
                Custodian = request.Custodian,
            },
            PathOf(id));
    }

    /// <summary>Where a paper's fields lie among a person's.</summary>
    internal static string PathOf(Guid document) => $"document/{document:n}/";
}
