using System.Collections.Immutable;

namespace Registry.Domain.Matching;

/// <summary>How alike two records are. A hint for a person who reviews, never a decision.</summary>
/// <param name="Bits">Sum of the weights of evidence, in bits; the same in both directions.</param>
/// <param name="Likelihood">What a reviewer is told of it.</param>
/// <param name="Reasons">On what the two agree, without values, in the order of their numbers.</param>
public sealed record Likeness(double Bits, Likelihood Likelihood, ImmutableArray<LikenessReason> Reasons);

/// <summary>How likely it is that two records are of one human being. The numbers are the contract's.</summary>
public enum Likelihood
{
    /// <summary>Not alike enough to be looked at.</summary>
    Unspecified = 0,

    /// <summary>Worth a look.</summary>
    Possible = 1,

    /// <summary>More agrees than chance explains.</summary>
    Likely = 2,
}

/// <summary>On what two records agree. The numbers are the contract's.</summary>
public enum LikenessReason
{
    Unspecified = 0,

    /// <summary>All words of a name, in their order.</summary>
    FullName = 1,

    /// <summary>All words of a name, in another order.</summary>
    NameInOtherOrder = 2,

    GivenName = 3,

    /// <summary>The given name in another spelling: i and y.</summary>
    GivenNameSpelling = 4,

    Surname = 5,

    /// <summary>The surname in its other form: Hoàng and Huỳnh, Vũ and Võ.</summary>
    SurnameVariant = 6,

    /// <summary>Day, month and year.</summary>
    BirthDate = 7,

    /// <summary>The date with day and month the other way round.</summary>
    DayAndMonthSwapped = 8,

    /// <summary>The year; nothing else that both records know of the date contradicts.</summary>
    BirthYear = 9,

    /// <summary>A number of a paper.</summary>
    IdNumber = 10,
}
