using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>Command: propose to hand the dossier over.</summary>
public sealed record ProposeDossierHandover(Actor By, OfficerTag Officer, DateOnly On, DateTimeOffset Now, Guid Handover, AgencyCode To);

/// <summary>Command: approve it, by a second officer of the same agency.</summary>
public sealed record ApproveDossierHandover(Actor By, OfficerTag Officer, DateOnly On, DateTimeOffset Now, Guid Handover);

/// <summary>Command: collect the dossier; the code of the hand-over was found right before the law is asked.</summary>
public sealed record CollectDossierHandover(Actor By, DateOnly On, DateTimeOffset Now, Guid Handover);

/// <summary>
/// The whole dossier goes to the authority of the place of residence (law.md 1.5, inferred): two officers on one side, one code for one use on the
/// other, inside a time box. The addressee must be one that might decide each measure that still runs.
/// </summary>
public static class DossierHandovers
{
    /// <summary>How long a code is worth something: a rule of this registry.</summary>
    public static readonly TimeSpan TimeBox = TimeSpan.FromHours(48);

    /// <summary>By who answers for a measure of the dossier. A new proposal takes the place of one that was not collected, but not of a live one.</summary>
    public static Decided Propose(LawTables law, SubjectState state, ProposeDossierHandover command)
    {
        var on = command.On;
        if (!law.IsOn(PolicySwitch.DossierHandover, on)) return law.Refuse(RefusalReason.HandoverNotApproved, on);
        if (Answered(law, state, command.By.Agency, on).Length == 0) return law.Refuse(RefusalReason.MeasureNotYours, on);
        if (command.To == command.By.Agency) return law.Refuse(RefusalReason.TransferToYourself, on);
        if (law.Agencies.Find(command.To, on) is not { } to) return law.Refuse(RefusalReason.UnknownAgency, on);
        if (!Competent(law, state, command.By.Agency, to.Kind, on)) return law.Refuse(RefusalReason.AddresseeNotCompetent, on);
        if (Answered(law, state, command.By.Agency, on).Any(m => on < m.ChangedOn)) return law.Refuse(RefusalReason.DateBeforeLastStep, on);
        if (state.Dossier!.Handovers.LiveAt(command.Now).Any(h => law.Agencies.StandsFor(command.By.Agency, h.From, on))) return law.Refuse(RefusalReason.HandoverAlreadyOpen, on);

        return new DossierHandoverProposed(on, command.Handover, command.By.Agency, command.Officer.Stored, command.To);
    }

    /// <summary>Never by the officer who proposed; the time box begins.</summary>
    public static Decided Approve(LawTables law, SubjectState state, ApproveDossierHandover command)
    {
        var on = command.On;
        if (state.Dossier?.Handovers.Find(command.Handover) is not { } handover || !law.Agencies.StandsFor(command.By.Agency, handover.From, on))
            return law.Refuse(RefusalReason.HandoverNotYours, on);
        if (handover.Status != HandoverStatus.Proposed) return law.Refuse(RefusalReason.HandoverAlreadyOpen, on);
        if (command.Officer.Is(handover.Officer)) return law.Refuse(RefusalReason.SecondOfficerNeeded, on);
        if (Answered(law, state, command.By.Agency, on).Length == 0) return law.Refuse(RefusalReason.MeasureNotYours, on);
        if (on < handover.ProposedOn) return law.Refuse(RefusalReason.PeriodNotValid, on);

        return new DossierHandoverApproved(on, handover.Id, command.By.Agency, command.Officer.Stored, command.Now + TimeBox);
    }

    /// <summary>Everything that the sender answers for passes, over ones that still hide something too: somebody must be able to release them.</summary>
    public static Decided Collect(LawTables law, SubjectState state, CollectDossierHandover command)
    {
        var on = command.On;
        if (state.Dossier?.Handovers.LiveAt(command.Now).FirstOrDefault(h => h.Id == command.Handover) is not { } handover || !law.Agencies.StandsFor(command.By.Agency, handover.To, on))
            return law.Refuse(RefusalReason.HandoverNotYours, on);
        var from = law.Agencies.SuccessorOf(handover.From, on) ?? handover.From;
        var measures = Answered(law, state, from, on);
        if (from == command.By.Agency || measures.Length == 0) return law.Refuse(RefusalReason.TransferToYourself, on);
        if (!Competent(law, state, from, command.By.Kind, on)) return law.Refuse(RefusalReason.AddresseeNotCompetent, on);
        if (on < handover.ChangedOn || measures.Any(m => on < m.ChangedOn)) return law.Refuse(RefusalReason.PeriodNotValid, on);

        var requests = state.Dossier.Requests.Where(r => r.Open && law.Agencies.StandsFor(from, r.Addressee, on)).Select(r => r.Id);
        return new DossierHandoverCollected(on, handover.Id, from, command.By.Agency, [.. measures.Select(m => m.Id)], [.. requests]);
    }

    /// <summary>The measures that the agency answers for: decided or taken over by it, and not released.</summary>
    private static Measure[] Answered(LawTables law, SubjectState state, AgencyCode agency, DateOnly on) =>
        [.. (state.Dossier?.Measures ?? []).Where(m => !m.Fact.Released && law.Agencies.StandsFor(agency, m.Decider, on))];

    private static bool Competent(LawTables law, SubjectState state, AgencyCode from, AgencyKind to, DateOnly on) =>
        Answered(law, state, from, on).Where(m => !m.IsOverOn(on)).All(m => ProtectionDossier.MayDecide(law, m.Fact.Clause, to, on));
}
