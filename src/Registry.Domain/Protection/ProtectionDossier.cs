using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.People;
using Registry.Domain.Victims;

namespace Registry.Domain.Protection;

/// <summary>Decisions about measures: Decree 62/2012 Art. 7 and 8, Decision 22/2015 Art. 5.5, 6.4 and 7.2, law.md 10.1 and 10.6.</summary>
public static partial class ProtectionDossier
{
    /// <summary>Any agency that may see the dossier may ask a competent one (Art. 5.5, second half).</summary>
    public static Decided Request(LawTables law, SubjectState state, RequestProtection command)
    {
        if (NotProtected(law, state, command.On) is { } refusal) return refusal;
        // Whoever passes on her own wish needs no power: every protected person may ask (Decree 62/2012 Art. 3.1.a).
        if (command.AskedBy == AskedBy.Agency && law.Authority(command.Clause, command.By.Kind, command.On) is { } own
            && (own.Power & (AuthorityPower.Request | AuthorityPower.Decide)) == 0)
            return law.Refuse(RefusalReason.RequestNotInAuthority, command.On, own);
        if (law.Agencies.IsOneselfTo(command.By.Agency, command.Addressee, command.On)) return law.Refuse(RefusalReason.RequestToYourself, command.On);
        if (law.Agencies.Find(command.Addressee, command.On) is not { } addressee) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (law.Authority(command.Clause, addressee.Kind, command.On) is null) return law.Refuse(RefusalReason.RegimeNotInForce, command.On);
        if (!MayDecide(law, command.Clause, addressee.Kind, command.On)) return law.Refuse(RefusalReason.AddresseeNotCompetent, command.On);
        if (command.Area is { } area && !law.Agencies.Areas.Knows(area)) return law.Refuse(RefusalReason.UnknownArea, command.On);
        // Compared with the map alone: whether the addressee received her is not the requester's to learn.
        if (command.Area is { } where && law.Authority(command.Clause, addressee.Kind, command.On) is { Condition: AuthorityCondition.OwnArea } local
            && !law.Agencies.Serves(addressee.Code, where, command.On))
            return law.Refuse(RefusalReason.AddresseeServesAnotherArea, command.On, local);
        if (command.AskedBy == AskedBy.Representative && state.Person is { } person && !Representatives.MaySpeak(person.People, command.On))
            return law.Refuse(RefusalReason.RepresentativeWithoutStanding, command.On);
        if (InSight.Requests(law, state, command.By, command.RecordedOn ?? command.On)
            .Any(r => r.Open && r.Clause == command.Clause && r.Addressee == command.Addressee && r.AskedBy == command.AskedBy))
            return law.Refuse(RefusalReason.RequestAlreadyOpen, command.On);

        return new ProtectionRequested(
            command.On,
            state.Dossier?.Id ?? command.Dossier,
            state.Subject,
            command.Request,
            command.Clause,
            command.By.Agency,
            command.By.Kind,
            command.Addressee,
            command.Area,
            command.AskedBy);
    }

    /// <summary>A request is answered by whom it was addressed to, or who has taken its place; one of others and none are refused alike. No answer is older than it.</summary>
    public static Decided Reject(LawTables law, SubjectState state, RejectProtectionRequest command)
    {
        if (OpenTo(law, state, command.By, command.On).FirstOrDefault(r => r.Id == command.Request) is not { } request)
            return law.Refuse(RefusalReason.RequestNotAddressedToYou, command.On);
        return command.On < request.AskedOn
            ? law.Refuse(RefusalReason.DateBeforeLastStep, command.On)
            : new ProtectionRequestRejected(command.On, command.Request, command.By.Agency);
    }

    /// <summary>
    /// The authority table says who may decide what; its condition and the person's status come next; what is in force already
    /// comes last. The event keeps how sure the cell is. A decision that is written down later needs the power on that day too: nobody who lost it
    /// with a change of law decides anew under the old one.
    /// </summary>
    public static Decided Decide(LawTables law, SubjectState state, DecideMeasure command)
    {
        if (law.Authority(command.Clause, command.By.Kind, command.On) is not { } cell) return law.Refuse(RefusalReason.RegimeNotInForce, command.On);
        if (!cell.Power.HasFlag(AuthorityPower.Decide)) return law.Refuse(RefusalReason.MeasureNotInAuthority, command.On, cell);
        if (law.Measure(command.Clause, command.On) is not { SwitchedOn: true }) return law.Refuse(RefusalReason.MeasureNotInCatalogue, command.On);
        if (!cell.SwitchedOn) return law.Refuse(RefusalReason.AuthorityNotApproved, command.On, cell);
        if (command.RecordedOn is { } recorded && !MayDecide(law, command.Clause, command.By.Kind, recorded))
            return law.Refuse(RefusalReason.MeasureNotInAuthority, recorded);

        var addressed = OpenTo(law, state, command.By, command.On).Where(r => r.Clause == command.Clause).ToImmutableArray();
        ImmutableArray<ProtectionRequest> open = [.. addressed.Where(r => r.AskedOn <= command.On)];
        if (Unmet(law, cell.Condition, state, command, open) is { } unmet)
            return law.Refuse(Unmet(law, cell.Condition, state, command, addressed) is null ? RefusalReason.DateBeforeLastStep : unmet, command.On, cell);
        if (NotProtected(law, state, command.On) is { } refusal) return refusal;
        if (command.Request is { } named && open.All(r => r.Id != named))
            return law.Refuse(addressed.Any(r => r.Id == named) ? RefusalReason.DateBeforeLastStep : RefusalReason.RequestNotAddressedToYou, command.On);
        if (command.StartsOn < command.On || command.EndsOn <= command.StartsOn) return law.Refuse(RefusalReason.PeriodNotValid, command.On);
        var executors = command.Executors.IsDefaultOrEmpty ? [command.By.Agency] : command.Executors;
        if (ExecutorProblem(law, command.Clause, command.By.Agency, executors, command.On) is { } nobody) return nobody;
        if (InSight.Measures(law, state, command.By, command.RecordedOn ?? command.On).Any(m => m.Clause == command.Clause && Overlaps(m, command)))
            return law.Refuse(RefusalReason.AlreadyInForce, command.On);
        var (due, notUrgent) = PapersDue(law, state, command);
        if (notUrgent is not null) return notUrgent;

        return new MeasureDecided(
            command.On,
            state.Dossier?.Id ?? command.Dossier,
            state.Subject,
            command.Measure,
            command.Clause,
            command.By.Agency,
            [.. executors.Distinct().Order()],
            command.StartsOn,
            command.EndsOn,
            command.Request ?? open.FirstOrDefault()?.Id,
            cell.Standing.Certainty,
            due)
        {
            Veiled = open.IsEmpty && RestsOnLateMinutes(law, state, command),
        };
    }

    /// <summary>What is hidden from a receiver who came after a measure is not opened by a measure of his own: he would lift the veil himself.</summary>
    private static bool RestsOnLateMinutes(LawTables law, SubjectState state, DecideMeasure command)
    {
        var held = law.Agencies.HeldOn(state.Relations, command.By.Agency, command.On);
        return held.Any(r => r.Veiled) && !held.Any(r => r is { Veiled: false, Kind: RelationKind.Receiver or RelationKind.Carer });
    }

    /// <summary>Until when the papers of an urgent measure must be there; for a decision in the ordinary way, whether they are.</summary>
    private static (DateOnly? Due, Refusal? Refusal) PapersDue(LawTables law, SubjectState state, DecideMeasure command)
    {
        if (!command.Urgent)
            return (null, law.IsOn(PolicySwitch.PapersBeforeDecision, command.On) ? DossierDocuments.Missing(law, state, command.On) : null);
        return law.IsOn(PolicySwitch.UrgentMeasures, command.On)
            && command.StartsOn == command.On
            && law.Deadline(DeadlineMatter.DecisionAfterUrgentMeasure, command.By.Kind, command.On) is { } row
            && law.LastDay(row, command.On) is { } due
            ? (due, null)
            : (null, law.Refuse(RefusalReason.UrgencyNotInAuthority, command.On));
    }

    /// <summary>The condition of the authority cell that does not hold, or null.</summary>
    private static RefusalReason? Unmet(
        LawTables law, AuthorityCondition condition, SubjectState state, DecideMeasure command, ImmutableArray<ProtectionRequest> open)
    {
        var received = law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Receiver);
        var cared = law.Holds(state.Relations, command.By.Agency, command.On, RelationKind.Carer);
        var victim = state.Person?.Kind == PersonKind.Victim;
        return condition switch
        {
            AuthorityCondition.None => null,
            AuthorityCondition.ReceivedItself when !victim && state.Person?.Accompanies != true => RefusalReason.DidNotComeAlong,
            AuthorityCondition.ReceivedItself => received ? null : RefusalReason.NotReceivedByYou,
            AuthorityCondition.AskedOrReceived =>
                received || open.Any(r => r.RequestedByKind == AgencyKind.LabourDepartment) ? null : RefusalReason.NotReceivedByYou,
            AuthorityCondition.AskedByHealthOrReceived =>
                received || open.Any(r => r.RequestedByKind is AgencyKind.HealthDepartment or AgencyKind.LabourDepartment) ? null : RefusalReason.NotReceivedByYou,
            AuthorityCondition.InItsCare => cared ? null : RefusalReason.NotInYourCare,
            // Law 66/2011 Art. 31.2: relatives do not ask in their own name, nor does an agency (law.md 10.6.14).
            AuthorityCondition.AskedForVictim =>
                victim && open.Any(r => r.AskedBy is AskedBy.ProtectedPerson or AskedBy.Representative) ? null : RefusalReason.NotAskedByVictim,
            // Another agency says where the person is: nobody places her in an area of its own. Unknown conditions fail closed.
            AuthorityCondition.OwnArea when open.Any(r => r.Area is { } area && law.Agencies.Serves(command.By.Agency, area, command.On)) => null,
            _ => received ? null : RefusalReason.NotInYourArea,
        };
    }

    internal static bool MayDecide(LawTables law, int clause, AgencyKind kind, DateOnly on) =>
        law.Measure(clause, on) is { SwitchedOn: true }
        && law.Authority(clause, kind, on) is { SwitchedOn: true } cell && cell.Power.HasFlag(AuthorityPower.Decide);

    /// <summary>Why these cannot carry the measure out, or null: each is the authority itself, or one whose cell lets it hold or decide the measure.</summary>
    internal static Refusal? ExecutorProblem(LawTables law, int clause, AgencyCode authority, IReadOnlyCollection<AgencyCode> executors, DateOnly on)
    {
        foreach (var executor in executors)
        {
            if (law.Agencies.Find(executor, on) is not { } agency) return law.Refuse(RefusalReason.UnknownAgency, on);
            if (executor != authority && law.Authority(clause, agency.Kind, on) is var cell
                && (cell is null || (cell.Power & (AuthorityPower.Hold | AuthorityPower.Decide)) == 0))
                return law.Refuse(RefusalReason.ExecutorNotCompetent, on);
        }

        return executors.Count == 0 ? law.Refuse(RefusalReason.UnknownAgency, on) : null;
    }

    /// <summary>Open requests that the agency must answer, its own and those of whose place it has taken.</summary>
    private static IEnumerable<ProtectionRequest> OpenTo(LawTables law, SubjectState state, Actor by, DateOnly on) =>
        (state.Dossier?.Requests ?? []).Where(r => r.Open && law.Agencies.StandsFor(by.Agency, r.Addressee, on));

    /// <summary>
    /// Art. 6 of the decree: victims and kin (law.md 10.6.9); since 2024 also who is being identified and minors who came along, kin or not
    /// (10.6.13). What differs between the regimes is a switch.
    /// </summary>
    private static Refusal? NotProtected(LawTables law, SubjectState state, DateOnly on) => state.Person switch
    {
        { Kind: PersonKind.Relative } when IsKinOfNone(state) => law.Refuse(RefusalReason.NotProtectedByDecree, on),
        { Kind: PersonKind.Relative, Kinship: not null } => null,
        { Kind: PersonKind.Relative, Accompanies: true, Minor: true } when law.IsOn(PolicySwitch.MeasuresForMinorsNotKin, on) => null,
        { Kind: PersonKind.Victim, Verification: VerificationOutcome.Confirmed } person =>
            on < FoundOn(person) && !law.IsOn(PolicySwitch.MeasuresBeforeVerification, on) ? law.Refuse(RefusalReason.DateBeforeLastStep, on) : null,
        { Kind: PersonKind.Victim, Verification: VerificationOutcome.NotVictim } => law.Refuse(RefusalReason.NotAVictim, on),
        { Kind: PersonKind.Victim } => law.IsOn(PolicySwitch.MeasuresBeforeVerification, on) ? null : law.Refuse(RefusalReason.NotYetVerified, on),
        _ => law.Refuse(RefusalReason.NotProtectedByDecree, on),
    };

    /// <summary>
    /// True for who came with somebody that was found to be no victim: new measures end for both alike. Where either is joined with another record that one may say
    /// otherwise, and nobody loses a right to it; and between two who are kept apart nothing is told of the one by the other.
    /// </summary>
    private static bool IsKinOfNone(SubjectState state) =>
        state is { Elsewhere.IsEmpty: true, KinOf.Person: { Verification: VerificationOutcome.NotVictim } victim } && victim.Merge.Links.All(link => link.Parted)
        && !victim.People.IsBlocked(state.Subject, null) && !state.Person!.People.IsBlocked(state.KinOf.Subject, null);

    /// <summary>The first finding by which she is a victim; the first of days in states kept before there was a list.</summary>
    private static DateOnly FoundOn(PersonState person) =>
        person.Verifying.Findings.Where(f => f.Outcome == VerificationOutcome.Confirmed).Select(f => f.On).DefaultIfEmpty().Min();

    private static bool Overlaps(MeasureFact measure, DecideMeasure command) =>
        (measure.EndsOn is null || command.StartsOn < measure.EndsOn) && (command.EndsOn is null || measure.StartsOn < command.EndsOn);
}
