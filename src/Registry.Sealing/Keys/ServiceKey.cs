namespace Registry.Sealing;

/// <summary>The keys of the service itself, each for one use.</summary>
public enum ServiceKeyName
{
    /// <summary>Not declared.</summary>
    Unspecified = 0,

    /// <summary>Seals the facts blob of a person: <see cref="FactsSealer"/>.</summary>
    Facts = 1,

    /// <summary>Chains the events of a stream: <see cref="EventMac"/>.</summary>
    EventsMac = 2,

    /// <summary>Finds a value without its plaintext: <see cref="BlindIndex"/>.</summary>
    Index = 3,

    /// <summary>Keeps the answers to repeated requests: <see cref="RequestSeal"/>.</summary>
    Requests = 4,

    /// <summary>Chains the book of what was released: <see cref="ReleaseBook"/>. Stays where keys are released.</summary>
    ReleaseBook = 5,

    /// <summary>Seals what events mean for statistics: <see cref="StatisticsSeal"/>.</summary>
    Statistics = 6,
}

/// <summary>An opened key of the service. Opaque; owned and zeroed by its <see cref="KeyRing"/>.</summary>
public sealed class ServiceKey
{
    internal ServiceKey(ServiceKeyName name, Secret key)
    {
        Name = name;
        Key = key;
    }

    /// <summary>What the key is for.</summary>
    public ServiceKeyName Name { get; }

    internal Secret Key { get; }

    /// <inheritdoc/>
    public override string ToString() => "[sealed]";

    internal Secret For(ServiceKeyName use) =>
        Name == use ? Key : throw new ArgumentException($"The service key {use} is expected.", nameof(use));
}
