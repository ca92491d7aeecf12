using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Police announce a return through a border gate (Decision 22/2015 Art. 6.3). Creates the announcement.</summary>
internal sealed class AnnounceReturn(Acts acts, LawTables law)
{
    public Task<AnnounceReturnResponse> Answer(AnnounceReturnRequest request, Call call)
    {
        var announcement = acts.NewSubject(call, request.RequestId);
        var command = new Domain.Victims.AnnounceReturn(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Agencies(request.Addressees), request.EntryPoint,
            (Channel)request.Channel, Wire.Day(request.ExpectedOn), request.Persons);
        return acts.Do(call, request, request.RequestId, new Act<AnnounceReturnResponse>
        {
            Subject = announcement,
            CreatesAs = RelationKind.Announcer,
            StreamType = StreamTypes.Announcement,
            Expected = 0,
            Decide = state => ReturnAnnouncement.Announce(law, state, command),
            Answer = written => new AnnounceReturnResponse { AnnouncementId = announcement.ToString(), Version = written.Version },
        });
    }
}
