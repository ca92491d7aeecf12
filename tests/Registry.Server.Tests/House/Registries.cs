using Registry.Server.Pipeline;
using Registry.Testing.Cases;
using Registry.Testing.Running;

namespace Registry.Server.Tests.House;

/// <summary>A fixture that runs a registry.</summary>
public interface IRuns
{
    RunningRegistry Registry { get; }
}

/// <summary>A registry in which the whole demo case has been played; tests of the collection only look, or play cases of their own.</summary>
public sealed class PlayedCase : IRuns, IAsyncLifetime
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

/// <summary>An empty registry that tests of the collection write to.</summary>
public sealed class Workplace : IRuns, IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registry = await RunningRegistry.Start();

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

/// <summary>A registry of one class that breaks things under it.</summary>
public sealed class Breakable : IRuns, IAsyncLifetime
{
    /// <summary>Lines of one agency that may wait for the log: the least that is allowed.</summary>
    public const int AgencyLines = 256;

    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registry = await RunningRegistry.Start(new CeilingOptions
    {
        OfficerCalls = 1_000_000,
        AgencyCalls = 1_000_000,
        OfficerMisses = 1_000_000,
        AgencyMisses = 1_000_000,
        AgencyLines = AgencyLines,
    });

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

/// <summary>A registry with its first administrators, in which who may act is changed.</summary>
public sealed class Administered : IRuns, IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    internal Administration Acts { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Registry = await RunningRegistry.Start(administered: true);
        Acts = new Administration(Registry);
    }

    public async ValueTask DisposeAsync()
    {
        Acts?.Dispose();
        await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

/// <summary>A registry with ceilings that a test reaches.</summary>
public sealed class LowCeilings : IRuns, IAsyncLifetime
{
    public const int Calls = 12;
    public const int Misses = 3;
    public const int AgencyCalls = 40;
    public const int AgencyMisses = 7;

    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Registry = await RunningRegistry.Start(new CeilingOptions { OfficerCalls = Calls, AgencyCalls = AgencyCalls, OfficerMisses = Misses, AgencyMisses = AgencyMisses });

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

/// <summary>A registry whose server is stopped and started under its callers.</summary>
public sealed class Restarted : IRuns, IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registry = await RunningRegistry.Start();

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

/// <summary>Runs after the last test of a class: whatever the class did, everything written is as it must be.</summary>
public sealed class Verified<TFixture>(TFixture fixture) : IAsyncDisposable
    where TFixture : IRuns
{
    public async ValueTask DisposeAsync() => await fixture.Registry.VerifyEverything();
}

[CollectionDefinition(nameof(PlayedCase))]
public sealed class PlayedCaseCollection : ICollectionFixture<PlayedCase>;

[CollectionDefinition(nameof(Workplace))]
public sealed class WorkplaceCollection : ICollectionFixture<Workplace>;

[CollectionDefinition(nameof(Breakable))]
public sealed class BreakableCollection : ICollectionFixture<Breakable>;

[CollectionDefinition(nameof(Administered))]
public sealed class AdministeredCollection : ICollectionFixture<Administered>;

[CollectionDefinition(nameof(LowCeilings))]
public sealed class LowCeilingsCollection : ICollectionFixture<LowCeilings>;

[CollectionDefinition(nameof(Restarted))]
public sealed class RestartedCollection : ICollectionFixture<Restarted>;
