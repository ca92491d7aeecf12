using Grpc.Core;
using Registry.Domain.History;
using Registry.Server.Cases;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// That the record of a person moved, to agencies that have to do with her and may see her status; never what moved. What happens in her dossier
/// moves nothing here: it is not theirs to know that there is one.
/// </summary>
internal sealed class WatchChanges(CaseIndex index, ChangeStreams streams)
{
    private static readonly IReadOnlySet<DomainClass> Status = new HashSet<DomainClass> { DomainClass.Status };

    public Task Answer(WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> stream, Call call) => streams.Run(
        call, request.Cursor,
        new ChangeQuestion<PersonChange, WatchChangesResponse>(
            Status, index.MovedFor,
            (_, record, _) => record.State.Person is null ? null : new PersonChange
            {
                PersonId = record.State.Subject.ToString(),
                Version = record.Head(record.State.Subject, StreamTypes.Person).Told,
            },
            (told, cursor, caughtUp) => new WatchChangesResponse { Changes = { told }, Cursor = cursor, CaughtUp = caughtUp }),
        stream);
}
