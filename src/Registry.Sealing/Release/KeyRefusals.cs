namespace Registry.Sealing;

/// <summary>Why keys were not released. The numbers are in the book and never reused.</summary>
public enum KeyRefusal : byte
{
    /// <summary>Not refused.</summary>
    None = 0,

    /// <summary>No such line stands in the log, or it is too old. After a restart of the process every line of before is.</summary>
    NoFreshLine = 1,

    /// <summary>The line let its keys out before.</summary>
    Spent = 2,

    /// <summary>The line says something else: another index, another person, fewer classes or none, or it does not open with the key shown for it.</summary>
    OtherLine = 3,

    /// <summary>More persons in this hour than the process, or one officer, is allowed.</summary>
    Budget = 4,

    /// <summary>Not a request of this protocol.</summary>
    Malformed = 5,

    /// <summary>A key for a subject that has one.</summary>
    Exists = 6,

    /// <summary>The log, the key table or the book cannot be used now.</summary>
    Unavailable = 7,
}

/// <summary>Whoever releases keys cannot be reached, or cannot work. Answer UNAVAILABLE; nothing was opened.</summary>
public sealed class KeysUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>More persons were asked for than the hour allows. Answer RESOURCE_EXHAUSTED; the book says so and it goes to review.</summary>
public sealed class KeyBudgetException() : Exception("More persons were looked at in this hour than keys are released for.");
