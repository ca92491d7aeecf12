namespace Grpc.AspNetCore.Server;

/// <summary>What holds for every service of the host.</summary>
public class GrpcServiceOptions
{
    /// <summary>Bytes of one request message; null for no limit.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Bytes of one response message; null for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Tells callers the text of exceptions. It gives away what a handler works on: keep it off outside development.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>When true, unknown services and methods fall through to HTTP 404 instead of UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    /// <summary>The first is the outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}
