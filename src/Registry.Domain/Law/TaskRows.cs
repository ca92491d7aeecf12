using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;

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

    /// <summary>Appraise a file of support (Art. 13.1).</summary>
    AppraiseSupport = 70,

    /// <summary>Approve a file of support or reject it (Art. 5.7).</summary>
    ApproveSupport = 71,

    /// <summary>Give what was approved, on the days that were approved (Art. 5.4).</summary>
    DeliverSupport = 72,

    /// <summary>A second officer approves the hand-over of a dossier, or lets it be.</summary>
    ApproveDossierHandover = 73,

    /// <summary>See to it that the dossier is collected before its code is worth nothing. The sender's: who is to collect learns of it from the code alone.</summary>
    AwaitDossierCollection = 74,

    /// <summary>Bring the papers of a measure that was applied urgently.</summary>
    RecordUrgentPapers = 75,

    /// <summary>Pass a person who reported herself on to the commune committee (Law 66/2011 Art. 24.1).</summary>
    PassOnReport = 76,

    /// <summary>Tell the support agency of a report (Law 66/2011 Art. 24.1).</summary>
    TellSupportAgency = 77,

    /// <summary>Issue the certificate of repatriation at the gate (Art. 6.1).</summary>
    IssueRepatriation = 78,

    /// <summary>An agency that this one directs or follows is late (Art. 5.4, 6.2, 6.4, 7.2, 13.1, 17.2). Its words stand in <c>escalations.md</c>.</summary>
    Supervise = 79,

    /// <summary>Hand a person who returned alone over to the nearest commune committee.</summary>
    HandOverSelfReturned = 80,

    /// <summary>Settle the exit papers of a foreign victim.</summary>
    SettleExitPapers = 81,

    /// <summary>A referral was declined, or nobody answered it by its day: find another way for her.</summary>
    ReferAgain = 82,

    /// <summary>Take note of a change of a measure that one carries out (Art. 6.4).</summary>
    NoteChange = 110,

    /// <summary>Review an emergency look: an inspector of another agency than the one that broke the glass.</summary>
    ReviewBreakGlass = 120,

    /// <summary>Ask an agency to verify a victim about whom nothing is settled (Law 66/2011 Art. 24.3).</summary>
    AskVerification = 140,

    /// <summary>Receive and register whom an announced return brings, or note that it brought nobody (Art. 7.1).</summary>
    AwaitReturn = 141,
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

/// <summary>Who directs or follows whom, and is told when a duty stays undone: a level above those to whom it is owed. Learns nobody a case that it had nothing to do with.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Late">Kinds of agencies that are late.</param>
/// <param name="Told">Kinds that are told, where one of them has to do with the case and serves the late agency's area.</param>
/// <param name="Days">Days after those to whom the duty is owed were told.</param>
/// <param name="On">False where the reading is too wide to rest on without local approval.</param>
/// <param name="Vi">What the one who is told does, in Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record EscalationRow(
    Standing Standing, ImmutableArray<AgencyKind> Late, ImmutableArray<AgencyKind> Told, int Days, bool On, string Vi, string En);

/// <summary>A deadline that no task shows, and why.</summary>
/// <param name="Standing">Id, source, certainty, validity.</param>
/// <param name="Matter">Of which deadline.</param>
/// <param name="Vi">Why, in Vietnamese.</param>
/// <param name="En">In English.</param>
public sealed record UntaskedRow(Standing Standing, DeadlineMatter Matter, string Vi, string En);
