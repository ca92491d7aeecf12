using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
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
        if (IsProtected(state, command.On)) return law.Refuse(RefusalReason.ProtectionStillOpen, command.On);
        if (!Fits(state.Person!, command.Ground)) return law.Refuse(RefusalReason.ClosingGroundNotMet, command.On);
        var carers = law.Holders(state.Relations, command.On, RelationKind.Carer);
        if (command.Ground != ClosingGround.NotAVictim && !carers.IsEmpty && !carers.Contains(command.By.Agency))
            return law.Refuse(RefusalReason.ClosingNotInAuthority, command.On);

        return new CaseClosed(command.On, command.By.Agency, command.Ground, held);
    }

    /// <summary>A measure that is not over, or a request for one that nobody answered.</summary>
    private static bool IsProtected(SubjectState state, DateOnly on) =>
        state.Dossier is { } dossier && (dossier.Measures.Any(m => !m.IsOverOn(on)) || dossier.Requests.Any(r => r.Open));

    private static bool Fits(PersonState person, ClosingGround ground) => ground switch
    {
        ClosingGround.NotAVictim => person is { Kind: PersonKind.Victim, Verification: VerificationOutcome.NotVictim },
        ClosingGround.Reintegrated => person.Kind == PersonKind.Relative || person.Verification == VerificationOutcome.Confirmed,
        _ => true,
    };
}
