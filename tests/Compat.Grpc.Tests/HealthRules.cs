using Compat.Grpc.Tests.Hosting;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Compat.Grpc.Tests;

/// <summary>grpc.health.v1 over the health checks of ASP.NET Core.</summary>
public sealed class HealthRules
{
    [Theory]
    [InlineData(new HealthStatus[0], ServingStatus.Unknown)]
    [InlineData(new[] { HealthStatus.Healthy }, ServingStatus.Serving)]
    [InlineData(new[] { HealthStatus.Healthy, HealthStatus.Degraded }, ServingStatus.Serving)]
    [InlineData(new[] { HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Degraded }, ServingStatus.NotServing)]
    public async Task Answers_for_the_server_what_its_checks_say(HealthStatus[] checks, ServingStatus expected)
    {
        await using var host = await Start(checks);

        var response = await new Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest());

        Assert.Equal(expected, response.Status);
    }

    [Fact]
    public async Task Knows_no_other_service()
    {
        await using var host = await Start(HealthStatus.Healthy);

        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await new Health.HealthClient(host.Channel).CheckAsync(new HealthCheckRequest { Service = "other" }));

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
    }

    private static Task<EchoHost> Start(params HealthStatus[] checks) => EchoHost.Start(
        services: services =>
        {
            var health = services.AddGrpcHealthChecks();
            for (var number = 0; number < checks.Length; number++)
            {
                var result = new HealthCheckResult(checks[number]);
                health.AddCheck($"check {number}", () => result);
            }
        },
        map: app => app.MapGrpcHealthChecksService());
}
