using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>Decisions on the way to a finding. Who may take which step for which route is a row of <c>verification.md</c>; the event keeps the row.</summary>
public static class Verifications
{
    /// <summary>
    /// Law 66/2011 Art. 24.3: who registered or received her asks in writing. One request runs at a time; when its time is over, or where the law
    /// sets none and who asked asks again, another agency may be asked, so that no case hangs on one that is silent.
    /// </summary>
    public static Decided Request(LawTables law, SubjectState state, RequestVerification command)
    {
        var verifying = state.Person?.Verifying ?? VerificationState.Empty;
        if (law.Step(VerificationStep.Ask, command.By.Kind, verifying.Came, command.On) is not { } row)
            return law.Refuse(RefusalReason.VerificationRequestNotInAuthority, command.On);
        if (!Holds(law, state, command.By, command.On, row)) return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (state.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (law.Agencies.IsOneselfTo(command.By.Agency, command.Addressee, command.On)) return law.Refuse(RefusalReason.RequestToYourself, command.On);
        if (law.Agencies.Find(command.Addressee, command.On) is not { } addressee) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (law.Step(VerificationStep.Answer, addressee.Kind, verifying.Came, command.On) is null)
            return law.Refuse(RefusalReason.VerifierNotCompetent, command.On);
        if (command.On < verifying.LastStep) return law.Refuse(RefusalReason.DateBeforeLastStep, command.On);
        if (verifying.Running is { } running && !IsOver(law, running, command)) return law.Refuse(RefusalReason.VerificationRuns, command.On);
        if (IsConcluded(state.Person) && !command.NewEvidence) return law.Refuse(RefusalReason.AlreadyVerified, command.On);

        var deadline = law.Deadline(DeadlineMatter.Verification, addressee.Kind, command.On);
        return new VerificationRequested(
            command.On,
            command.By.Agency,
            addressee.Code,
            row.Standing.Id,
            deadline?.Standing.Id,
            deadline is null ? null : law.LastDay(deadline, Days.Later(command.On, command.RecordedOn)),
            command.NewEvidence);
    }

    /// <summary>Art. 24.4: who verifies, in a complex case, once, before its time is over, up to the whole time that the law of the day of asking allows.</summary>
    public static Decided Extend(LawTables law, SubjectState state, ExtendVerification command)
    {
        if (AddressedTo(law, state, command.By, command.On) is not { } running)
            return law.Refuse(RefusalReason.VerificationNotAddressedToYou, command.On);
        if (law.Step(VerificationStep.Extend, command.By.Kind, state.Person!.Verifying.Came, command.On) is not { } row)
            return law.Refuse(RefusalReason.ExtensionNotForeseen, command.On);
        if (command.On < running.AskedOn) return law.Refuse(RefusalReason.DateBeforeLastStep, command.On);
        if (running.Extension is not null) return law.Refuse(RefusalReason.AlreadyExtended, command.On);
        if (running.DueOn is not { } due || Longest(law, running) is not { } longest)
            return law.Refuse(RefusalReason.ExtensionNotForeseen, command.On);
        // What is written down late is not in time for being dated back.
        if (Days.Later(command.On, command.RecordedOn) > due) return law.Refuse(RefusalReason.DeadlineOver, command.On);
        if (command.Until <= due || !(command.Until <= law.LastDay(longest, CountedFrom(law, running, due))))
            return law.Refuse(RefusalReason.ExtensionNotValid, command.On);

        return new VerificationExtended(command.On, running.Id, command.By.Agency, command.Until, row.Standing.Id, longest.Standing.Id);
    }

    /// <summary>
    /// The finding: of who was asked (late ones too: a truth is not refused for being late), of who received or rescued where a row says so, or on
    /// papers of Art. 28. A conclusion is opened again by new evidence only.
    /// </summary>
    public static Decided Record(LawTables law, SubjectState state, RecordVerification command)
    {
        var (row, request, refusal) = Power(law, state, command);
        if (refusal is { } reason) return law.Refuse(reason, command.On);
        if (state.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (request is null && IsConcluded(state.Person) && !command.NewEvidence) return law.Refuse(RefusalReason.AlreadyVerified, command.On);
        if (command.On < state.Person.Verifying.LastStep) return law.Refuse(RefusalReason.DateBeforeLastStep, command.On);

        ImmutableArray<EvidenceSource> sources = command.EvidenceSources.IsDefault ? [] : [.. command.EvidenceSources.Distinct().Order()];
        if (!law.Lists("grounds", command.Ground, command.On)) return law.Refuse(RefusalReason.GroundNotInList, command.On);
        if (sources.Any(s => !law.Lists("evidence-sources", s, command.On))) return law.Refuse(RefusalReason.EvidenceNotInList, command.On);
        if (Missing(state.Person, command, sources) is { } missing) return law.Refuse(missing, command.On);

        return new VerificationRecorded(command.On, command.By.Agency, command.Outcome, sources, command.Ground, request, row!.Standing.Id);
    }

    /// <summary>What the finding lacks, or null.</summary>
    private static RefusalReason? Missing(PersonState person, RecordVerification command, ImmutableArray<EvidenceSource> sources) => command switch
    {
        { Outcome: VerificationOutcome.NotVictim, Reasoned: false } => RefusalReason.FindingReasonMissing,
        { Outcome: VerificationOutcome.Confirmed, Ground: FindingGround.Papers } =>
            person.Verifying.Certificates.Any(c => c.InForce) ? null : RefusalReason.PapersMissing,
        { Outcome: VerificationOutcome.Confirmed, Ground: FindingGround.Signs, Reasoned: var reasoned } => reasoned ? null : RefusalReason.FindingReasonMissing,
        { Outcome: VerificationOutcome.Confirmed } when sources.IsEmpty => RefusalReason.EvidenceMissing,
        _ => null,
    };

    /// <summary>The row that lets the agency find, and the request that it answers; or why it may not.</summary>
    private static (VerificationRow? Row, Guid? Request, RefusalReason? Refusal) Power(LawTables law, SubjectState state, RecordVerification command)
    {
        var verifying = state.Person?.Verifying ?? VerificationState.Empty;
        VerificationRow? Step(VerificationStep step) => law.Step(step, command.By.Kind, verifying.Came, command.On);

        if (AddressedTo(law, state, command.By, command.On) is { } running)
            return Step(VerificationStep.Answer) is { } answer ? (answer, running.Id, null) : (null, null, RefusalReason.VerificationNotInAuthority);

        var papers = command.Ground == FindingGround.Papers ? Step(VerificationStep.AcceptPapers) : null;
        VerificationRow[] rows = [.. new[] { Step(VerificationStep.Conclude), papers }.OfType<VerificationRow>()];
        if (rows.Length == 0)
            return (null, null, Step(VerificationStep.Answer) is null ? RefusalReason.VerificationNotInAuthority : RefusalReason.VerificationNotAddressedToYou);
        if (rows.FirstOrDefault(r => Holds(law, state, command.By, command.On, r)) is not { } held) return (null, null, RefusalReason.NotReceivedByYou);
        return verifying.Running is null ? (held, null, null) : (null, null, RefusalReason.VerificationRuns);
    }

    /// <summary>The open request that the agency, or whose place it has taken, must answer.</summary>
    private static VerificationRequest? AddressedTo(LawTables law, SubjectState state, Actor by, DateOnly on) =>
        state.Person?.Verifying.Running is { } running && law.Agencies.StandsFor(by.Agency, running.Addressee, on) ? running : null;

    /// <summary>By the law of the day of asking and of the agency that was asked then.</summary>
    private static DeadlineRow? Longest(LawTables law, VerificationRequest running) => law.Agencies.Find(running.Addressee, running.AskedOn) is { } asked
        ? law.Deadline(DeadlineMatter.VerificationExtended, asked.Kind, running.AskedOn)
        : null;

    /// <summary>The day from which the time of a request counts: that of asking, or the later one on which the addressee heard of it.</summary>
    private static DateOnly CountedFrom(LawTables law, VerificationRequest running, DateOnly due)
    {
        var from = running.AskedOn;
        if (law.Agencies.Find(running.Addressee, from) is { } asked && law.Deadline(DeadlineMatter.Verification, asked.Kind, from) is { } row)
            while (law.LastDay(row, from) is { } last && last < due) from = from.AddDays(1);
        return from;
    }

    /// <summary>By the day on which it is written down, like every limit of time: a request whose paper is of an earlier day is made today.</summary>
    private static bool IsOver(LawTables law, VerificationRequest running, RequestVerification command) => running.LastDay is { } last
        ? Days.Later(command.On, command.RecordedOn) > last
        : law.Agencies.StandsFor(command.By.Agency, running.AskedBy, command.On);

    private static bool IsConcluded(PersonState person) => person.Verification is VerificationOutcome.Confirmed or VerificationOutcome.NotVictim;

    private static bool Holds(LawTables law, SubjectState state, Actor by, DateOnly on, VerificationRow row) =>
        law.Holds(state.Relations, by.Agency, on, row.Relations.AsSpan());
}
