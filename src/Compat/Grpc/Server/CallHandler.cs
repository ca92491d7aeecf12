using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>One method as an HTTP endpoint: one message in, what <paramref name="answer"/> makes of it out, and a status always.</summary>
/// <param name="request">How the message is read.</param>
/// <param name="answer">Gives the one message of a unary call, framed; a stream has sent its messages when it ends, and gives none.</param>
internal sealed class CallHandler<TRequest>(
    Marshaller<TRequest> request, Func<TRequest, HttpServerCallContext, Task<ReadOnlyMemory<byte>>> answer, GrpcServiceOptions options, ILogger logger)
    where TRequest : class
{
    public async Task Handle(HttpContext http)
    {
        if (GrpcResponse.Refuse(http))
            return;
        http.Response.ContentType = GrpcContentType.Value;
        await using var call = new HttpServerCallContext(http, logger);

        ReadOnlyMemory<byte> last = default;
        try
        {
            var message = await Read(http.Request) ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
            last = await answer(message, call);
        }
        catch (Exception exception)
        {
            call.Fail(exception, options.EnableDetailedErrors is true);
        }

        await call.Finish(last);
    }

    private async Task<TRequest?> Read(HttpRequest http)
    {
        try
        {
            // The body ends with the request: a caller who goes away or a deadline that passes breaks off the read.
            string? encoding = http.Headers[HeaderNames.GrpcEncoding];
            return await MessageReader.ReadSingle(
                http.BodyReader, request.ContextualDeserializer, options.MaxReceiveMessageSize, encoding, CancellationToken.None);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            http.HttpContext.Response.Headers[HeaderNames.GrpcAcceptEncoding] = "identity";
            throw;
        }
    }
}
