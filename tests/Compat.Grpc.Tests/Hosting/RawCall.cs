using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Compat.Test.V1;
using Google.Protobuf;

namespace Compat.Grpc.Tests.Hosting;

/// <summary>gRPC by hand: what goes out and what comes back, byte by byte.</summary>
internal static class RawCall
{
    public const string Say = "/compat.test.v1.Echo/Say";

    public static byte[] Hello => Frame(new EchoRequest { Text = "hello" }.ToByteArray());

    public static byte[] Frame(byte[] message, byte flag = 0, uint? length = null)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static Task<RawResponse> Post(EchoHost host, byte[] body, string path = Say, Action<HttpRequestHeaders>? headers = null) =>
        Send(host.Address, path, new ByteArrayContent(body), headers);

    public static async Task<RawResponse> Send(
        Uri address, string path, HttpContent content, Action<HttpRequestHeaders>? headers = null, string? contentType = "application/grpc",
        Version? version = null, HttpMethod? method = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(address, path))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        if (contentType is not null)
            content.Headers.TryAddWithoutValidation("content-type", contentType);
        headers?.Invoke(request.Headers);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsByteArrayAsync();
        return new RawResponse(
            response.StatusCode, Read(response.Headers), Read(response.TrailingHeaders), response.Content.Headers.ContentType?.ToString(), body);
    }

    private static Dictionary<string, string> Read(HttpHeaders headers) =>
        headers.NonValidated.ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase);
}

internal sealed record RawResponse(
    HttpStatusCode HttpStatus, Dictionary<string, string> Headers, Dictionary<string, string> Trailers, string? ContentType, byte[] Body)
{
    /// <summary>The status, wherever it stands.</summary>
    public string GrpcStatus => Trailers.GetValueOrDefault("grpc-status") ?? Headers["grpc-status"];
}
