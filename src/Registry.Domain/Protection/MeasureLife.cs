using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Protection;

/// <summary>
/// What becomes of a measure that was decided. Each is an act of its own day and asks for the relation that the measure gave; an agency
/// that has taken another's place holds it from the day on. A measure of others and none at all are refused alike.
/// </summary>
public static partial class ProtectionDossier
{
    private static readonly RelationKind[] InCharge = [RelationKind.Decider];

    private static readonly RelationKind[] InChargeOrAtIt = [RelationKind.Decider, RelationKind.Executor];

    /// <summary>Decree 62/2012 Art. 3.1.b: she may refuse. Whoever decided or carries it out takes her signed paper.</summary>
    public static Decided Decline(LawTables law, SubjectState state, DeclineMeasure command) =>
        Find(law, state, command.By, command.On, command.Measure, InChargeOrAtIt) switch
        {
            { Refusal: { } refusal } => refusal,
            { Measure.Status: MeasureStatus.InForce } => law.Refuse(RefusalReason.MeasureAlreadyStarted, command.On),
            _ => new MeasureDeclined(command.On, command.Measure, command.By.Agency),
        };

    /// <summary>From its first day on, by who decided or carries it out.</summary>
    public static Decided Start(LawTables law, SubjectState state, StartMeasure command) =>
        Find(law, state, command.By, command.On, command.Measure, InChargeOrAtIt) switch
        {
            { Refusal: { } refusal } => refusal,
            { Measure.Status: MeasureStatus.InForce } => law.Refuse(RefusalReason.MeasureAlreadyStarted, command.On),
            { Measure.Fact.StartsOn: var first } when command.On < first => law.Refuse(RefusalReason.PeriodNotValid, command.On),
            _ => new MeasureStarted(command.On, command.Measure, command.By.Agency),
        };

    /// <summary>The authority names who carries it out from the day on; it is never nobody.</summary>
    public static Decided ChangeExecutors(LawTables law, SubjectState state, ChangeExecutors command)
    {
        var (measure, refusal) = Find(law, state, command.By, command.On, command.Measure, InCharge);
        if (refusal is not null) return refusal;
        return ProtectionDossier.ExecutorProblem(law, measure!.Fact.Clause, command.By.Agency, command.Executors.IsDefault ? [] : command.Executors, command.On) is { } problem
            ? problem
            : new MeasureExecutorsChanged(command.On, command.Measure, command.By.Agency, [.. command.Executors.Distinct().Order()]);
    }

    /// <summary>To an authority that might decide the measure itself. The old one answers for it up to that day, so somebody always does.</summary>
    public static Decided Transfer(LawTables law, SubjectState state, TransferMeasure command)
    {
        var (measure, refusal) = Find(law, state, command.By, command.On, command.Measure, InCharge);
        if (refusal is not null) return refusal;
        if (command.To == command.By.Agency) return law.Refuse(RefusalReason.TransferToYourself, command.On);
        if (law.Agencies.Find(command.To, command.On) is not { } to) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (!MayDecide(law, measure!.Fact.Clause, to.Kind, command.On)) return law.Refuse(RefusalReason.AddresseeNotCompetent, command.On);

        return new MeasureTransferred(command.On, command.Measure, command.By.Agency, command.To);
    }

    /// <summary>Decree 62/2012 Art. 3.1.b, 3.2.b: a running measure is given up; she answers for her own safety from then on.</summary>
    public static Decided Withdraw(LawTables law, SubjectState state, WithdrawFromMeasure command) =>
        Find(law, state, command.By, command.On, command.Measure, InChargeOrAtIt) switch
        {
            { Refusal: { } refusal } => refusal,
            { Measure.Status: not MeasureStatus.InForce } => law.Refuse(RefusalReason.MeasureNotStarted, command.On),
            _ => new MeasureWithdrawn(command.On, command.Measure, command.By.Agency),
        };

    /// <summary>Danger gone, or the decision taken back. Opens nothing.</summary>
    public static Decided End(LawTables law, SubjectState state, EndMeasure command) =>
        Find(law, state, command.By, command.On, command.Measure, InCharge).Refusal is { } refusal
            ? refusal
            : new MeasureEnded(command.On, command.Measure, command.By.Agency);

    /// <summary>Only of a measure that is over, only by who answers for it, once, and with a legal basis that is in force.</summary>
    public static Decided Release(LawTables law, SubjectState state, ReleaseSecrecy command)
    {
        if (Held(law, state, command.By, command.On, command.Measure, InCharge) is not { } measure)
            return law.Refuse(RefusalReason.MeasureNotYours, command.On);
        if (measure.Fact.Released) return law.Refuse(RefusalReason.SecrecyAlreadyReleased, command.On);
        if (command.On < measure.ChangedOn) return law.Refuse(RefusalReason.PeriodNotValid, command.On);
        if (!measure.IsOverOn(command.On)) return law.Refuse(RefusalReason.MeasureStillInForce, command.On);
        if (!law.KnowsLegalBasis(command.Basis, command.On)) return law.Refuse(RefusalReason.UnknownLegalBasis, command.On);

        return new SecrecyReleased(command.On, command.Measure, command.By.Agency, command.Consent, command.Basis);
    }

    /// <summary>The measure that the agency may act on, or why not. Nobody dates an act back to before the last one: he may have lost the relation since.</summary>
    private static (Measure? Measure, Refusal? Refusal) Find(
        LawTables law, SubjectState state, Actor by, DateOnly on, Guid id, RelationKind[] kinds)
    {
        if (Held(law, state, by, on, id, kinds) is not { } measure) return (null, law.Refuse(RefusalReason.MeasureNotYours, on));
        if (measure.IsOverOn(on)) return (measure, law.Refuse(RefusalReason.MeasureAlreadyOver, on));
        return (measure, on < measure.ChangedOn ? law.Refuse(RefusalReason.PeriodNotValid, on) : null);
    }

    /// <summary>The measure, if it gave the agency one of the relations and that is in force on the day.</summary>
    private static Measure? Held(LawTables law, SubjectState state, Actor by, DateOnly on, Guid id, RelationKind[] kinds) =>
        state.Dossier is { } dossier && dossier.FindMeasure(id) is { } measure
        && law.Agencies.Held(dossier.Relations, by.Agency, on)
            .Any(r => r.Source == measure.Fact.Source && kinds.Contains(r.Kind) && (r.InForceOn(on) || IsToCome(r, on)))
            ? measure
            : null;

    /// <summary>The order of an executor whose first day has not come: it may already take her paper.</summary>
    private static bool IsToCome(Relation relation, DateOnly on) => relation.From > on && !(relation.Until <= relation.From);
}
