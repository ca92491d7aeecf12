using System.Reflection;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>Makes one endpoint for each method that the generated base of <typeparamref name="TService"/> announces.</summary>
internal sealed class ServiceEndpoints<TService>(IEndpointRouteBuilder routes, GrpcServiceOptions options, ILogger logger) : ServiceBinderBase
    where TService : class
{
    private readonly PerCall<TService> _service = new(typeof(TService), []);

    /// <summary>The method of TService behind a gRPC method, waiting for its instance.</summary>
    private delegate Task<TResponse> Handler<TRequest, TResponse>(TService service, TRequest request, ServerCallContext context);

    private delegate Task StreamHandler<TRequest, TResponse>(
        TService service, TRequest request, IServerStreamWriter<TResponse> stream, ServerCallContext context);

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
        var implementation = Find(method, typeof(TRequest), typeof(ServerCallContext));
        var run = implementation.CreateDelegate<Handler<TRequest, TResponse>>();
        var invoke = InterceptorPipeline.Around<TRequest, TResponse>(
            (request, context) => _service.Use(context.GetHttpContext().RequestServices, service => run(service, request, context)), options.Interceptors);

        Map(method, implementation, async (request, call) =>
        {
            var response = await invoke(request, call) ?? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
            return MessageWriter.Write(response, method.ResponseMarshaller.ContextualSerializer, options.MaxSendMessageSize);
        });
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var implementation = Find(method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var run = implementation.CreateDelegate<StreamHandler<TRequest, TResponse>>();
        var invoke = InterceptorPipeline.Around<TRequest, TResponse>(
            (request, stream, context) => _service.Use(context.GetHttpContext().RequestServices, service => run(service, request, stream, context)),
            options.Interceptors);

        Map(method, implementation, async (request, call) =>
        {
            await invoke(request, new ResponseStream<TResponse>(call, method.ResponseMarshaller, options.MaxSendMessageSize), call);
            return default;
        });
    }

    private static MethodInfo Find(IMethod method, params Type[] parameters) => typeof(TService).GetMethod(method.Name, parameters)
        ?? throw new InvalidOperationException($"{typeof(TService)} has no public method {method.Name}.");

    private void Map<TRequest, TResponse>(
        Method<TRequest, TResponse> method, MethodInfo implementation, Func<TRequest, HttpServerCallContext, Task<ReadOnlyMemory<byte>>> answer)
        where TRequest : class
    {
        Names.Add(method.ServiceName);
        var endpoint = routes.Map(method.FullName, new CallHandler<TRequest>(method.RequestMarshaller, answer, options, logger).Handle);
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
