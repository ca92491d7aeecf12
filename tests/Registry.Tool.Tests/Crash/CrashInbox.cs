using System.Runtime.CompilerServices;
using Grpc.Core;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Tool.Embedded;
using Registry.Tool.Tests.Commands;
using Registry.V1;

namespace Registry.Tool.Tests.Crash;

/// <summary>The tasks of the provincial police, followed from one cursor to the next through every kill, at whichever server.</summary>
internal sealed class CrashInbox(DataDirectory data, IReadOnlyList<Uri> servers)
{
    private readonly HashSet<string> told = new(StringComparer.Ordinal);
    private string cursor = "";
    private int looks;

    /// <summary>Goes on from the last cursor until there was a task about each of these. A server may hear of what the other one wrote a moment later.</summary>
    /// <returns>Those whose task was lost.</returns>
    public async Task<IReadOnlyList<string>> Missing(IReadOnlyList<string> persons)
    {
        using var patience = new CancellationTokenSource(Ran.Patience);
        for (var caughtUp = false; !(caughtUp && told.IsSupersetOf(persons)) && !patience.IsCancellationRequested;)
        {
            try
            {
                await foreach (var message in Messages(patience.Token))
                {
                    told.UnionWith(message.Tasks.Select(task => task.SubjectId));
                    cursor = message.Cursor;
                    caughtUp |= message.CaughtUp;
                    if (caughtUp && told.IsSupersetOf(persons))
                        break;
                }
            }
            catch (RpcException broken) when (broken.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled)
            {
                // A stream that breaks is gone on with from its cursor, at the other server.
            }
        }

        return [.. persons.Except(told)];
    }

    private async IAsyncEnumerable<WatchTasksResponse> Messages([EnumeratorCancellation] CancellationToken patience)
    {
        var police = Officers.Police.WithEveryScope();
        var token = TokenIssuer.Issue(data, new TokenRequest(police.Agency, police.Name, police.Scope, null, TimeSpan.FromMinutes(10)), TimeProvider.System);
        using var desk = new Desk(servers[looks++ % servers.Count], () => token, TimeSpan.FromMinutes(2));
        using var watch = desk.Tasks.WatchTasks(new WatchTasksRequest { Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"), Cursor = cursor }, desk.Options);
        while (await watch.ResponseStream.MoveNext(patience))
            yield return watch.ResponseStream.Current;
    }
}
