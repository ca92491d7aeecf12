using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes one endpoint for each unary method that the generated base of <typeparamref name="TService"/> announces.</summary>
internal sealed class ServiceEndpoints<TService>(IEndpointRouteBuilder routes, GrpcServiceOptions options, ILogger logger) : ServiceBinderBase
    where TService : class
{
    private readonly PerCall<TService> _service = new(typeof(TService), []);

    /// <summary>The method of TService behind a gRPC method, waiting for its instance.</summary>
    private delegate Task<TResponse> Handler<TRequest, TResponse>(TService service, TRequest request, ServerCallContext context);

    public List<IEndpointConventionBuilder> Builders { get; } = [];

    public HashSet<string> Names { get; } = [];

    public void Bind()
    {
        var announce = FindAnnouncement()
            ?? throw new InvalidOperationException($"{typeof(TService)} does not derive from a generated gRPC service base.");
        announce.Invoke(null, [this, null]);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        Names.Add(method.ServiceName);
        var implementation = typeof(TService).GetMethod(method.Name, [typeof(TRequest), typeof(ServerCallContext)])
            ?? throw new InvalidOperationException($"{typeof(TService)} has no public method {method.Name}.");
        var call = new UnaryCallHandler<TRequest, TResponse>(
            method, InterceptorPipeline.Around(Instantiate<TRequest, TResponse>(implementation), options.Interceptors), options, logger);

        var endpoint = routes.Map(method.FullName, call.Handle);
        endpoint.WithDisplayName($"gRPC - {method.FullName}");
        endpoint.WithMetadata(
        [
            new GrpcMethodMetadata(typeof(TService), method),
            .. typeof(TService).GetCustomAttributes(inherit: true),
            .. implementation.GetCustomAttributes(inherit: true),
            new HttpMethodMetadata(["POST"]),
        ]);
        Builders.Add(endpoint);
    }

    private UnaryServerMethod<TRequest, TResponse> Instantiate<TRequest, TResponse>(MethodInfo implementation)
        where TRequest : class
        where TResponse : class
    {
        var handler = implementation.CreateDelegate<Handler<TRequest, TResponse>>();
        return (request, context) =>
            _service.Use(context.GetHttpContext().RequestServices, service => handler(service, request, context));
    }

    private static MethodInfo? FindAnnouncement()
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } bind)
                return bind.BindType.GetMethod(bind.BindMethodName, [typeof(ServiceBinderBase), type]);
        }

        return null;
    }
}
