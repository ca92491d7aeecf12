using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>
/// The end of a case. Closing ends what working agencies see of the person and opens nothing: measures' secrecy stays until a release, who found, certified
/// or decided stays answerable, and the agency that closed answers for the file. New evidence opens the case again (<see cref="Verifications.Request"/>).
/// </summary>
public static class Closings
{
    private static readonly RelationKind[] InCharge = [RelationKind.Registrar, RelationKind.Receiver, RelationKind.Carer];

    /// <summary>While nothing is open, by an agency in charge; where a centre cares for her, by the centre, unless she was found not to be a victim.</summary>
    public static Decided Close(LawTables law, SubjectState state, CloseCase command)
    {
        var verifying = state.Person?.Verifying ?? VerificationState.Empty;
        if (law.Step(VerificationStep.Close, command.By.Kind, verifying.Came, command.On) is not { } row
            || InCharge.FirstOrDefault(k => row.Relations.Contains(k) && law.Holds(state.Relations, command.By.Agency, command.On, k)) is not (var held and not RelationKind.None))
            return law.Refuse(RefusalReason.ClosingNotInAuthority, command.On);
        if (verifying.Closed is not null) return law.Refuse(RefusalReason.CaseAlreadyClosed, command.On);
        if (command.On < verifying.LastStep) return law.Refuse(RefusalReason.DateBeforeLastStep, command.On);
        if (verifying.Running is not null) return law.Refuse(RefusalReason.VerificationStillOpen, command.On);
        if (IsProtected(law, state, command)) return law.Refuse(RefusalReason.ProtectionStillOpen, command.On);
        if (!Fits(state.Person!, command.Ground)) return law.Refuse(RefusalReason.ClosingGroundNotMet, command.On);
        var carers = law.Holders(state.Relations, command.On, RelationKind.Carer);
        if (command.Ground != ClosingGround.NotAVictim && !carers.IsEmpty && !carers.Contains(command.By.Agency))
            return law.Refuse(RefusalReason.ClosingNotInAuthority, command.On);

        return new CaseClosed(command.On, command.By.Agency, command.Ground, held);
    }

    /// <summary>
    /// A measure that is not over, or a request for one that nobody answered, as far as who closes may see them: a refusal over another one would tell that it
    /// is there. What it may not see goes on; who decides on it keeps its part, and closing opens nothing.
    /// </summary>
    private static bool IsProtected(LawTables law, SubjectState state, CloseCase command)
    {
        var today = command.RecordedOn ?? command.On;
        var seen = InSight.Measures(law, state, command.By, today).Select(fact => fact.Source).ToHashSet();
        return (state.Dossier?.Measures ?? []).Any(m => seen.Contains(m.Fact.Source) && !m.IsOverOn(command.On))
            || InSight.Requests(law, state, command.By, today).Any(r => r.Open);
    }

    private static bool Fits(PersonState person, ClosingGround ground) => ground switch
    {
        ClosingGround.NotAVictim => person is { Kind: PersonKind.Victim, Verification: VerificationOutcome.NotVictim },
        ClosingGround.Reintegrated => person.Kind == PersonKind.Relative || person.Verification == VerificationOutcome.Confirmed,
        _ => true,
    };
}
