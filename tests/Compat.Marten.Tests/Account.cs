namespace Compat.Marten.Tests;

/// <summary>Type of the streams in these tests.</summary>
internal sealed class AccountHolder;

internal sealed record Opened(string Owner);

internal sealed record Paid(int Amount, Currency Currency = Currency.Dong);

internal sealed record Closed;

/// <summary>An envelope of the application's own around its events.</summary>
internal sealed record Entry<T>(T Fact, string Note);

internal enum Currency
{
    Dong,
    Dollar,
}
