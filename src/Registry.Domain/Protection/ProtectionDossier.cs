using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Protection;

/// <summary>Command: ask a competent agency for a measure.</summary>
/// <param name="By">Who asks.</param>
/// <param name="On">Law date.</param>
/// <param name="Dossier">New random id, used when the person has no dossier yet.</param>
/// <param name="Request">New random id.</param>
/// <param name="Clause">1 to 8.</param>
/// <param name="Addressee">Who is asked.</param>
public sealed record RequestProtection(Actor By, DateOnly On, Guid Dossier, Guid Request, int Clause, AgencyCode Addressee);

/// <summary>Command: decide a measure.</summary>
/// <param name="By">Who decides.</param>
/// <param name="On">Law date.</param>
/// <param name="Dossier">New random id, used when the person has no dossier yet.</param>
/// <param name="Measure">New random id.</param>
/// <param name="Clause">1 to 8.</param>
/// <param name="Executors">Who carries it out; empty for the decider itself.</param>
/// <param name="StartsOn">First day, not before <paramref name="On"/>.</param>
/// <param name="EndsOn">First day on which it is over, after <paramref name="StartsOn"/>; null while open.</param>
/// <param name="Request">The request that it answers; null takes the open one of the clause addressed to the decider, if any.</param>
public sealed record DecideMeasure(
    Actor By,
    DateOnly On,
    Guid Dossier,
    Guid Measure,
    int Clause,
    ImmutableArray<AgencyCode> Executors,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    Guid? Request);

/// <summary>Decisions about measures: Decree 62/2012 Art. 7 and 8, Decision 22/2015 Art. 5.5, 6.4 and 7.2, law.md 10.1 and 10.6.</summary>
public static class ProtectionDossier
{
    /// <summary>Any agency that may see the dossier may ask a competent one (Art. 5.5, second half).</summary>
    public static Decided Request(LawTables law, SubjectState state, RequestProtection command)
    {
        if (NotProtected(law, state, command.On) is { } refusal) return refusal;
        if (command.Addressee == command.By.Agency) return law.Refuse(RefusalReason.RequestToYourself, command.On);
        if (law.Agencies.Find(command.Addressee, command.On) is not { } addressee) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (law.Authority(command.Clause, addressee.Kind, command.On) is not { } cell) return law.Refuse(RefusalReason.RegimeNotInForce, command.On);
        if (!cell.Power.HasFlag(AuthorityPower.Decide) || !cell.SwitchedOn) return law.Refuse(RefusalReason.AddresseeNotCompetent, command.On);
        var requests = state.Dossier?.Requests ?? [];
        if (requests.Any(r => r.Open && r.Clause == command.Clause && r.Addressee == command.Addressee))
            return law.Refuse(RefusalReason.RequestAlreadyOpen, command.On);

        return new ProtectionRequested(
            command.On,
            state.Dossier?.Id ?? command.Dossier,
            state.Subject,
            command.Request,
            command.Clause,
            command.By.Agency,
            command.By.Kind,
            command.Addressee);
    }

    /// <summary>
    /// The authority table says who may decide what; its condition and the person's status come next; what is in force already
    /// comes last. The event keeps how sure the cell is.
    /// </summary>
    public static Decided Decide(LawTables law, SubjectState state, DecideMeasure command)
    {
        if (law.Authority(command.Clause, command.By.Kind, command.On) is not { } cell) return law.Refuse(RefusalReason.RegimeNotInForce, command.On);
        if (!cell.Power.HasFlag(AuthorityPower.Decide)) return law.Refuse(RefusalReason.MeasureNotInAuthority, command.On, cell);
        if (!cell.SwitchedOn) return law.Refuse(RefusalReason.AuthorityNotApproved, command.On, cell);

        var open = (state.Dossier?.Requests ?? [])
            .Where(r => r.Open && r.Clause == command.Clause && r.Addressee == command.By.Agency)
            .ToImmutableArray();
        if (Unmet(law, cell.Condition, state, command, open) is { } unmet) return law.Refuse(unmet, command.On, cell);
        if (NotProtected(law, state, command.On) is { } refusal) return refusal;
        if (command.Request is { } named && open.All(r => r.Id != named)) return law.Refuse(RefusalReason.RequestNotAddressedToYou, command.On);
        if (command.StartsOn < command.On || command.EndsOn <= command.StartsOn) return law.Refuse(RefusalReason.PeriodNotValid, command.On);
        var executors = command.Executors.IsDefaultOrEmpty ? [command.By.Agency] : command.Executors;
        if (executors.Any(e => law.Agencies.Find(e, command.On) is null)) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (state.MeasureFacts.Any(m => m.Clause == command.Clause && Overlaps(m, command)))
            return law.Refuse(RefusalReason.AlreadyInForce, command.On);

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
            cell.Standing.Certainty);
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
            AuthorityCondition.InItsCare => cared ? null : RefusalReason.NotInYourCare,
            AuthorityCondition.AskedForVictim => victim && open.Length > 0 ? null : RefusalReason.NotAskedByVictim,
            // Areas are not recorded yet, so only an own reception shows that the person is in the area. Unknown conditions fail closed.
            _ => received ? null : RefusalReason.NotInYourArea,
        };
    }

    /// <summary>Art. 6 of the decree: victims and kin (law.md 10.6.9). Before verification only where the switch is on.</summary>
    private static Refusal? NotProtected(LawTables law, SubjectState state, DateOnly on) => state.Person switch
    {
        { Kind: PersonKind.Relative, Kinship: not null } => null,
        { Kind: PersonKind.Victim, Verification: VerificationOutcome.Confirmed } => null,
        { Kind: PersonKind.Victim, Verification: VerificationOutcome.NotVictim } => law.Refuse(RefusalReason.NotAVictim, on),
        { Kind: PersonKind.Victim } => law.IsOn(BeforeVerification) ? null : law.Refuse(RefusalReason.NotYetVerified, on),
        _ => law.Refuse(RefusalReason.NotProtectedByDecree, on),
    };

    private static bool Overlaps(MeasureFact measure, DecideMeasure command) =>
        (measure.EndsOn is null || command.StartsOn < measure.EndsOn) && (command.EndsOn is null || measure.StartsOn < command.EndsOn);

    /// <summary>Id of a row of <c>switches.md</c>.</summary>
    internal const string BeforeVerification = "MEASURES_BEFORE_VERIFICATION";
}
