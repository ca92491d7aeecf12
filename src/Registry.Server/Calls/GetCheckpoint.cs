using Registry.Server.Audit;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>The newest published checkpoint, from the files that mirrors get.</summary>
internal sealed class GetCheckpoint(Looks looks, PublishedLog published)
{
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    public async Task<GetCheckpointResponse> Answer(GetCheckpointRequest _, Call call)
    {
        using var look = await looks.At(call, Guid.Empty, Lines);
        return new GetCheckpointResponse { Checkpoint = (await published.Checkpoint(call.Cancel) ?? throw new TimeoutException()).ToString() };
    }
}
