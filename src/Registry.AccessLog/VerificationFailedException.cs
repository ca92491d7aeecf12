namespace Registry.AccessLog;

/// <summary>Something was read in full and is not genuine. The message is written for people and names what failed, never a secret.</summary>
/// <remarks>Thrown, not returned: a caller who forgets to look must not go on with an unverified value.</remarks>
public sealed class VerificationFailedException : Exception
{
    /// <summary>With the message of the class.</summary>
    public VerificationFailedException()
    {
    }

    /// <summary>With what does not fit, in a sentence.</summary>
    public VerificationFailedException(string message)
        : base(message)
    {
    }

    /// <summary>With what does not fit, in a sentence, and why.</summary>
    public VerificationFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
