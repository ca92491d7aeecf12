using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.Net.Http.Headers;

namespace Grpc.Net.Client;

/// <summary>A response's HTTP fields as metadata, without those of the protocol itself.</summary>
internal static class ResponseMetadata
{
    private static readonly HashSet<string> OfTheProtocol = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.GrpcStatus,
        HeaderNames.GrpcMessage,
        HeaderNames.GrpcEncoding,
        HeaderNames.GrpcAcceptEncoding,
    };

    public static Metadata Of(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (OfTheProtocol.Contains(name))
                continue;
            foreach (var value in values)
                metadata.AddField(name, value);
        }

        return metadata;
    }

    /// <summary>The first value of a field, or null.</summary>
    public static string? Find(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.First() : null;

    public static string? Encoding(HttpResponseMessage response) => Find(response.Headers, HeaderNames.GrpcEncoding);
}
