using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

public static class GrpcEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps every method that <typeparamref name="TService"/> implements to <c>POST /package.Service/Method</c>. What is not mapped
    /// answers UNIMPLEMENTED, under the same conventions.
    /// </summary>
    /// <exception cref="InvalidOperationException">AddGrpc was not called, or the type is no generated service.</exception>
    public static GrpcServiceEndpointConventionBuilder MapGrpcService<TService>(this IEndpointRouteBuilder builder)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var mapped = builder.ServiceProvider.GetService<MappedServices>()
            ?? throw new InvalidOperationException("Unable to find the required services: call 'IServiceCollection.AddGrpc' first.");
        return new GrpcServiceEndpointConventionBuilder(mapped.Map<TService>(builder));
    }
}

/// <summary>Applies conventions, such as RequireAuthorization, to all endpoints of one service.</summary>
public sealed class GrpcServiceEndpointConventionBuilder : IEndpointConventionBuilder
{
    private readonly IReadOnlyList<IEndpointConventionBuilder> _endpoints;

    internal GrpcServiceEndpointConventionBuilder(IReadOnlyList<IEndpointConventionBuilder> endpoints) => _endpoints = endpoints;

    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var endpoint in _endpoints)
            endpoint.Add(convention);
    }

    public void Finally(Action<EndpointBuilder> finallyConvention)
    {
        foreach (var endpoint in _endpoints)
            endpoint.Finally(finallyConvention);
    }
}
