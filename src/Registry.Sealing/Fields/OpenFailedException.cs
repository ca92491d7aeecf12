namespace Registry.Sealing;

/// <summary>
/// The one error for every failure to open: no key, no right, expired, moved, damaged, forged. It says nothing of which, because
/// each difference that a caller could see would tell whether a person exists.
/// </summary>
public sealed class OpenFailedException : Exception
{
    internal const string Text = "A sealed value could not be opened.";

    internal OpenFailedException()
        : base(Text)
    {
    }
}
