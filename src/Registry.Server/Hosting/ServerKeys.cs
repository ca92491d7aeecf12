using Npgsql;
using Registry.Sealing;
using Registry.Store.Keys;

namespace Registry.Server.Hosting;

/// <summary>
/// The keys that the server works with. With a process that releases them it holds those of the service alone: no custodian, no key table, no
/// epoch key, no subject key. Without one it holds everything, and what it is then worth to whoever takes it over stands in SECURITY.md.
/// </summary>
internal sealed class ServerKeys : IAsyncDisposable
{
    /// <summary>How long a start waits for a process that starts at the same time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stack<object> opened = [];

    private ServerKeys()
    {
    }

    public required ISubjectKeys Subjects { get; init; }

    public required ServiceKey Facts { get; init; }

    public required ServiceKey Events { get; init; }

    public required ServiceKey Index { get; init; }

    public required ServiceKey Requests { get; init; }

    public required ServiceKey Statistics { get; init; }

    public required int Epoch { get; init; }

    /// <summary>The way to the process that releases keys; null where this process does it itself.</summary>
    public RemoteKeys? Remote { get; init; }

    /// <summary>Why nothing can be released now, or null.</summary>
    public string? Problem => Remote is { Connected: false }
        ? "the process that releases keys does not answer; nothing is opened until it does: see deploy/runbooks/keys-process.md"
        : null;

    /// <exception cref="StartRefusedException">The process that releases keys is not there.</exception>
    public static Task<ServerKeys> Open(ServerOptions options, CancellationToken cancel) =>
        options.KeysSocket.Length > 0 ? FromProcess(options, cancel) : Own(options, cancel);

    public async ValueTask DisposeAsync()
    {
        while (opened.TryPop(out var one))
        {
            if (one is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                ((IDisposable)one).Dispose();
        }
    }

    private static async Task<ServerKeys> FromProcess(ServerOptions options, CancellationToken cancel)
    {
        try
        {
            var remote = await RemoteKeys.Open(options.KeysSocket, options.KeysUser!.Value, options.Time, Patience, cancel);
            var keys = new ServerKeys
            {
                Subjects = remote,
                Remote = remote,
                Epoch = remote.CurrentEpoch,
                Facts = remote.Service(ServiceKeyName.Facts),
                Events = remote.Service(ServiceKeyName.EventsMac),
                Index = remote.Service(ServiceKeyName.Index),
                Requests = remote.Service(ServiceKeyName.Requests),
                Statistics = remote.Service(ServiceKeyName.Statistics),
            };
            keys.opened.Push(remote);
            return keys;
        }
        catch (KeysUnavailableException gone)
        {
            throw new StartRefusedException([$"{gone.Message} ({options.KeysSocket}): start it first, see deploy/runbooks/keys-process.md"]);
        }
    }

    private static async Task<ServerKeys> Own(ServerOptions options, CancellationToken cancel)
    {
        var source = NpgsqlDataSource.Create(options.Keys);
        try
        {
            var table = new WrappedKeys(source);
            var ring = await KeyRing.Open(new LocalKeyCustodian(options.CustodianDirectory, options.Environment), table, cancel);
            var subjects = new SubjectKeys(ring, table, options.Time);
            var keys = new ServerKeys
            {
                Subjects = subjects,
                Epoch = ring.CurrentEpoch,
                Facts = await ring.OpenService(ServiceKeyName.Facts, cancel),
                Events = await ring.OpenService(ServiceKeyName.EventsMac, cancel),
                Index = await ring.OpenService(ServiceKeyName.Index, cancel),
                Requests = await ring.OpenService(ServiceKeyName.Requests, cancel),
                Statistics = await ring.OpenService(ServiceKeyName.Statistics, cancel),
            };
            foreach (var one in (object[])[source, ring, subjects])
                keys.opened.Push(one);
            return keys;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }
}
