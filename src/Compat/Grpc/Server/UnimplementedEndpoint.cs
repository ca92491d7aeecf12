using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Grpc.AspNetCore.Server;

/// <summary>Answers gRPC requests for what nobody implements. Other requests pass by.</summary>
internal static class UnimplementedEndpoint
{
    public static IEndpointConventionBuilder MapService(IEndpointRouteBuilder routes) =>
        Map(routes, "{unimplementedService}/{unimplementedMethod}", "Unimplemented service", "Service is unimplemented.");

    public static IEndpointConventionBuilder MapMethod(IEndpointRouteBuilder routes, string service) =>
        Map(routes, $"{service}/{{unimplementedMethod}}", $"Unimplemented method for {service}", "Method is unimplemented.");

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, string path, string name, string detail)
    {
        var onlyGrpc = new { unimplementedMethod = new OnlyGrpc() };
        var status = new Status(StatusCode.Unimplemented, detail);
        return routes
            .Map(RoutePatternFactory.Parse(path, defaults: null, parameterPolicies: onlyGrpc), http =>
            {
                http.Response.ContentType = GrpcContentType.Value;
                GrpcResponse.WriteStatus(http.Response, status);
                return Task.CompletedTask;
            })
            .WithDisplayName($"gRPC - {name}");
    }

    private sealed class OnlyGrpc : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            httpContext is not null
            && HttpMethods.IsPost(httpContext.Request.Method)
            && GrpcContentType.Matches(httpContext.Request.ContentType);
    }
}
