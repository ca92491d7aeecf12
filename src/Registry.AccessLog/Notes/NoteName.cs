namespace Registry.AccessLog;

/// <summary>Rules of a key name: not empty, no white space of Unicode, no '+', no control character.</summary>
internal static class NoteName
{
    private const int MaxLength = 255;

    internal static bool IsValid(string name) =>
        name.Length is > 0 and <= MaxLength && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c));

    internal static void Demand(string name)
    {
        if (!IsValid(name))
            throw new FormatException("key name: expected 1 to 255 characters without white space and '+'.");
    }
}
