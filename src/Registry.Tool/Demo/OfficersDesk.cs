using System.Text.Json.Nodes;
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

    private readonly GrpcChannel channel = GrpcChannel.ForAddress(host.Grpc);

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
            foreach (var (name, more) in page.Fields)
                if (more is JsonArray items && answer.Fields[name] is JsonArray all)
                    foreach (var item in items)
                        all.Add(item?.DeepClone());
            if (page.Status != StatusCode.OK)
                return page;
        }

        answer.Fields.Remove(NextPageToken);
        return answer;
    }

    public void Dispose() => channel.Dispose();

    private async Task<CallAnswer> Once(ContractMethod method, OfficersCall call, JsonObject fields)
    {
        var token = host.Token(new TokenRequest(scenario.Officers[call.By].Agency, call.By, call.Scope, call.Purpose));
        var headers = new Metadata { { "authorization", "Bearer " + token } };
        var options = new CallOptions(headers, clock.GetUtcNow().UtcDateTime + Patience);
        using var made = channel.CreateCallInvoker().AsyncUnaryCall(method.Grpc, null, options, method.Request(call, fields, Guid.NewGuid()));
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
}
