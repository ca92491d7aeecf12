using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>What events mean for the verification of a person, and for the relations that it gives and ends. Total: what does not fit changes nothing.</summary>
internal static class VerificationFold
{
    /// <summary>Working relations: what a closed case ends for everybody but the agency that closed it. Who found, certified or decided stays answerable.</summary>
    private static readonly RelationKind[] EndedByClosing =
    [
        RelationKind.Registrar, RelationKind.Receiver, RelationKind.ProposedReceiver, RelationKind.CaseParty, RelationKind.Rescuer,
        RelationKind.VerificationAddressee, RelationKind.ReferralProposed, RelationKind.ReferralAccepted, RelationKind.Carer,
    ];

    /// <summary>The state of a person who was just registered.</summary>
    public static PersonState Registered(PersonState person, VictimRegistered e, Guid id) => person with
    {
        Verifying = VerificationState.Empty with
        {
            Route = e.Route ?? Route.Repatriated,
            Status = VerificationStatus.Awaiting,
            Report = e.Report is { } notice ? new Report(e.Registrar, e.OccurredOn, notice) : null,
            ReportedBy = e.ReportedBy,
        },
        Relations = e.Route == Route.Rescued ? person.Relations.OpenOnce(e.Registrar, RelationKind.Rescuer, e.OccurredOn, id) : person.Relations,
    };

    /// <summary>The next state of the person.</summary>
    public static PersonState Apply(PersonState person, DomainEvent happened, Guid id) => happened switch
    {
        VerificationRequested e => Requested(person, e, id),
        VerificationExtended e => person with { Verifying = Extended(person.Verifying, e) },
        VerificationRecorded e => Recorded(person, e, id),
        CertificateIssued e => person with
        {
            Certificate = e.Kind,
            Verifying = person.Verifying with { Certificates = person.Verifying.Certificates.Add(new(id, e.Kind, e.Issuer, e.OccurredOn, e.Rule) { BroughtAlong = e.BroughtAlong }) },
            Relations = person.Relations.OpenOnce(e.Issuer, RelationKind.Certifier, e.OccurredOn, id),
        },
        CertificateRevoked e => Revoked(person, e),
        CaseClosed e => person with
        {
            Verifying = person.Verifying with { Closed = new Closing(e.By, e.OccurredOn, e.Ground) },
            Referrals = [.. person.Referrals.Select(r => r.Status is ReferralStatus.Proposed or ReferralStatus.Accepted ? r with { Status = ReferralStatus.Withdrawn } : r)],
            Relations = ((ImmutableArray<Relation>)[.. person.Relations.Select(r => r.Agency != e.By && r.Until is null && EndedByClosing.Contains(r.Kind) ? r with { Until = e.OccurredOn } : r)])
                .WithoutUndecided(person, e.By, e.OccurredOn)
                .OpenOnce(e.By, e.Keeps, e.OccurredOn, id),
        },
        PersonReceived e => InHand(person, e),
        PersonHandedOver e => InHand(person, e) with { Relations = person.Relations.Close(e.From, e.OccurredOn, RelationKind.Rescuer) },
        PersonTransferred e => InHand(person, e) with { Relations = person.Relations.Close(e.From, e.OccurredOn, RelationKind.Rescuer) },
        _ => person,
    };

    /// <summary>
    /// She came back, and is in somebody's hands again: her case is open, and who has her now may close it once more. Otherwise who received her after the
    /// closing would keep what it sees for ever.
    /// </summary>
    private static PersonState InHand(PersonState person, DomainEvent happened) => person.Verifying.Closed is { } closed && closed.On <= happened.OccurredOn
        ? person with { Verifying = person.Verifying with { Closed = null } }
        : person;

    /// <summary>
    /// An agency that never found more than that nothing is certain answers for no finding: what it sees as verifier ends when another agency is the verifier,
    /// or the case is closed by another.
    /// </summary>
    private static ImmutableArray<Relation> WithoutUndecided(this ImmutableArray<Relation> relations, PersonState person, AgencyCode by, DateOnly on)
    {
        var undecided = person.Verifying.Findings.GroupBy(f => f.Verifier)
            .Where(all => all.Key != by && all.All(f => f.Outcome == VerificationOutcome.Inconclusive)).Select(all => all.Key);
        return undecided.Aggregate(relations, (left, one) => left.Close(one, on, RelationKind.Verifier));
    }

    /// <summary>The former request, if one was open, is over: its addressee did not answer in time. A closed case is open again.</summary>
    private static PersonState Requested(PersonState person, VerificationRequested e, Guid id) => person with
    {
        Verifying = person.Verifying with
        {
            Status = VerificationStatus.Requested,
            Requests = [.. person.Verifying.Requests.Select(r => r with { Open = false }),
                new VerificationRequest(id, e.AskedBy, e.Addressee, e.OccurredOn, e.Rule, e.Deadline, e.DueOn, null, null, Open: true)],
            Closed = null,
        },
        Relations = Ended(person, e.OccurredOn)
            .Add(new Relation(e.Addressee, RelationKind.VerificationAddressee, e.OccurredOn, null, id, [], null)),
    };

    private static VerificationState Extended(VerificationState state, VerificationExtended e) => state.Running is { } running && running.Id == e.Request
        ? state with
        {
            Status = VerificationStatus.Extended,
            Requests = state.Requests.Replace(running, running with { Extension = e.Deadline, ExtendedUntil = e.Until }),
        }
        : state;

    /// <summary>An inconclusive finding takes nothing away from a confirmed victim.</summary>
    private static PersonState Recorded(PersonState person, VerificationRecorded e, Guid id)
    {
        var outcome = e.Outcome == VerificationOutcome.Inconclusive && person.Verification == VerificationOutcome.Confirmed ? VerificationOutcome.Confirmed : e.Outcome;
        return person with
        {
            Verification = outcome,
            Verifying = person.Verifying with
            {
                Status = StatusOf(outcome),
                Requests = [.. person.Verifying.Requests.Select(r => r with { Open = false })],
                Findings = person.Verifying.Findings.Add(new(
                    id, e.Verifier, e.OccurredOn, e.Outcome, e.EvidenceSources.IsDefault ? [] : e.EvidenceSources, e.Ground, e.Request, e.Rule)),
            },
            Relations = Ended(person, e.OccurredOn).WithoutUndecided(person, e.Verifier, e.OccurredOn).OpenOnce(e.Verifier, RelationKind.Verifier, e.OccurredOn, id),
        };
    }

    private static PersonState Revoked(PersonState person, CertificateRevoked e)
    {
        var state = person.Verifying;
        ImmutableArray<Certificate> after = [.. state.Certificates.Select(c => c.Id == e.Certificate ? c with { RevokedOn = e.OccurredOn, Ground = e.Ground } : c)];
        return person with
        {
            Certificate = after.LastOrDefault(c => c.InForce)?.Kind,
            Verification = e.FindingFalls ? null : person.Verification,
            Verifying = state with { Certificates = after, Status = e.FindingFalls ? VerificationStatus.Revoked : state.Status },
        };
    }

    private static ImmutableArray<Relation> Ended(PersonState person, DateOnly on) =>
        [.. person.Relations.Select(r => r.Kind == RelationKind.VerificationAddressee && r.Until is null ? r with { Until = on } : r)];

    private static VerificationStatus StatusOf(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Confirmed => VerificationStatus.Confirmed,
        VerificationOutcome.NotVictim => VerificationStatus.NotVictim,
        _ => VerificationStatus.Inconclusive,
    };
}
