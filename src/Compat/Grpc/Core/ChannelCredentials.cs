namespace Grpc.Core;

/// <summary>Whether a channel speaks TLS. Certificates and trust are settings of the channel's HTTP handler.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Clear text, for http:// addresses.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the machine's trust, for https:// addresses.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    private sealed class InsecureCredentials : ChannelCredentials;
}

public sealed class SslCredentials : ChannelCredentials;
