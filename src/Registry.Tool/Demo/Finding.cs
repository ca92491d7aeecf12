namespace Registry.Tool.Demo;

/// <summary>One expectation after a look at it.</summary>
/// <param name="Expected">What was expected, as the file says it.</param>
/// <param name="Found">What was found instead; null when it held.</param>
internal sealed record Finding(string Expected, string? Found)
{
    public bool Held => Found is null;

    public static Finding Of(string expected, bool held, string found) => new(expected, held ? null : found);
}
