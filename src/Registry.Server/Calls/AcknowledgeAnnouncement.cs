using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>An addressee acknowledges; the border guard command may direct its posts (Art. 7.2).</summary>
internal sealed class AcknowledgeAnnouncement(Acts acts, LawTables law)
{
    public Task<AcknowledgeAnnouncementResponse> Answer(AcknowledgeAnnouncementRequest request, Call call)
    {
        var command = new Domain.Victims.AcknowledgeAnnouncement(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), Wire.Agencies(request.DirectedUnits));
        return acts.Do(call, request, request.RequestId, new Act<AcknowledgeAnnouncementResponse>
        {
            Subject = Wire.Id(request.AnnouncementId),
            StreamType = StreamTypes.Announcement,
            Expected = request.ExpectedVersion,
            Decide = state => ReturnAnnouncement.Acknowledge(law, state, command),
            Answer = written => new AcknowledgeAnnouncementResponse { Version = written.Version },
        });
    }
}
