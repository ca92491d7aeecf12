using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>One unary method as an HTTP endpoint: one message in, one message or none out, and a status always.</summary>
internal sealed class UnaryCallHandler<TRequest, TResponse>(
    Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> invoke, GrpcServiceOptions options, ILogger logger)
    where TRequest : class
    where TResponse : class
{
    public async Task Handle(HttpContext http)
    {
        if (GrpcResponse.Refuse(http))
            return;
        http.Response.ContentType = GrpcContentType.Value;
        await using var call = new HttpServerCallContext(http, logger);

        ReadOnlyMemory<byte> answer = default;
        try
        {
            answer = await Run(http, call);
        }
        catch (Exception exception)
        {
            call.Fail(exception, options.EnableDetailedErrors is true);
        }

        await call.Finish(answer);
    }

    private async Task<ReadOnlyMemory<byte>> Run(HttpContext http, HttpServerCallContext call)
    {
        var request = await Read(http.Request)
            ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
        var response = await invoke(request, call)
            ?? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
        return MessageWriter.Write(response, method.ResponseMarshaller.ContextualSerializer, options.MaxSendMessageSize);
    }

    private async Task<TRequest?> Read(HttpRequest request)
    {
        try
        {
            // The body ends with the request: a caller who goes away or a deadline that passes breaks off the read.
            string? encoding = request.Headers[HeaderNames.GrpcEncoding];
            return await MessageReader.ReadSingle(
                request.BodyReader, method.RequestMarshaller.ContextualDeserializer, options.MaxReceiveMessageSize, encoding, CancellationToken.None);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            request.HttpContext.Response.Headers[HeaderNames.GrpcAcceptEncoding] = "identity";
            throw;
        }
    }
}
