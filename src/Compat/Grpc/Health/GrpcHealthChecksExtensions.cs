using Grpc.AspNetCore.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcHealthChecksServiceExtensions
    {
        /// <summary>Health checks that are added to the result decide what <c>grpc.health.v1.Health/Check</c> answers.</summary>
        public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
        {
            ArgumentNullException.ThrowIfNull(services);
            return services.AddHealthChecks();
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class GrpcHealthChecksEndpointRouteBuilderExtensions
    {
        public static GrpcServiceEndpointConventionBuilder MapGrpcHealthChecksService(this IEndpointRouteBuilder builder) =>
            builder.MapGrpcService<HealthService>();
    }
}
