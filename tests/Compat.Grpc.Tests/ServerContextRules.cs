using System.ComponentModel;
using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Grpc.Tests;

/// <summary>What a handler knows of its call, and how it comes to life.</summary>
public sealed class ServerContextRules
{
    [Fact]
    public async Task Tells_the_handler_who_calls_what()
    {
        ServerCallContext? seen = null;
        HttpContext? http = null;
        string host = "", method = "", peer = "";
        await using var server = await EchoHost.Start((_, context) =>
        {
            seen = context;
            http = context.GetHttpContext();
            (host, method, peer) = (context.Host, context.Method, context.Peer);
            http.Items["from-middleware"] = 7;
            Assert.Equal(7, context.UserState["from-middleware"]);
            Assert.False(context.AuthContext.IsPeerAuthenticated);
            Assert.Equal(DateTime.MaxValue, context.Deadline);
            return Task.FromResult(new EchoResponse());
        });

        await server.Client.SayAsync(new EchoRequest());

        Assert.NotNull(seen);
        Assert.NotNull(http);
        Assert.Equal(server.Address.Authority, host);
        Assert.Equal(RawCall.Say, method);
        Assert.StartsWith("ipv4:127.0.0.1:", peer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_a_service_for_every_call_and_disposes_it()
    {
        var count = new Counter();
        await using var host = await EchoHost.Start(
            services: services => services.AddSingleton(count), map: app => app.MapGrpcService<CountedService>());

        await host.Client.SayAsync(new EchoRequest());
        await host.Client.SayAsync(new EchoRequest());

        Assert.Equal((2, 2), (count.Made, count.Disposed));
    }

    [Fact]
    public async Task Takes_a_registered_service_from_the_container()
    {
        var count = new Counter();
        await using var host = await EchoHost.Start(
            services: services => services.AddSingleton(count).AddSingleton<CountedService>(),
            map: app => app.MapGrpcService<CountedService>());

        await host.Client.SayAsync(new EchoRequest());
        await host.Client.SayAsync(new EchoRequest());

        Assert.Equal((1, 0), (count.Made, count.Disposed));
    }

    [Fact]
    public async Task Marks_every_endpoint_with_its_method_and_the_attributes_of_its_service()
    {
        await using var host = await EchoHost.Start(map: app =>
        {
            app.MapGrpcService<CountedService>().WithMetadata("a convention");
            app.MapGet("/endpoints", (EndpointDataSource endpoints) =>
            {
                var say = endpoints.Endpoints.Single(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Name == "Say");
                Assert.Equal(RawCall.Say, say.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName);
                Assert.Equal(typeof(CountedService), say.Metadata.GetMetadata<GrpcMethodMetadata>()!.ServiceType);
                Assert.NotNull(say.Metadata.GetMetadata<DescriptionAttribute>());
                Assert.All(
                    endpoints.Endpoints.Where(endpoint => endpoint.DisplayName!.StartsWith("gRPC", StringComparison.Ordinal)),
                    endpoint => Assert.Contains("a convention", endpoint.Metadata));
            });
        });

        var response = await RawCall.Send(host.Address, "/endpoints", new ByteArrayContent([]), method: HttpMethod.Get);

        Assert.Equal(System.Net.HttpStatusCode.OK, response.HttpStatus);
    }

    [Fact]
    public void Cannot_be_mapped_before_it_is_added()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Throws<InvalidOperationException>(() => app.MapGrpcService<EchoService>());
    }

    internal sealed class Counter
    {
        public int Made;
        public int Disposed;
    }

    [Description("a mark")]
    internal sealed class CountedService : Echo.EchoBase, IDisposable
    {
        private readonly Counter _count;

        public CountedService(Counter count)
        {
            _count = count;
            Interlocked.Increment(ref count.Made);
        }

        public override Task<EchoResponse> Say(EchoRequest request, ServerCallContext context) => Task.FromResult(new EchoResponse());

        public void Dispose() => Interlocked.Increment(ref _count.Disposed);
    }
}
