using Registry.Domain.Access;

namespace Registry.Sealing;

/// <summary>
/// The keys that one receipt released: one per class of one person. Die with the call; every use asks the receipt again, so they
/// are of no use after it expired.
/// </summary>
public sealed class ReleasedKeys : IDisposable
{
    private readonly Receipt receipt;
    private readonly TimeProvider clock;
    private readonly Dictionary<FieldClass, Secret> keys;

    internal ReleasedKeys(Receipt receipt, TimeProvider clock, SubjectKey subjectKey)
    {
        this.receipt = receipt;
        this.clock = clock;
        CanSeal = subjectKey.Exists;
        keys = [];
        foreach (var fieldClass in receipt.Classes.Where(IsSealable))
            keys.Add(fieldClass, KeyOf(subjectKey, receipt.Subject, fieldClass));
    }

    /// <param name="exists">False where the keys are a decoy's.</param>
    /// <param name="released">Taken over.</param>
    internal ReleasedKeys(Receipt receipt, TimeProvider clock, bool exists, Dictionary<FieldClass, Secret> released)
    {
        this.receipt = receipt;
        this.clock = clock;
        CanSeal = exists;
        keys = released;
    }

    /// <summary>The person whose keys these are.</summary>
    public Guid Subject => receipt.Subject;

    /// <summary>False for a decoy: what it sealed could never be opened. Known inside the house only, never shown to a caller.</summary>
    internal bool CanSeal { get; }

    /// <summary>Zeroes the keys.</summary>
    public void Dispose()
    {
        foreach (var key in keys.Values)
            key.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => "[sealed]";

    /// <summary>The key of one class: all that ever leaves of a subject key.</summary>
    internal static Secret KeyOf(SubjectKey subjectKey, Guid subject, FieldClass fieldClass) =>
        Kdf.Derive(subjectKey.Key, Labels.SubjectClassKey, [.. subject.Bytes(), (byte)fieldClass]);

    internal static bool IsSealable(FieldClass fieldClass) => fieldClass != FieldClass.Unspecified && Enum.IsDefined(fieldClass);

    /// <summary>The key, or null where the receipt does not cover the class of the person now.</summary>
    internal Secret? Find(Guid subject, FieldClass fieldClass) =>
        receipt.Covers(subject, fieldClass, clock.GetUtcNow()) ? keys.GetValueOrDefault(fieldClass) : null;
}
