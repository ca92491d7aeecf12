using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Reports;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Who was reported to takes note.</summary>
internal sealed class AcknowledgeReport(Acts acts, LawTables law)
{
    public Task<AcknowledgeReportResponse> Answer(AcknowledgeReportRequest request, Call call) =>
        acts.Do(call, request, request.RequestId, new Act<AcknowledgeReportResponse>
        {
            Subject = Wire.Id(request.ReportId),
            StreamType = StreamTypes.Report,
            Expected = request.ExpectedVersion,
            Decide = state => Reporting.Acknowledge(law, state.Report, call.Caller.Actor, Wire.On(call, request.OccurredOn)),
            Answer = written => new AcknowledgeReportResponse { Version = written.Version },
        });
}
