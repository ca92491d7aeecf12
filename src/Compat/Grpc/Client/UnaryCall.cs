using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>One message in, one out.</summary>
internal static class UnaryCall
{
    public static AsyncUnaryCall<TResponse> Start<TRequest, TResponse>(HttpCall<TRequest, TResponse> call, TRequest request)
        where TRequest : class
        where TResponse : class
        => new(Run(call, request), call.Headers, call.GetStatus, call.GetTrailers, () => call.Cancel("gRPC call disposed."));

    private static async Task<TResponse> Run<TRequest, TResponse>(HttpCall<TRequest, TResponse> call, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        TResponse? message = null;
        var status = await call.Guard(async () =>
        {
            if (await call.Open(request) is { } early)
                return early.StatusCode == StatusCode.OK ? NoMessage : early;
            message = await call.Read(single: true);
            var said = call.Status();
            return said.StatusCode == StatusCode.OK && message is null ? NoMessage : said;
        });
        return call.End(status) is { } failure ? throw failure : message!;
    }

    private static Status NoMessage => new(StatusCode.Internal, "Failed to deserialize response message.");
}
