using Registry.Domain.Agencies;

namespace Registry.Domain.Law;

/// <summary>What must be recorded of the person before she is brought somewhere.</summary>
public enum TransferNeed
{
    None = 0,

    /// <summary>She needs it ("nhu cầu", Decision 22/2015 Art. 7.3).</summary>
    Need = 1,

    /// <summary>She needs it, or wishes it (Law 66/2011 Art. 26.1.b: no home, or wishes to stay).</summary>
    NeedOrWish = 2,

    /// <summary>She needs it and wishes it (Law 66/2011 Art. 24.2).</summary>
    NeedAndWish = 3,
}

/// <summary>A kind of agency may bring a person to another; the source of the row is the clause under which it does.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Sender">Who has her.</param>
/// <param name="Receiver">To whom.</param>
/// <param name="Condition">What must be recorded.</param>
/// <param name="WithoutReferral">The law itself orders it; no proposal and answer before.</param>
public sealed record TransferRow(Standing Standing, AgencyKind Sender, AgencyKind Receiver, TransferNeed Condition, bool WithoutReferral)
{
    /// <summary>True when what is recorded meets the condition.</summary>
    public bool IsMet(bool need, bool wish) => Condition switch
    {
        TransferNeed.Need => need,
        TransferNeed.NeedOrWish => need || wish,
        TransferNeed.NeedAndWish => need && wish,
        _ => true,
    };
}
