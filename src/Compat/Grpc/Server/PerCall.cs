using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>Services and interceptors live as long as one call: the container's instance if it has one, else our own, disposed after use.</summary>
internal sealed class PerCall<T>(Type type, object[] arguments)
    where T : class
{
    private readonly Lazy<ObjectFactory> _factory =
        new(() => ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]));

    public Task Use(IServiceProvider services, Func<T, Task> use) => Use(services, async own =>
    {
        await use(own);
        return true;
    });

    public async Task<TResult> Use<TResult>(IServiceProvider services, Func<T, Task<TResult>> use)
    {
        if (arguments.Length == 0 && services.GetService(type) is T shared)
            return await use(shared);

        var own = (T)_factory.Value(services, arguments);
        try
        {
            return await use(own);
        }
        finally
        {
            if (own is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (own is IDisposable disposable)
                disposable.Dispose();
        }
    }
}
