using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Wraps a method in the registered interceptors, once; each call makes its own instances as it gets to them.</summary>
internal static class InterceptorPipeline
{
    public static UnaryServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(
        UnaryServerMethod<TRequest, TResponse> method, IEnumerable<InterceptorRegistration> registrations)
        where TRequest : class
        where TResponse : class
        => registrations.Reverse().Aggregate(method, (next, registration) => (request, context) => registration.PerCall.Use(
            context.GetHttpContext().RequestServices,
            interceptor => interceptor.UnaryServerHandler(request, context, next)));

    public static ServerStreamingServerMethod<TRequest, TResponse> Around<TRequest, TResponse>(
        ServerStreamingServerMethod<TRequest, TResponse> method, IEnumerable<InterceptorRegistration> registrations)
        where TRequest : class
        where TResponse : class
        => registrations.Reverse().Aggregate(method, (next, registration) => (request, stream, context) => registration.PerCall.Use(
            context.GetHttpContext().RequestServices,
            interceptor => interceptor.ServerStreamingServerHandler(request, stream, context, next)));
}
