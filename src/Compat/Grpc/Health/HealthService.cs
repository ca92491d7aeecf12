using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Runs the registered checks for whoever asks about the server as a whole; it knows no other name.</summary>
internal sealed class HealthService(HealthCheckService checks) : Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (request.Service.Length != 0)
            throw new RpcException(new Status(StatusCode.NotFound, ""));
        var report = await checks.CheckHealthAsync(context.CancellationToken);
        return new HealthCheckResponse { Status = StatusOf(report) };
    }

    /// <summary>Degraded still serves; no check at all says nothing.</summary>
    private static ServingStatus StatusOf(HealthReport report) => report switch
    {
        { Entries.Count: 0 } => ServingStatus.Unknown,
        { Status: HealthStatus.Unhealthy } => ServingStatus.NotServing,
        _ => ServingStatus.Serving,
    };
}
