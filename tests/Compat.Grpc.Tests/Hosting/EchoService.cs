using Compat.Test.V1;
using Grpc.Core;

namespace Compat.Grpc.Tests.Hosting;

internal sealed class EchoService(UnaryServerMethod<EchoRequest, EchoResponse> say) : Echo.EchoBase
{
    public override Task<EchoResponse> Say(EchoRequest request, ServerCallContext context) => say(request, context);
}
