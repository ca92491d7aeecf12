using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>The request's HTTP fields as metadata, without those of the protocol itself.</summary>
internal static class RequestMetadata
{
    private static readonly HashSet<string> OfTheProtocol = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.GrpcEncoding,
        HeaderNames.GrpcAcceptEncoding,
        HeaderNames.GrpcTimeout,
        HeaderNames.ContentEncoding,
        HeaderNames.ContentType,
        HeaderNames.TE,
        HeaderNames.Host,
        HeaderNames.AcceptEncoding,
    };

    /// <exception cref="FormatException">A binary value is not base64.</exception>
    /// <exception cref="ArgumentException">A field's name cannot be a metadata key.</exception>
    public static Metadata Of(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, value) in headers)
        {
            if (!name.StartsWith(':') && !OfTheProtocol.Contains(name))
                metadata.AddField(name, value.ToString());
        }

        return metadata;
    }
}
