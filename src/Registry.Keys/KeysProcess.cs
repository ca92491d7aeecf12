using Npgsql;
using Registry.Sealing;
using Registry.Store.Keys;

namespace Registry.Keys;

/// <summary>A running process that releases keys: custodian, key table, its own reading of the log, book and socket. Opened in order, closed in reverse.</summary>
internal sealed class KeysProcess : IAsyncDisposable
{
    private readonly Stack<object> opened;

    private KeysProcess(Stack<object> opened) => this.opened = opened;

    /// <summary>Its reading of the log.</summary>
    internal required LogTail Tail { get; init; }

    /// <summary>Starts, or refuses in the operator's words.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="notes">What the operator is told while it runs.</param>
    /// <param name="clock">Of budgets, book and ages of lines.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="KeysRefusedException">Lists everything that stands in the way.</exception>
    public static async Task<KeysProcess> Start(KeysOptions options, TextWriter notes, TimeProvider clock, CancellationToken cancel)
    {
        if (options.Problems() is { Count: > 0 } problems)
            throw new KeysRefusedException(problems);
        var opened = new Stack<object>();
        try
        {
            return await Open(options, opened, notes, clock, cancel);
        }
        catch (Exception refused)
        {
            await Close(opened);
            if (refused is FormatException or OpenFailedException or InvalidOperationException)
                throw new KeysRefusedException([$"{refused.Message} See deploy/runbooks/keys-process.md"]);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Close(opened);

    private static async Task<KeysProcess> Open(KeysOptions options, Stack<object> opened, TextWriter notes, TimeProvider clock, CancellationToken cancel)
    {
        T Own<T>(T one)
            where T : class
        {
            opened.Push(one);
            return one;
        }

        var table = new WrappedKeys(Own(NpgsqlDataSource.Create(options.Keys)));
        var custodian = new CountedCustodian(new LocalKeyCustodian(options.CustodianDirectory, options.Environment), clock);
        var ring = Own(await KeyRing.Open(custodian, table, cancel));
        var book = Own(ReleaseBook.Open(options.BookDirectory, await ring.OpenService(ServiceKeyName.ReleaseBook, cancel)));
        custodian.WriteTo(book);
        var tail = Own(await LogTail.Open(Own(NpgsqlDataSource.Create(options.LogReader)), options.SeenFile, clock, book.Sync, notes, cancel));
        var budget = new KeyBudget(new KeyBudgetOptions { PersonsPerHour = options.PersonsPerHour, PersonsPerActorHour = options.PersonsPerActorHour }, clock);
        var desk = Own(await KeyDesk.Open(ring, table, tail, book, budget, clock, cancel));
        Own(await KeysSocket.Listen(options.Socket, options.ForGroup, desk, options.Users, notes));
        return new KeysProcess(opened) { Tail = tail };
    }

    private static async ValueTask Close(Stack<object> opened)
    {
        while (opened.TryPop(out var one))
        {
            if (one is IAsyncDisposable later)
                await later.DisposeAsync();
            else
                (one as IDisposable)?.Dispose();
        }
    }
}
