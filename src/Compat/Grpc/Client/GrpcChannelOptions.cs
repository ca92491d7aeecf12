using Grpc.Core;

namespace Grpc.Net.Client;

public sealed class GrpcChannelOptions
{
    /// <summary>Null: TLS if and only if the address is https.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>Bytes of one request message; null for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Bytes of one response message; null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>How requests travel: trust, client certificates, a Unix socket. Not together with <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Its timeout holds for calls too. Not together with <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>Whether disposing the channel disposes the handler or client that was given; one that was not given always is.</summary>
    public bool DisposeHttpClient { get; set; }
}
