namespace Registry.Store.Tests.Log;

/// <summary>A test class that starts each test on a registry database of its own.</summary>
public abstract class LogDatabaseTests : IAsyncLifetime
{
    private LogDatabase? database;

    internal LogDatabase Database => database ?? throw new InvalidOperationException("not started");

    public virtual async ValueTask InitializeAsync() => database = await LogDatabase.Create();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (database is not null)
            await database.DisposeAsync();
    }
}
