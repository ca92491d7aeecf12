using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>On every endpoint of a gRPC method: which method it is and which type implements it.</summary>
public sealed class GrpcMethodMetadata
{
    public GrpcMethodMetadata(Type serviceType, IMethod method)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        ArgumentNullException.ThrowIfNull(method);
        ServiceType = serviceType;
        Method = method;
    }

    public Type ServiceType { get; }

    public IMethod Method { get; }
}
