using Compat.Grpc.Tests.Hosting;
using Compat.Test.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Grpc.Tests;

/// <summary>Those who stand around calls, on either side.</summary>
public sealed class InterceptorRules
{
    [Fact]
    public async Task Server_interceptors_run_in_the_order_they_were_added_around_the_handler()
    {
        var steps = new List<string>();
        await using var host = await EchoHost.Start(
            Noting(steps),
            options =>
            {
                options.Interceptors.Add<Noted>("outer");
                options.Interceptors.Add<Noted>("inner");
            },
            services => services.AddSingleton(steps));

        await host.Client.SayAsync(new EchoRequest());

        Assert.Equal(["new outer", "> outer", "new inner", "> inner", "handler", "< inner", "drop inner", "< outer", "drop outer"], steps);
    }

    [Fact]
    public async Task A_server_interceptor_may_answer_instead_of_the_handler()
    {
        var steps = new List<string>();
        await using var host = await EchoHost.Start(Noting(steps), options => options.Interceptors.Add<Refusing>());

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new EchoRequest()));

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        Assert.Empty(steps);
    }

    [Fact]
    public async Task A_registered_server_interceptor_comes_from_the_container_and_is_not_disposed()
    {
        var steps = new List<string>();
        await using var host = await EchoHost.Start(
            Noting(steps),
            options => options.Interceptors.Add<Noted>(),
            services => services.AddSingleton(steps).AddSingleton(new Noted(steps, "shared")));
        steps.Clear();

        await host.Client.SayAsync(new EchoRequest());
        await host.Client.SayAsync(new EchoRequest());

        Assert.Equal(["> shared", "handler", "< shared", "> shared", "handler", "< shared"], steps);
    }

    [Fact]
    public void Takes_interceptors_only() =>
        Assert.Throws<ArgumentException>(() => new GrpcServiceOptions().Interceptors.Add(typeof(string)));

    [Fact]
    public async Task Client_interceptors_run_in_order_and_may_change_the_call()
    {
        var steps = new List<string>();
        string? token = null;
        await using var host = await EchoHost.Start((request, context) =>
        {
            token = context.RequestHeaders.GetValue("authorization");
            return Task.FromResult(new EchoResponse { Text = request.Text });
        });
        var client = new Echo.EchoClient(host.Channel.Intercept(new Noted(steps, "outer"), new Noted(steps, "inner")));
        steps.Clear();

        await client.SayAsync(new EchoRequest());
        client.Say(new EchoRequest());

        Assert.Equal(["async outer", "async inner", "blocking outer", "blocking inner"], steps);
        Assert.Equal("outer inner", token);
    }

    private static UnaryServerMethod<EchoRequest, EchoResponse> Noting(List<string> steps) => (_, _) =>
    {
        steps.Add("handler");
        return Task.FromResult(new EchoResponse());
    };

    private sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.PermissionDenied, ""));
    }

    private sealed class Noted : Interceptor, IDisposable
    {
        private readonly List<string> _steps;
        private readonly string _name;

        public Noted(List<string> steps, string name)
        {
            _steps = steps;
            _name = name;
            steps.Add($"new {name}");
        }

        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            _steps.Add($"> {_name}");
            var response = await continuation(request, context);
            _steps.Add($"< {_name}");
            return response;
        }

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            _steps.Add($"async {_name}");
            return continuation(request, Signed(context));
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(
            TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            _steps.Add($"blocking {_name}");
            return continuation(request, Signed(context));
        }

        public void Dispose() => _steps.Add($"drop {_name}");

        private ClientInterceptorContext<TRequest, TResponse> Signed<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            var signature = $"{context.Options.Headers?.GetValue("authorization")} {_name}".Trim();
            return new(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { "authorization", signature } }));
        }
    }
}
