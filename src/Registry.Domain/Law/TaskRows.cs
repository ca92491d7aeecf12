using Registry.Domain.Access;

namespace Registry.Domain.Law;

/// <summary>What an agency may be bound to do about a case. Each has one row in <c>tasks.md</c>. Numbers are those of the contract.</summary>
public enum DutyKind
{
    Unspecified = 0,

    /// <summary>Take note of an announced return (Art. 6.3).</summary>
    AcknowledgeAnnouncement = 1,

    /// <summary>Record one's own reception (Art. 5.3, 6.1, 7.1).</summary>
    RecordReception = 2,

    /// <summary>Receive, support, establish first information (Law 66/2011 Art. 24.2).</summary>
    FirstCheck = 3,

    /// <summary>Verify who the person is (Art. 6.1, 6.2).</summary>
    Verify = 4,

    /// <summary>Answer a referral (Art. 4.2, 9).</summary>
    AnswerReferral = 5,

    /// <summary>Hand the person over to who accepted her (Art. 6.3, 7.3).</summary>
    HandOver = 6,

    /// <summary>Decide on a request for a measure, or reject it (Art. 5.5, 7.2).</summary>
    DecideRequest = 7,

    /// <summary>Begin a measure that was decided.</summary>
    StartMeasure = 8,

    /// <summary>Take note of the order to carry a measure out (Art. 6.4).</summary>
    CarryOut = 9,

    /// <summary>Look at a measure whose last day comes near.</summary>
    MeasureEnds = 10,

    /// <summary>Take note of a measure that another authority transferred.</summary>
    TakeOverMeasure = 11,
}

/// <summary>How a duty becomes a task: who sees it for what, until when, and when others are told.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Duty">The duty.</param>
/// <param name="Purpose">What the bound agency does it for; the purpose under which the task is shown.</param>
/// <param name="Class">What the task tells by being there: shown only to whom need to know permits this class.</param>
/// <param name="Deadline">The deadline of the regime that sets the due day; none where the law has none.</param>
/// <param name="Amount">Length of a due day of this table's own; null where there is none.</param>
/// <param name="Unit">Of what; none where the due day is the case's own or there is none.</param>
/// <param name="Soon">Days before the due day from which it is due soon.</param>
/// <param name="Escalates">Days after the due day, or after the beginning where there is none, from which those to whom the duty is owed are told; null for never.</param>
/// <param name="ToldFor">The purpose under which they are told.</param>
/// <param name="EndsByAcknowledging">Taking note is all that there is to do.</param>
/// <param name="Vi">What is to do, in Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record TaskRow(
    Standing Standing,
    DutyKind Duty,
    Purpose Purpose,
    FieldClass Class,
    DeadlineMatter Deadline,
    int? Amount,
    PeriodUnit Unit,
    int Soon,
    int? Escalates,
    Purpose ToldFor,
    bool EndsByAcknowledging,
    string Vi,
    string En);
