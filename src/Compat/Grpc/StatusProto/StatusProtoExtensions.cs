using Google.Protobuf;

namespace Grpc.Core;

/// <summary>The rich error model: a <see cref="Google.Rpc.Status"/> in a binary trailer beside the plain status.</summary>
public static class MetadataExtensions
{
    public const string StatusDetailsTrailerName = "grpc-status-details-bin";

    /// <exception cref="InvalidProtocolBufferException">The trailer does not parse and <paramref name="ignoreParseError"/> is false.</exception>
    public static Google.Rpc.Status? GetRpcStatus(this Metadata metadata, bool ignoreParseError = false)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (metadata.Get(StatusDetailsTrailerName) is not { } entry)
            return null;
        try
        {
            return Google.Rpc.Status.Parser.ParseFrom(entry.ValueBytes);
        }
        catch (InvalidProtocolBufferException) when (ignoreParseError)
        {
            return null;
        }
    }

    /// <summary>Replaces what was there.</summary>
    public static void SetRpcStatus(this Metadata metadata, Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        ArgumentNullException.ThrowIfNull(status);
        while (metadata.Get(StatusDetailsTrailerName) is { } entry)
            metadata.Remove(entry);
        metadata.Add(StatusDetailsTrailerName, status.ToByteArray());
    }
}

public static class RpcExceptionExtensions
{
    /// <summary>The rich error that the server attached, or null.</summary>
    public static Google.Rpc.Status? GetRpcStatus(this RpcException ex)
    {
        ArgumentNullException.ThrowIfNull(ex);
        return ex.Trailers.GetRpcStatus();
    }
}

public static class RpcStatusExtensions
{
    /// <summary>An exception with the code and message of the rich error; a code that gRPC does not have becomes UNKNOWN.</summary>
    public static RpcException ToRpcException(this Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var code = Enum.IsDefined((StatusCode)status.Code) ? (StatusCode)status.Code : StatusCode.Unknown;
        return status.ToRpcException(code, status.Message);
    }

    public static RpcException ToRpcException(this Google.Rpc.Status status, StatusCode statusCode, string message)
    {
        var trailers = new Metadata();
        trailers.SetRpcStatus(status);
        return new RpcException(new Status(statusCode, message), trailers);
    }
}
