using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Support;

/// <summary>What the tables say of support: kinds and limits by the day of confirmation, steps by the day of the act (law.md 10.6.12).</summary>
public static class SupportLaw
{
    /// <summary>The row of the kind in the regime that her support follows; null where that regime does not have the kind.</summary>
    /// <param name="law">Tables.</param>
    /// <param name="kind">What is given.</param>
    /// <param name="on">Day of the act; decides while nobody has been confirmed.</param>
    /// <param name="confirmed">Day of confirmation, or null.</param>
    public static SupportRow? SupportOf(this LawTables law, SupportKind kind, DateOnly on, DateOnly? confirmed) =>
        law.RegimeFor(Matter.Support, new(on, Confirmation: confirmed)) is { } regime
            ? regime.Supports.FirstOrDefault(s => s.Kind == kind && s.Standing.ValidOn(confirmed ?? on))
            : null;

    /// <summary>The row that gives the kind of agency the step, or null.</summary>
    public static SupportDutyRow? SupportDuty(this LawTables law, SupportKind kind, SupportStep step, AgencyKind agency, DateOnly on) =>
        law.RegimeOn(on)?.SupportDuties.FirstOrDefault(d => d.Kind == kind && d.Step == step && d.Agency == agency && d.Standing.ValidOn(on));

    /// <summary>True where the law of the day orders an appraisal before a decision.</summary>
    public static bool IsAppraised(this LawTables law, SupportKind kind, DateOnly on) =>
        law.RegimeOn(on)?.SupportDuties.Any(d => d.Kind == kind && d.Step == SupportStep.Appraise && d.Standing.ValidOn(on)) == true;

    /// <summary>
    /// First day on which the law orders no appraisal any more, counted on from the day on which a file was proposed; null while none is known. A file
    /// that nobody appraised by then is decided without: otherwise it would wait for a district that is gone, and what is given once would be lost.
    /// </summary>
    public static DateOnly? AppraisedUntil(this LawTables law, SupportKind kind, DateOnly from)
    {
        DateOnly? day = from;
        while (day is { } on && law.IsAppraised(kind, on))
            day = law.RegimeOn(on)!.SupportDuties.Where(d => d.Kind == kind && d.Step == SupportStep.Appraise && d.Standing.ValidOn(on)).Select(d => d.Standing.Until).MaxBy(until => until ?? DateOnly.MaxValue);
        return day;
    }

    /// <summary>The last day on which a file that is open is decided in time; null where the law sets no day, or it is decided.</summary>
    public static DateOnly? DueOn(this LawTables law, SupportFile file) => law.DeadlineOf(file) is { } row ? law.LastDay(row, file.ProposedOn) : null;

    /// <summary>The deadline that binds the decision on a file that is open; null where the law sets none, or it is decided.</summary>
    public static DeadlineRow? DeadlineOf(this LawTables law, SupportFile file)
    {
        if (file is not { Status: SupportStatus.Proposed or SupportStatus.Appraised, Approver: { } approver }) return null;
        if (law.Agencies.Find(approver, file.ProposedOn) is not { } agency) return null;
        var id = law.SupportDuty(file.Kind, SupportStep.Approve, agency.Kind, file.ProposedOn)?.Deadline;
        return law.RegimeOn(file.ProposedOn)?.Deadlines.FirstOrDefault(d => d.Standing.Id == id);
    }

    /// <summary>The day of confirmation that counts: the record's own, else the one that a minor's papers say.</summary>
    internal static DateOnly? Confirmed(SubjectState state, DateOnly? said) => state.Person?.Support.ConfirmedOn ?? said;

    /// <summary>Why the law gives her nothing of the kind, or null.</summary>
    internal static Refusal? NotGiven(LawTables law, SubjectState state, DateOnly on, SupportKind kind, bool foreigner, DateOnly? said)
    {
        var minor = state.Person is { Kind: PersonKind.Relative };
        if ((said is not null && !minor) || said > on || (said is { } day && state.Person?.Support.ConfirmedOn is { } known && known != day))
            return law.Refuse(RefusalReason.SupportConfirmationContradicts, on);
        if (state.Person is { Kind: PersonKind.Victim, Verification: VerificationOutcome.NotVictim }) return law.Refuse(RefusalReason.NotAVictim, on);
        if (minor && state.Person is not { Accompanies: true, Minor: true }) return law.Refuse(RefusalReason.SupportNotForRelatives, on);
        var confirmed = Confirmed(state, said);
        if (law.SupportOf(kind, on, confirmed) is not { } row) return law.Refuse(RefusalReason.SupportNotInRegime, on);

        var served = row.For.Contains(RecipientOf(state.Person!, foreigner))
            && (minor
                ? !foreigner || law.IsOn(PolicySwitch.SupportForMinorsOfForeigners, confirmed ?? on)
                : !foreigner || row.For.Contains(SupportRecipient.ForeignVictim));
        return served ? null : law.Refuse(RefusalReason.SupportNotForRecipient, on, row);
    }

    /// <summary>Whom the tables call her.</summary>
    internal static SupportRecipient RecipientOf(PersonState person, bool foreigner) => person switch
    {
        { Kind: PersonKind.Relative } => SupportRecipient.AccompanyingMinor,
        { Verification: not VerificationOutcome.Confirmed } => SupportRecipient.AwaitingVerification,
        _ => foreigner ? SupportRecipient.ForeignVictim : SupportRecipient.Victim,
    };

    /// <summary>What of the kind's limits the support would break, or null. Counts her whole history, whoever gave, under whichever regime and record.</summary>
    /// <param name="law">Tables.</param>
    /// <param name="state">Her state.</param>
    /// <param name="row">The kind's row.</param>
    /// <param name="on">Day of the act.</param>
    /// <param name="period">The days to come on top.</param>
    /// <param name="beyond">The agency, where its decision says that it goes beyond the limit.</param>
    internal static Refusal? Breaks(LawTables law, SubjectState state, SupportRow row, DateOnly on, SupportPeriod? period, AgencyKind? beyond)
    {
        var support = state.Person!.Support.With(state.Elsewhere);
        if (row.Unit == PeriodUnit.Days ? period is not { IsValid: true } : period is not null) return law.Refuse(RefusalReason.SupportPeriodNotValid, on, row);
        if (row.Times == SupportTimes.Once && support.Files.Any(f => f.Kind == row.Kind && f.Counts())) return law.Refuse(RefusalReason.SupportOnlyOnce, on, row);
        if (row.Limit is not { } limit || support.DaysUsed(row.Kind, period) <= limit) return null;
        if (row.ExtendedBy.IsEmpty) return law.Refuse(RefusalReason.SupportLimitReached, on, row);
        return beyond is { } kind && row.ExtendedBy.Contains(kind)
            ? null
            : law.Refuse(RefusalReason.SupportLimitReached, on, row) with { NextStep = "ASK_FOR_LONGER_SUPPORT" };
    }

    /// <summary>The refusal with source and certainty of the row that refuses: the law that her support follows may not be that of the day.</summary>
    internal static Refusal Refuse(this LawTables law, RefusalReason reason, DateOnly on, SupportRow row) =>
        law.Refuse(reason, on) with { Source = row.Standing.Source, Certainty = row.Standing.Certainty };
}
