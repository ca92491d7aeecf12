using System.Net;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.Net.Http.Headers;

namespace Grpc.Net.Client;

/// <summary>The HTTP/2 request of a call.</summary>
internal static class RequestMessage
{
    public static HttpRequestMessage Of(Uri address, IMethod method, Metadata? headers, TimeSpan? timeout, ReadOnlyMemory<byte> frame)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(frame),
        };
        request.Content.Headers.TryAddWithoutValidation(HeaderNames.ContentType, GrpcContentType.Value);
        Add(HeaderNames.UserAgent, "grpc-dotnet-compat");
        Add(HeaderNames.TE, "trailers");
        Add(HeaderNames.GrpcAcceptEncoding, "identity");
        foreach (var entry in headers ?? [])
        {
            if (entry.Key != "grpc-timeout")
                Add(entry.Key, HttpMetadata.Encode(entry));
        }

        if (timeout is { } left)
            Add(HeaderNames.GrpcTimeout, GrpcTimeout.Format(left));
        return request;

        void Add(string name, string value) => request.Headers.TryAddWithoutValidation(name, value);
    }
}
