using System.Buffers.Binary;
using System.Security.Cryptography;
using Registry.Domain.Access;

namespace Registry.Sealing;

/// <summary>
/// The keys of a server that holds no custodian, no epoch key and no subject key: it asks the process that releases them, with the line that is on
/// disk. It holds the keys of the service, which open facts and no field.
/// </summary>
/// <remarks>Fails at once while the process is gone, and finds it again by itself: each call tries, and once a second somebody does.</remarks>
public sealed class RemoteKeys : ISubjectKeys, IAsyncDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);
    private static readonly ServiceKeyName[] Given = [ServiceKeyName.Facts, ServiceKeyName.EventsMac, ServiceKeyName.Index, ServiceKeyName.Requests, ServiceKeyName.Statistics];

    private readonly string socket;
    private readonly uint user;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim connecting = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<ServiceKeyName, ServiceKey> services = [];
    private Task watching = Task.CompletedTask;
    private KeyConnection? connection;
    private long released;
    private volatile bool connected;

    private RemoteKeys(string socket, uint user, TimeProvider clock) => (this.socket, this.user, this.clock) = (socket, user, clock);

    /// <summary>Epoch under which new keys are wrapped, as it was when the keys of the service were given.</summary>
    public int CurrentEpoch { get; private set; }

    /// <summary>False while the process cannot be reached: nothing is released.</summary>
    public bool Connected => connected;

    /// <inheritdoc/>
    public long Released => Interlocked.Read(ref released);

    /// <summary>Connects and takes the keys of the service.</summary>
    /// <param name="socket">Path of the socket.</param>
    /// <param name="user">User id that the process runs as; a process of another user is not believed.</param>
    /// <param name="clock">Expires receipts.</param>
    /// <param name="patience">How long a process that starts at the same time is waited for.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <exception cref="KeysUnavailableException">Nobody answers there, or not in this protocol.</exception>
    public static async Task<RemoteKeys> Open(string socket, uint user, TimeProvider clock, TimeSpan patience, CancellationToken cancel)
    {
        var keys = new RemoteKeys(socket, user, clock);
        var started = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await keys.TakeServiceKeys(cancel);
                keys.watching = Task.Run(keys.Watch, CancellationToken.None);
                return keys;
            }
            catch (KeysUnavailableException) when (clock.GetElapsedTime(started) < patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancel);
            }
            catch
            {
                await keys.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>A key of the service, zeroed with this.</summary>
    public ServiceKey Service(ServiceKeyName name) => services[name];

    /// <inheritdoc/>
    public async Task Create(Guid subject, CancellationToken cancel)
    {
        Ids.RequireNonEmpty(subject, nameof(subject));
        var (refusal, _) = await Ask(KeyQuestion.Create, subject.Bytes(), cancel);
        if (refusal == KeyRefusal.Exists)
            throw new InvalidOperationException("The subject has a key already.");
        Demand(refusal);
    }

    /// <inheritdoc/>
    /// <exception cref="KeysUnavailableException">The process cannot be reached, or has not seen the line.</exception>
    /// <exception cref="KeyBudgetException">The hour's persons are used up.</exception>
    public async Task<ReleasedKeys> Release(Receipt receipt, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        if (clock.GetUtcNow() >= receipt.Expires || receipt.Opening.Length != Secret.Size)
            throw new OpenFailedException();
        var asked = ReleaseRequest.Of(receipt);
        if (asked.Classes == 0)
            return new ReleasedKeys(receipt, clock, exists: false, []);
        var (refusal, answer) = await Ask(KeyQuestion.Release, asked.ToBytes(), cancel);
        try
        {
            Demand(refusal);
            var classes = FieldClassMask.Classes(asked.Classes).Where(ReleasedKeys.IsSealable).ToList();
            if (answer.Length != 1 + classes.Count * Secret.Size)
                throw new KeysUnavailableException("the process that releases keys answers in another protocol");
            var keys = new Dictionary<FieldClass, Secret>();
            for (var i = 0; i < classes.Count; i++)
                keys.Add(classes[i], Secret.CopyOf(answer.AsSpan(1 + i * Secret.Size, Secret.Size)));
            Interlocked.Increment(ref released);
            return new ReleasedKeys(receipt, clock, exists: answer[0] == 1, keys);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(answer);
        }
    }

    /// <summary>Entries of the book of releases from a number on; none at its end.</summary>
    /// <exception cref="KeysUnavailableException">The process cannot be reached.</exception>
    public async Task<IReadOnlyList<BookEntry>> Book(long from, CancellationToken cancel)
    {
        var number = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, from);
        var (refusal, answer) = await Ask(KeyQuestion.Book, number, cancel);
        Demand(refusal);
        return [.. answer.Chunk(BookEntry.Length).Select(entry => BookEntry.Parse(entry))];
    }

    /// <summary>Zeroes the keys and closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        connection?.Dispose();
        foreach (var key in services.Values)
            key.Key.Dispose();
    }

    private static void Demand(KeyRefusal refusal)
    {
        if (refusal == KeyRefusal.None)
            return;
        throw refusal switch
        {
            KeyRefusal.Budget => new KeyBudgetException(),
            KeyRefusal.NoFreshLine => new KeysUnavailableException("the process that releases keys has not seen the line, or started after it"),
            KeyRefusal.Unavailable => new KeysUnavailableException("the process that releases keys cannot read its databases or write its book"),
            _ => new OpenFailedException(),
        };
    }

    private async Task TakeServiceKeys(CancellationToken cancel)
    {
        var (refusal, answer) = await Ask(KeyQuestion.ServiceKeys, ReadOnlyMemory<byte>.Empty, cancel);
        Demand(refusal);
        if (answer.Length != sizeof(int) + Given.Length * Secret.Size)
            throw new KeysUnavailableException("the process that releases keys answers in another protocol");
        CurrentEpoch = BinaryPrimitives.ReadInt32BigEndian(answer);
        for (var i = 0; i < Given.Length; i++)
            services[Given[i]] = new ServiceKey(Given[i], Secret.CopyOf(answer.AsSpan(sizeof(int) + i * Secret.Size, Secret.Size)));
        CryptographicOperations.ZeroMemory(answer);
    }

    private async Task<(KeyRefusal Refusal, byte[] Answer)> Ask(KeyQuestion question, ReadOnlyMemory<byte> body, CancellationToken cancel) =>
        await (await Connect(cancel)).Ask(question, body, AnswerWithin, cancel);

    private async Task<KeyConnection> Connect(CancellationToken cancel)
    {
        if (connection is { Broken: false } standing)
            return standing;
        await connecting.WaitAsync(cancel);
        try
        {
            if (connection is { Broken: false } made)
                return made;
            connected = false;
            connection = null;
            var fresh = await KeyConnection.Open(socket, user, cancel);
            var (refusal, _) = await fresh.Ask(KeyQuestion.Hello, new[] { KeyWire.Version }, AnswerWithin, cancel);
            if (refusal != KeyRefusal.None)
            {
                fresh.Dispose();
                throw new KeysUnavailableException("the process that releases keys speaks another version of the protocol");
            }

            connected = true;
            return connection = fresh;
        }
        finally
        {
            connecting.Release();
        }
    }

    /// <summary>Keeps <see cref="Connected"/> true to the facts while nobody calls.</summary>
    private async Task Watch()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                connected = connection is { Broken: false };
                var (refusal, _) = await Ask(KeyQuestion.Hello, new[] { KeyWire.Version }, stopping.Token);
                connected = refusal == KeyRefusal.None;
            }
            catch (Exception down) when (down is KeysUnavailableException or OperationCanceledException)
            {
                connected = false;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), clock, stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }
}
