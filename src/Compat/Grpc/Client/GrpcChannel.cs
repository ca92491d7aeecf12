using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>A way to one server over HTTP/2; without TLS with prior knowledge. Make one and share it.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly bool _ownsTransport;
    private readonly CancellationTokenSource _closed = new();

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        MaxSendMessageSize = options.MaxSendMessageSize;
        MaxReceiveMessageSize = options.MaxReceiveMessageSize;
        Closed = _closed.Token;
        _ownsTransport = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        Transport = (HttpMessageInvoker?)options.HttpClient
            ?? new HttpMessageInvoker(options.HttpHandler ?? NewHandler(), disposeHandler: _ownsTransport);
    }

    internal Uri Address { get; }

    internal int? MaxSendMessageSize { get; }

    internal int? MaxReceiveMessageSize { get; }

    internal HttpMessageInvoker Transport { get; }

    /// <summary>Trips when the channel is disposed.</summary>
    internal CancellationToken Closed { get; }

    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address));

    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <exception cref="ArgumentException">Both a handler and a client are given.</exception>
    /// <exception cref="InvalidOperationException">The address is neither http nor https, or does not fit the credentials.</exception>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (channelOptions is { HttpClient: not null, HttpHandler: not null })
            throw new ArgumentException("HttpClient and HttpHandler have both been configured; a channel takes one of them.", nameof(channelOptions));
        CheckScheme(address, channelOptions.Credentials);
        return new GrpcChannel(address, channelOptions);
    }

    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(Closed.IsCancellationRequested, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Cancels the calls under way.</summary>
    public void Dispose()
    {
        if (Closed.IsCancellationRequested)
            return;
        _closed.Cancel();
        _closed.Dispose();
        if (_ownsTransport)
            Transport.Dispose();
    }

    private static void CheckScheme(Uri address, ChannelCredentials? credentials)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            throw new InvalidOperationException("The address of a channel must have the scheme 'http' or 'https'.");
        var secure = address.Scheme == Uri.UriSchemeHttps;
        if (credentials is not null && secure != credentials is SslCredentials)
            throw new InvalidOperationException($"The channel's credentials do not fit an address with the scheme '{address.Scheme}'.");
    }

    /// <summary>A redirect would send the request, with its token, to somebody that nobody chose.</summary>
    private static SocketsHttpHandler NewHandler() => new()
    {
        EnableMultipleHttp2Connections = true,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
