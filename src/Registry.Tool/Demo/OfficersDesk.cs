using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Registry.Tool.Demo;

/// <summary>Makes the calls: a stock client over HTTP/2, a token for every call, a deadline for every call.</summary>
internal sealed class OfficersDesk(IDemoHost host, Scenario scenario, TimeProvider clock) : IDisposable
{
    /// <summary>Well under the longest that the registry accepts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private const string PageToken = "page_token";
    private const string NextPageToken = "next_page_token";

    private GrpcChannel? channel;
    private Uri? address;

    /// <summary>Carries out a call; a list is followed to its last page, and its pages joined.</summary>
    public async Task<CallAnswer> Make(OfficersCall call, JsonObject fields)
    {
        var method = ContractMethod.Find(call.Method)!;
        var answer = await Once(method, call, fields);
        if (!call.AllPages)
            return answer;

        for (var page = answer; page.Fields[NextPageToken] is { } next;)
        {
            var following = fields.DeepClone().AsObject();
            following[PageToken] = next.DeepClone();
            page = await Once(method, call, following);
            if (page.Status != StatusCode.OK)
                return page;
            answer = Join(answer, page);
        }

        answer.Fields.Remove(NextPageToken);
        return answer;
    }

    public void Dispose() => channel?.Dispose();

    private async Task<CallAnswer> Once(ContractMethod method, OfficersCall call, JsonObject fields)
    {
        var token = host.Token(new TokenRequest(scenario.Officers[call.By].Agency, call.By, call.Scope, call.Purpose));
        var headers = new Metadata { { "authorization", "Bearer " + token } };
        var options = new CallOptions(headers, clock.GetUtcNow().UtcDateTime + Patience);
        var request = method.Request(call, fields, Guid.NewGuid());
        return method.Streams ? await Stream(method, request, options, call.Until!) : await Unary(method, request, options);
    }

    private async Task<CallAnswer> Unary(ContractMethod method, IMessage request, CallOptions options)
    {
        using var made = Invoker().AsyncUnaryCall(method.Grpc, null, options, request);
        try
        {
            var response = await made.ResponseAsync;
            return new CallAnswer(StatusCode.OK, "", response, made.GetTrailers());
        }
        catch (RpcException refused)
        {
            return new CallAnswer(refused.StatusCode, refused.Status.Detail, null, refused.Trailers);
        }
    }

    /// <summary>Reads until a message has the path, then leaves; the messages are joined as pages are, and what the log noted stands in the headers.</summary>
    private async Task<CallAnswer> Stream(ContractMethod method, IMessage request, CallOptions options, string until)
    {
        using var made = Invoker().AsyncServerStreamingCall(method.Grpc, null, options, request);
        try
        {
            CallAnswer? answer = null;
            while (await made.ResponseStream.MoveNext(CancellationToken.None))
            {
                var message = new CallAnswer(StatusCode.OK, "", made.ResponseStream.Current, await made.ResponseHeadersAsync);
                answer = answer is null ? message : Join(answer, message);
                if (AnswerPath.Find(message.Fields, until).Count > 0)
                    return answer;
            }

            return new CallAnswer(StatusCode.OutOfRange, $"the stream ended before a message had {until}", null, made.GetTrailers());
        }
        catch (RpcException refused)
        {
            return new CallAnswer(refused.StatusCode, refused.Status.Detail, null, refused.Trailers);
        }
    }

    private static CallAnswer Join(CallAnswer answer, CallAnswer following)
    {
        foreach (var (name, more) in following.Fields)
            if (more is JsonArray items && answer.Fields[name] is JsonArray all)
                foreach (var item in items)
                    all.Add(item?.DeepClone());
            else
                answer.Fields[name] = more?.DeepClone();
        return answer;
    }

    /// <summary>A server that was moved to another day serves elsewhere.</summary>
    private CallInvoker Invoker()
    {
        if (channel is null || address != host.Grpc)
        {
            channel?.Dispose();
            address = host.Grpc;
            channel = GrpcChannel.ForAddress(address);
        }

        return channel.CreateCallInvoker();
    }
}
