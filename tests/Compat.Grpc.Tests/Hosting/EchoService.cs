using Compat.Test.V1;
using Grpc.Core;

namespace Compat.Grpc.Tests.Hosting;

internal sealed class EchoService(
    UnaryServerMethod<EchoRequest, EchoResponse> say, ServerStreamingServerMethod<EchoRequest, EchoResponse>? tell = null) : Echo.EchoBase
{
    public override Task<EchoResponse> Say(EchoRequest request, ServerCallContext context) => say(request, context);

    public override Task Tell(EchoRequest request, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context) =>
        tell is null ? base.Tell(request, responseStream, context) : tell(request, responseStream, context);
}
