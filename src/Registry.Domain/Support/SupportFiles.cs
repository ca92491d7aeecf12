using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Support;

/// <summary>
/// Decisions about support: Law 66/2011 Art. 32 to 38, Law 53/2024 Art. 37, Decision 22/2015 Art. 5.4, 5.7, 7.2 and 13.1. A file of others and none at
/// all are refused alike. Who may take which step is in <c>support-duties.md</c>, what may be given in <c>support.md</c>.
/// </summary>
public static class SupportFiles
{
    private static readonly RelationKind[] WithHer = [RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer];

    /// <summary>By who received or cares for her, to an agency that decides on the kind; what is given once is not asked for twice.</summary>
    public static Decided Propose(LawTables law, SubjectState state, ProposeSupport command)
    {
        var (by, on) = (command.By, command.On);
        if (law.SupportDuty(command.Kind, SupportStep.Propose, by.Kind, on) is null) return law.Refuse(RefusalReason.SupportNotInAuthority, on);
        if (!law.Holds(state.Relations, by.Agency, on, WithHer)) return law.Refuse(RefusalReason.NotReceivedByYou, on);
        if (SupportLaw.NotGiven(law, state, on, command.Kind, command.Foreigner, command.VictimConfirmedOn) is { } refusal) return refusal;
        if (state.Person!.Support.Find(command.Support) is not null) return law.Refuse(RefusalReason.SupportAlreadyProposed, on);
        var row = law.SupportOf(command.Kind, on, SupportLaw.Confirmed(state, command.VictimConfirmedOn))!;
        if (row.Times == SupportTimes.Once && state.Person.Support.With(state.Elsewhere).Files.Any(f => f.Kind == row.Kind && (!f.IsOver() || f.Counts())))
            return law.Refuse(RefusalReason.SupportOnlyOnce, on, row);

        if (!MayStep(law, command.Approver, command.Kind, SupportStep.Approve, on)) return law.Refuse(RefusalReason.SupportAddresseeNotCompetent, on);
        if ((command.Appraiser is not null) != law.IsAppraised(command.Kind, on)) return law.Refuse(RefusalReason.SupportAppraisalNotNamed, on);
        if (command.Appraiser is { } appraiser && (appraiser == by.Agency || !MayStep(law, appraiser, command.Kind, SupportStep.Appraise, on)))
            return law.Refuse(RefusalReason.SupportAddresseeNotCompetent, on);

        return new SupportProposed(
            on, command.Support, command.Kind, by.Agency, command.Officer.Stored, command.Foreigner, command.VictimConfirmedOn, command.Appraiser, command.Approver);
    }

    /// <summary>Art. 13.1: by the agency that was asked, once, before the decision.</summary>
    public static Decided Appraise(LawTables law, SubjectState state, AppraiseSupport command) =>
        Find(law, state, command.By, command.Officer, command.Support, (command.On, command.RecordedOn), SupportStep.Appraise, f => f.Appraiser) switch
        {
            { Refusal: { } refusal } => refusal,
            { File.Status: not SupportStatus.Proposed } => law.Refuse(RefusalReason.SupportAlreadyAppraised, command.On),
            _ => new SupportAppraised(command.On, command.Support, command.By.Agency, command.Favourable),
        };

    /// <summary>Inside the limits of the regime of her confirmation; beyond them only by an agency that the law lets extend.</summary>
    public static Decided Approve(LawTables law, SubjectState state, ApproveSupport command)
    {
        var on = command.On;
        var (file, refusal) = ToDecide(law, state, command.By, command.Officer, command.Support, (on, command.RecordedOn));
        if (refusal is not null) return refusal;
        if (law.SupportOf(file!.Kind, on, state.Person!.Support.ConfirmedOn) is not { } row) return law.Refuse(RefusalReason.SupportNotInRegime, on);
        if (SupportLaw.Breaks(law, state, row, on, command.Period, command.BeyondLimit ? command.By.Kind : null) is { } breaks) return breaks;
        if (command.Deliverer is { } deliverer && !MayStep(law, deliverer, file.Kind, SupportStep.Deliver, on))
            return law.Refuse(RefusalReason.SupportAddresseeNotCompetent, on);

        return new SupportApproved(on, file.Id, command.By.Agency, command.Period, command.BeyondLimit, command.Deliverer);
    }

    /// <summary>By whoever was asked to decide.</summary>
    public static Decided Reject(LawTables law, SubjectState state, RejectSupport command) =>
        ToDecide(law, state, command.By, command.Officer, command.Support, (command.On, command.RecordedOn)).Refusal is { } refusal
            ? refusal
            : new SupportRejected(command.On, command.Support, command.By.Agency);

    /// <summary>What was given on the spot, or of an approved file, inside its days.</summary>
    public static Decided Record(LawTables law, SubjectState state, RecordSupport command) =>
        command.AtOnce ? GiveAtOnce(law, state, command) : Deliver(law, state, command);

    private static Decided GiveAtOnce(LawTables law, SubjectState state, RecordSupport command)
    {
        var (by, on) = (command.By, command.On);
        if (!Empowered(law, by, command.Kind, SupportStep.GiveAtOnce, (on, command.RecordedOn))) return law.Refuse(RefusalReason.SupportNotInAuthority, on);
        if (!law.Holds(state.Relations, by.Agency, on, WithHer)) return law.Refuse(RefusalReason.NotReceivedByYou, on);
        if (SupportLaw.NotGiven(law, state, on, command.Kind, command.Foreigner, command.VictimConfirmedOn) is { } refusal) return refusal;
        if (state.Person!.Support.Find(command.Support) is not null) return law.Refuse(RefusalReason.SupportAlreadyProposed, on);
        var row = law.SupportOf(command.Kind, on, SupportLaw.Confirmed(state, command.VictimConfirmedOn))!;
        if (SupportLaw.Breaks(law, state, row, on, command.Period, beyond: null) is { } breaks) return breaks;

        return new SupportGivenAtOnce(on, command.Support, command.Kind, by.Agency, command.Foreigner, command.VictimConfirmedOn, command.Period);
    }

    private static Decided Deliver(LawTables law, SubjectState state, RecordSupport command)
    {
        var (by, on) = (command.By, command.On);
        if (state.Person?.Support.Find(command.Support) is not { } file || file.Kind != command.Kind || !Delivers(law, by, file, on))
            return law.Refuse(RefusalReason.SupportNotYours, on);
        if (file.IsOver()) return law.Refuse(RefusalReason.SupportAlreadyOver, on);
        if (!file.Counts()) return law.Refuse(RefusalReason.SupportNotApproved, on);
        if (!Empowered(law, by, file.Kind, SupportStep.Deliver, (on, command.RecordedOn))) return law.Refuse(RefusalReason.SupportNotInAuthority, on);

        // A proposer that gives has her with it; whom the decision named gives by the decision.
        if (law.Agencies.StandsFor(by.Agency, file.ProposedBy, on) && !law.Holds(state.Relations, by.Agency, on, WithHer))
            return law.Refuse(RefusalReason.NotReceivedByYou, on);
        if (on < file.ChangedOn || (file.Granted is null) != (command.Period is null)
            || (command.Period is { } period && !(period.IsValid && file.Granted!.Contains(period))))
            return law.Refuse(RefusalReason.SupportPeriodNotValid, on);

        var once = law.SupportOf(file.Kind, on, state.Person.Support.ConfirmedOn)?.Times == SupportTimes.Once;
        return new SupportDelivered(on, file.Id, by.Agency, command.Period, command.Completed || once);
    }

    /// <summary>The file that waits for the agency's decision, or why not.</summary>
    private static (SupportFile? File, Refusal? Refusal) ToDecide(
        LawTables law, SubjectState state, Actor by, OfficerTag officer, Guid id, (DateOnly On, DateOnly RecordedOn) days)
    {
        var (file, refusal) = Find(law, state, by, officer, id, days, SupportStep.Approve, f => f.Approver);
        return file switch
        {
            null => (null, refusal),
            { Status: SupportStatus.Proposed, Appraiser: not null } when law.IsAppraised(file.Kind, days.On) =>
                (null, law.Refuse(RefusalReason.SupportNotAppraised, days.On)),
            { Status: SupportStatus.Proposed or SupportStatus.Appraised } => (file, null),
            _ => (null, law.Refuse(RefusalReason.SupportAlreadyDecided, days.On)),
        };
    }

    /// <summary>The file whose step the agency was asked to take. Nobody dates the step before the last one, and who proposed does not take it.</summary>
    private static (SupportFile? File, Refusal? Refusal) Find(
        LawTables law, SubjectState state, Actor by, OfficerTag officer, Guid id, (DateOnly On, DateOnly RecordedOn) days, SupportStep step, Func<SupportFile, AgencyCode?> asked)
    {
        if (state.Person?.Support.Find(id) is not { } file || asked(file) is not { } agency || !law.Agencies.StandsFor(by.Agency, agency, days.On))
            return (null, law.Refuse(RefusalReason.SupportNotYours, days.On));
        if (!Empowered(law, by, file.Kind, step, days)) return (null, law.Refuse(RefusalReason.SupportNotInAuthority, days.On));
        if (days.On < file.ChangedOn) return (null, law.Refuse(RefusalReason.SupportPeriodNotValid, days.On));
        return officer.Is(file.Officer) ? (null, law.Refuse(RefusalReason.SecondOfficerNeeded, days.On)) : (file, null);
    }

    private static bool Delivers(LawTables law, Actor by, SupportFile file, DateOnly on) =>
        law.Agencies.StandsFor(by.Agency, file.Deliverer ?? file.ProposedBy, on);

    /// <summary>On the day of the act and on the day of writing down: nobody acts anew by a power that he lost.</summary>
    private static bool Empowered(LawTables law, Actor by, SupportKind kind, SupportStep step, (DateOnly On, DateOnly RecordedOn) days) =>
        law.SupportDuty(kind, step, by.Kind, days.On) is not null && law.SupportDuty(kind, step, by.Kind, days.RecordedOn) is not null;

    private static bool MayStep(LawTables law, AgencyCode agency, SupportKind kind, SupportStep step, DateOnly on) =>
        law.Agencies.Find(agency, on) is { } found && law.SupportDuty(kind, step, found.Kind, on) is not null;
}
