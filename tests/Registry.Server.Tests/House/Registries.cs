using Registry.Testing.Cases;
using Registry.Testing.Running;

namespace Registry.Server.Tests.House;

/// <summary>A registry in which the whole demo case has been played; tests of the collection only look.</summary>
public sealed class PlayedCase : IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    public BorderReturn Case { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Registry = await RunningRegistry.Start();
        Case = await new BorderReturn(Registry).Referred();
    }

    public async ValueTask DisposeAsync()
    {
        Case.Dispose();
        await Registry.DisposeAsync();
    }
}

/// <summary>Runs after the last test of a class: whatever the class did, everything written is as it must be.</summary>
public sealed class PlayedCaseVerified(PlayedCase played) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await played.Registry.VerifyEverything();
}

[CollectionDefinition(nameof(PlayedCase))]
public sealed class PlayedCaseCollection : ICollectionFixture<PlayedCase>;
