namespace Registry.Store.Streams;

/// <summary>
/// The data of one event as stored: ciphertext and a MAC, nothing else. The type parameter is the domain's event and never
/// instantiated: it only gives each event type a CLR type of its own, as the event store wants.
/// </summary>
/// <param name="Schema">Version of the event's schema as written, counted from 1.</param>
/// <param name="Facts">Sealed content: facts (agencies, clauses, links) and the names of the fields, base64.</param>
/// <param name="Values">Sealed fields, base64, in the order of their names. The names are sealed: they tell what is known of a person.</param>
/// <param name="Mac">HMAC that chains the event to the one before it, base64.</param>
public sealed record Entry<TEvent>(int Schema, string Facts, IReadOnlyList<string> Values, string Mac) : IEntry;

/// <summary>An entry whatever its type.</summary>
public interface IEntry
{
    int Schema { get; }

    string Facts { get; }

    IReadOnlyList<string> Values { get; }

    string Mac { get; }
}
