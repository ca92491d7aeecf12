namespace Registry.Store.Streams;

/// <summary>
/// The data of one event as stored: ciphertext and a MAC, nothing else. The type parameter is the domain's event and never
/// instantiated: it only gives each event type a CLR type of its own, as the event store wants.
/// </summary>
/// <param name="Schema">Version of the event's schema as written, counted from 1.</param>
/// <param name="Facts">Sealed facts (agencies, clauses, links), base64.</param>
/// <param name="Fields">Field path to sealed value, base64, in ordinal order.</param>
/// <param name="Mac">HMAC that chains the event to the one before it, base64.</param>
public sealed record Entry<TEvent>(int Schema, string Facts, IReadOnlyDictionary<string, string> Fields, string Mac) : IEntry;

/// <summary>An entry whatever its type.</summary>
public interface IEntry
{
    int Schema { get; }

    string Facts { get; }

    IReadOnlyDictionary<string, string> Fields { get; }

    string Mac { get; }
}
