using System.Globalization;

namespace Registry.Verify;

/// <summary>Times on the command line, in one form.</summary>
internal static class Times
{
    /// <exception cref="UnusableException">Another form.</exception>
    internal static DateTimeOffset? Read(string? text, string option) => text is null
        ? null
        : DateTimeOffset.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UnusableException($"{option}: expected a time as 2026-11-22T15:00:00Z.");
}
