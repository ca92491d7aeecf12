namespace Registry.AccessLog.Tests;

internal static class Async
{
    public static async IAsyncEnumerable<T> Of<T>(IEnumerable<T> values)
    {
        await Task.Yield();
        foreach (var value in values)
            yield return value;
    }
}
