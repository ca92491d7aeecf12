using System.Globalization;

namespace Grpc.Wire;

/// <summary>The <c>grpc-timeout</c> header: one to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;

    /// <summary>About three years. What is further away is brought to it, on either side.</summary>
    public static readonly TimeSpan Max = TimeSpan.FromSeconds(99_999_999);

    /// <summary>The time that the header gives, or null when it gives none, gives no time or is not well formed.</summary>
    public static TimeSpan? Parse(string? header)
    {
        if (header is not { Length: >= 2 and <= MaxDigits + 1 }
            || !int.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            return null;
        TimeSpan? timeout = header[^1] switch
        {
            'H' => TimeSpan.FromHours(value),
            'M' => TimeSpan.FromMinutes(value),
            'S' => TimeSpan.FromSeconds(value),
            'm' => TimeSpan.FromMilliseconds(value),
            'u' => TimeSpan.FromMicroseconds(value),
            'n' => TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
        return timeout > TimeSpan.Zero ? Min(timeout.Value, Max) : null;
    }

    /// <summary>Rounded up, so that the server never gives up before the caller does.</summary>
    public static string Format(TimeSpan timeout)
    {
        var milliseconds = (long)Math.Ceiling(Min(timeout, Max).TotalMilliseconds);
        return milliseconds switch
        {
            <= 0 => "1n",
            <= 99_999_999 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{(milliseconds + 999) / 1000}S"),
        };
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
