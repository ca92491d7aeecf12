using Google.Protobuf;
using Registry.AccessLog;
using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>That the published log continues an older one, from the files that mirrors get. Whoever kept the older checkpoint checks it without this registry.</summary>
internal sealed class GetConsistencyProof(Looks looks, PublishedLog published)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<GetConsistencyProofResponse> Answer(GetConsistencyProofRequest request, Call call)
    {
        using var look = await looks.At(call, Guid.Empty, Lines);
        var note = await published.Checkpoint(call.Cancel) ?? throw new TimeoutException();
        var size = Checkpoint.Parse(note.Text).Head.Size;
        if (request.OldSize < 1 || request.OldSize > size)
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("old_size", Expected.OldSize));

        var proof = await ConsistencyProof.MakeAsync(new TileHashSource(published.Tiles, size), request.OldSize, size, call.Cancel);
        var answer = new GetConsistencyProofResponse { Checkpoint = note.ToString() };
        answer.Hashes.AddRange(proof.Select(hash => ByteString.CopyFrom(hash.Bytes)));
        return answer;
    }
}
