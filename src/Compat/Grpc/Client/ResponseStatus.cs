using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.Net.Http.Headers;

namespace Grpc.Net.Client;

/// <summary>Finds the status of a response, and makes one for a response that is not gRPC's.</summary>
internal static class ResponseStatus
{
    /// <summary>The status when no message follows: trailers-only, or an answer by something that does not speak gRPC. Else null.</summary>
    public static Status? WithoutMessage(HttpResponseMessage response)
    {
        if (Read(response.Headers) is { } status)
            return status;
        if (response.Version < HttpVersion.Version20)
            return new Status(StatusCode.Internal, "Bad gRPC response. Response protocol downgraded.");
        if (response.StatusCode != HttpStatusCode.OK)
            return new Status(CodeOf(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        return GrpcContentType.Matches(ResponseMetadata.Find(response.Content.Headers, HeaderNames.ContentType))
            ? null
            : new Status(StatusCode.Cancelled, "Bad gRPC response. The content-type is missing or not gRPC's.");
    }

    /// <summary>True when the headers carry the status and so are the trailers too.</summary>
    public static bool IsTrailersOnly(HttpResponseMessage response) => ResponseMetadata.Find(response.Headers, HeaderNames.GrpcStatus) is not null;

    public static Status InTrailers(HttpResponseMessage response) =>
        Read(response.TrailingHeaders) ?? new Status(StatusCode.Cancelled, "No grpc-status found on response.");

    private static Status? Read(HttpHeaders headers)
    {
        if (ResponseMetadata.Find(headers, HeaderNames.GrpcStatus) is not { } number)
            return null;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return new Status(StatusCode.Cancelled, "Unexpected grpc-status value.");
        var message = ResponseMetadata.Find(headers, HeaderNames.GrpcMessage);
        return new Status((StatusCode)code, message is null ? "" : PercentEncoding.Decode(message));
    }

    /// <summary>The table of the gRPC specification, "HTTP to gRPC Status Code Mapping", with 431 as the published client has it.</summary>
    private static StatusCode CodeOf(HttpStatusCode http) => (int)http switch
    {
        400 or 431 or (>= 100 and < 200) => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
