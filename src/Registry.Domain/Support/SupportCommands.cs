using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Support;

/// <summary>Command: propose a file of support.</summary>
/// <param name="By">Who proposes; must have received or care for the person.</param>
/// <param name="Officer">The officer.</param>
/// <param name="On">Law date of the application.</param>
/// <param name="Support">New random id.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Foreigner">As in <see cref="SupportProposed"/>.</param>
/// <param name="VictimConfirmedOn">As in <see cref="SupportProposed"/>.</param>
/// <param name="Appraiser">Named where the law orders an appraisal, and only there.</param>
/// <param name="Approver">Who is asked to decide.</param>
public sealed record ProposeSupport(
    Actor By, OfficerTag Officer, DateOnly On, Guid Support, SupportKind Kind, bool Foreigner, DateOnly? VictimConfirmedOn, AgencyCode? Appraiser, AgencyCode Approver);

/// <summary>Command: appraise a file.</summary>
public sealed record AppraiseSupport(Actor By, OfficerTag Officer, DateOnly On, DateOnly RecordedOn, Guid Support, bool Favourable);

/// <summary>Command: approve a file.</summary>
/// <param name="By">Who was asked.</param>
/// <param name="Officer">The officer; never the one who proposed.</param>
/// <param name="On">Law date of the decision.</param>
/// <param name="RecordedOn">Law date on which it is written down.</param>
/// <param name="Support">The file.</param>
/// <param name="Period">For which days, where the kind has a limit of days.</param>
/// <param name="BeyondLimit">The decision says that it goes beyond the limit.</param>
/// <param name="Deliverer">Who gives it; null for the proposer.</param>
public sealed record ApproveSupport(
    Actor By, OfficerTag Officer, DateOnly On, DateOnly RecordedOn, Guid Support, SupportPeriod? Period, bool BeyondLimit, AgencyCode? Deliverer);

/// <summary>Command: reject a file.</summary>
public sealed record RejectSupport(Actor By, OfficerTag Officer, DateOnly On, DateOnly RecordedOn, Guid Support);

/// <summary>Command: record what was given.</summary>
/// <param name="By">Who gave it.</param>
/// <param name="On">Law date.</param>
/// <param name="RecordedOn">Law date on which it is written down.</param>
/// <param name="Support">The approved file; a new random id for what was given at once.</param>
/// <param name="AtOnce">There is no file.</param>
/// <param name="Kind">What was given; of a file, its kind.</param>
/// <param name="Foreigner">As in <see cref="SupportProposed"/>; of what is given at once.</param>
/// <param name="VictimConfirmedOn">As in <see cref="SupportProposed"/>; of what is given at once.</param>
/// <param name="Period">For which days, where the kind has a limit of days.</param>
/// <param name="Completed">Nothing more follows.</param>
public sealed record RecordSupport(
    Actor By, DateOnly On, DateOnly RecordedOn, Guid Support, bool AtOnce, SupportKind Kind, bool Foreigner, DateOnly? VictimConfirmedOn, SupportPeriod? Period, bool Completed);
