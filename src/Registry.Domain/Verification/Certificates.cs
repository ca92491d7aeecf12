using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>Decisions about the papers that prove that a person is a victim: Law 66/2011 Art. 28, Law 53/2024 Arts. 30 and 33; rows of <c>certificates.md</c>.</summary>
public static class Certificates
{
    /// <summary>By an issuer of the table that holds what its row asks: after the finding, with the legalisation of a foreign paper, or with issuer, number and day of one
    /// that she brought along; one of a kind.</summary>
    public static Decided Issue(LawTables law, SubjectState state, IssueCertificate command)
    {
        if (law.Certificate(command.Kind, command.By.Kind, command.On, command.Brought is not null) is not { } row) return law.Refuse(RefusalReason.VerificationNotInAuthority, command.On);
        if (!law.Holds(state.Relations, command.By.Agency, command.On, row.Relations.AsSpan())) return law.Refuse(RefusalReason.NotReceivedByYou, command.On);
        if (state.Person?.Kind != PersonKind.Victim) return law.Refuse(RefusalReason.NotAVictim, command.On);
        if (row.Condition == CertificateCondition.Confirmed && state.Person.Verification != VerificationOutcome.Confirmed)
            return law.Refuse(RefusalReason.NotYetVerified, command.On);
        if (row.Condition == CertificateCondition.Legalised && !command.Legalised) return law.Refuse(RefusalReason.LegalisationMissing, command.On);
        if (command.Brought is { } paper && !(paper.Named && paper.SignedOn <= command.On))
            return law.Refuse(RefusalReason.BroughtPaperIncomplete, command.On);
        if (Stands(state.Person, command)) return law.Refuse(RefusalReason.CertificateAlreadyIssued, command.On);
        if (command.On < state.Person.Verifying.LastStep) return law.Refuse(RefusalReason.DateBeforeLastStep, command.On);

        return new CertificateIssued(command.On, command.By.Agency, command.Kind, row.Standing.Id, command.Brought is not null);
    }

    /// <summary>
    /// By the issuer, or who has taken its place; a certificate of others and none at all are refused alike. Measures and support that were decided go on
    /// until who decided them ends them, and no secrecy is released; the finding falls where the switch says so (inferred: no article was read).
    /// </summary>
    public static Decided Revoke(LawTables law, SubjectState state, RevokeCertificate command)
    {
        if (state.Person?.Verifying.FindCertificate(command.Certificate) is not { } certificate
            || !law.Agencies.StandsFor(command.By.Agency, certificate.Issuer, command.On))
            return law.Refuse(RefusalReason.CertificateNotYours, command.On);
        if (!certificate.InForce) return law.Refuse(RefusalReason.CertificateAlreadyRevoked, command.On);
        if (command.On < state.Person.Verifying.LastStep) return law.Refuse(RefusalReason.DateBeforeLastStep, command.On);

        var falls = command.Ground != RevocationGround.IssuedInError
            && law.IsOn(PolicySwitch.FindingFallsWithCertificate, command.On)
            && state.Person.Verification == VerificationOutcome.Confirmed
            && state.Person.Verifying.Certificates.Count(c => c.InForce) == 1;
        return new CertificateRevoked(command.On, certificate.Id, command.By.Agency, command.Ground, falls);
    }

    /// <summary>In states kept before there was a list, the one kind that there is. What she brought along keeps nobody from issuing a paper of his own.</summary>
    private static bool Stands(PersonState person, IssueCertificate command) => person.Verifying.Certificates.IsEmpty
        ? person.Certificate == command.Kind
        : person.Verifying.Certificates.Any(c => c.InForce && c.Kind == command.Kind && c.BroughtAlong == (command.Brought is not null));
}
