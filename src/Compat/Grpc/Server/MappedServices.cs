using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>What the host has mapped so far: each service gets one fallback for unknown methods, the host one for unknown services.</summary>
internal sealed class MappedServices(IOptions<GrpcServiceOptions> options, ILoggerFactory loggers)
{
    private readonly HashSet<string> _names = [];

    public List<IEndpointConventionBuilder> Map<TService>(IEndpointRouteBuilder routes)
        where TService : class
    {
        var endpoints = new ServiceEndpoints<TService>(routes, options.Value, loggers.CreateLogger("Grpc.AspNetCore.Server.ServerCallHandler"));
        endpoints.Bind();

        var builders = endpoints.Builders;
        if (options.Value.IgnoreUnknownServices is true)
            return builders;
        if (_names.Count == 0)
            builders.Add(UnimplementedEndpoint.MapService(routes));
        builders.AddRange(endpoints.Names.Where(_names.Add).Select(name => UnimplementedEndpoint.MapMethod(routes, name)));
        return builders;
    }
}
