using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>Statuses on HTTP/2 responses.</summary>
internal static class GrpcResponse
{
    /// <summary>Answers what cannot be gRPC at all: another content type, or HTTP/1.</summary>
    public static bool Refuse(HttpContext http)
    {
        if (!GrpcContentType.Matches(http.Request.ContentType))
        {
            Refuse(http.Response, StatusCodes.Status415UnsupportedMediaType, "Content-Type is missing or is not supported.");
            return true;
        }

        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
        {
            Refuse(http.Response, StatusCodes.Status426UpgradeRequired, "Request protocol is not supported.");
            http.Response.Headers.Upgrade = HttpProtocol.Http2;
            return true;
        }

        return false;
    }

    /// <summary>In the trailers, or in the headers while nothing has been sent: then they are all there is (trailers-only).</summary>
    public static void WriteStatus(HttpResponse response, Status status, Metadata? trailers = null)
    {
        var fields = response.HasStarted ? Trailers(response) : response.Headers;
        foreach (var entry in trailers ?? [])
            fields.Append(entry.Key, HttpMetadata.Encode(entry));
        fields[HeaderNames.GrpcStatus] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(status.Detail))
            fields.Remove(HeaderNames.GrpcMessage);
        else
            fields[HeaderNames.GrpcMessage] = PercentEncoding.Encode(status.Detail);
    }

    private static void Refuse(HttpResponse response, int httpStatus, string detail)
    {
        response.StatusCode = httpStatus;
        WriteStatus(response, new Status(StatusCode.Internal, detail));
    }

    private static IHeaderDictionary Trailers(HttpResponse response) =>
        response.HttpContext.Features.Get<IHttpResponseTrailersFeature>() is { Trailers: { IsReadOnly: false } trailers }
            ? trailers
            : throw new InvalidOperationException("This response cannot carry trailers.");
}
