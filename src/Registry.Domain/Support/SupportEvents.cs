using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Support;

/// <summary>Something that happened about a person's support; folded by <see cref="SupportState"/>.</summary>
public interface ISupportEvent;

/// <summary>Days for which something is given.</summary>
/// <param name="From">First day.</param>
/// <param name="Days">How many, 1 to <see cref="Longest"/>.</param>
public sealed record SupportPeriod(DateOnly From, int Days)
{
    /// <summary>No law gives for longer at a time; bounds what a decision has to count.</summary>
    public const int Longest = 3660;

    /// <summary>First day on which it is over.</summary>
    public DateOnly Until() => From.DaysLater(Days);

    /// <summary>Each day as a number.</summary>
    internal IEnumerable<int> Numbers() => Enumerable.Range(From.DayNumber, Days);

    internal bool Contains(SupportPeriod other) => From <= other.From && other.Until() <= Until();

    internal bool IsValid => Days is >= 1 and <= Longest && From.DayNumber <= DateOnly.MaxValue.DayNumber - Longest;
}

/// <summary>A file of support was proposed. Grounds, amount, paper and place are sealed fields.</summary>
/// <param name="OccurredOn">Law date of the application; deadlines count from it.</param>
/// <param name="Support">Id of the file.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="By">Who proposes.</param>
/// <param name="Officer">Keyed tag of the officer: who proposed for an agency does not decide for it.</param>
/// <param name="Foreigner">She is a foreigner; of a minor, the victim with whom he came.</param>
/// <param name="VictimConfirmedOn">Of a minor: the day on which the victim was confirmed; null while she awaits verification, and of a victim.</param>
/// <param name="Appraiser">Who is asked to appraise; null where the law orders no appraisal.</param>
/// <param name="Approver">Who is asked to decide.</param>
public sealed record SupportProposed(
    DateOnly OccurredOn, Guid Support, SupportKind Kind, AgencyCode By, string Officer, bool Foreigner, DateOnly? VictimConfirmedOn,
    AgencyCode? Appraiser, AgencyCode Approver) : DomainEvent(OccurredOn), ISupportEvent;

/// <summary>The file was appraised (Decision 22/2015 Art. 13.1). An opinion, not a decision; its words are a sealed field.</summary>
public sealed record SupportAppraised(DateOnly OccurredOn, Guid Support, AgencyCode By, bool Favourable) : DomainEvent(OccurredOn), ISupportEvent;

/// <summary>The file was approved; amount and decision are sealed fields.</summary>
/// <param name="OccurredOn">Law date of the decision.</param>
/// <param name="Support">The file.</param>
/// <param name="By">Who approved.</param>
/// <param name="Period">For which days; null for what is not given by days.</param>
/// <param name="BeyondLimit">It goes beyond the limit, by an agency that may (Decree 162/2025 Art. 17).</param>
/// <param name="Deliverer">Who gives it; null for the proposer.</param>
public sealed record SupportApproved(
    DateOnly OccurredOn, Guid Support, AgencyCode By, SupportPeriod? Period, bool BeyondLimit, AgencyCode? Deliverer) : DomainEvent(OccurredOn), ISupportEvent;

/// <summary>The file was rejected; the reason is a sealed field.</summary>
public sealed record SupportRejected(DateOnly OccurredOn, Guid Support, AgencyCode By) : DomainEvent(OccurredOn), ISupportEvent;

/// <summary>Something of an approved file was given. Amount, receipt and place are sealed fields.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Support">The file.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Period">For which days; null for what is not given by days.</param>
/// <param name="Completed">Nothing more follows: days that were approved and not used are free again.</param>
public sealed record SupportDelivered(
    DateOnly OccurredOn, Guid Support, AgencyCode By, SupportPeriod? Period, bool Completed) : DomainEvent(OccurredOn), ISupportEvent;

/// <summary>Support was given on the spot, without a file (Decision 22/2015 Art. 7.2; Decree 09/2013 Art. 19).</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Support">Id of the entry.</param>
/// <param name="Kind">What was given.</param>
/// <param name="By">Who gave it.</param>
/// <param name="Foreigner">As in <see cref="SupportProposed"/>.</param>
/// <param name="VictimConfirmedOn">As in <see cref="SupportProposed"/>.</param>
/// <param name="Period">For which days; null for what is not given by days.</param>
public sealed record SupportGivenAtOnce(
    DateOnly OccurredOn, Guid Support, SupportKind Kind, AgencyCode By, bool Foreigner, DateOnly? VictimConfirmedOn, SupportPeriod? Period)
    : DomainEvent(OccurredOn), ISupportEvent;
