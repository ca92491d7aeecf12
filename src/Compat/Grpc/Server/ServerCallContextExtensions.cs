using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Http;

namespace Grpc.Core;

public static class ServerCallContextExtensions
{
    private const string HttpContextKey = "__HttpContext";

    /// <summary>The HTTP request of the call. A context that wraps ours passes it on in its user state under <c>__HttpContext</c>.</summary>
    /// <exception cref="InvalidOperationException">The call did not come through ASP.NET Core.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext serverCallContext)
    {
        ArgumentNullException.ThrowIfNull(serverCallContext);
        if (serverCallContext is HttpServerCallContext call)
            return call.HttpContext;
        return serverCallContext.UserState.TryGetValue(HttpContextKey, out var value) && value is HttpContext http
            ? http
            : throw new InvalidOperationException("Could not get HttpContext from ServerCallContext.");
    }
}
