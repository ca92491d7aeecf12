using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Relatives;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Cases;

/// <summary>
/// A registry in memory: the rule first, the decision of the domain only after it permits, then the fold. Refused by the rule
/// means that nothing is told; that is null here.
/// </summary>
internal sealed class World
{
    private readonly Dictionary<Guid, SubjectState> states = [];
    private int ids;

    public DateOnly Today { get; set; } = Hue.Day;

    public IEnumerable<SubjectState> States => states.Values;

    public SubjectState this[Guid subject] => states.GetValueOrDefault(subject) ?? SubjectState.Empty(subject);

    public Facts FactsOf(Guid subject) => Facts.Of(this[subject]);

    public Guid NextId() => new(++ids, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    public Decided? Announce(Guid id, Actor by, params Actor[] to) => Create(
        id, by, RelationKind.Announcer, Purpose.ReceiveReturnee, StreamTypes.Announcement, s => ReturnAnnouncement.Announce(
            Hue.Law, s, new(by, Today, [.. to.Select(a => a.Agency)], "HONGVAN", Channel.BilateralAgreement, Today, 2)));

    public Decided? Acknowledge(Guid id, Actor by, params Actor[] directed) => Act(
        id, by, Purpose.ReceiveReturnee, FieldClass.Status, StreamTypes.Announcement,
        s => ReturnAnnouncement.Acknowledge(Hue.Law, s, new(by, Today, [.. directed.Select(a => a.Agency)])));

    public Decided? RegisterVictim(Guid id, Actor by, Guid? announcement) => Create(
        id, by, RelationKind.Registrar, Purpose.ReceiveReturnee, StreamTypes.Person, s => Victim.Register(
            Hue.Law, s, announcement is { } a ? this[a] : null, new(by, Today, "HONGVAN", Channel.BilateralAgreement, announcement)));

    public Decided? RegisterRelative(Guid id, Actor by, Guid victim, Kinship? kinship, bool accompanies, bool minor) => Create(
        id, by, RelationKind.Registrar, Purpose.ReceiveReturnee, StreamTypes.Person,
        s => Relative.Register(Hue.Law, s, this[victim], new(by, Today, victim, kinship, accompanies, minor)));

    public Decided? AddRelative(Guid victim, Actor by, Guid relative, bool accompanies) => Act(
        victim, by, Purpose.ReceiveReturnee, FieldClass.Relatives, StreamTypes.Person,
        s => Victim.AddRelative(Hue.Law, s, new(by, Today, relative, accompanies)));

    public Decided? Receive(Guid id, Actor by, bool lead = false) => Act(
        id, by, Purpose.ReceiveReturnee, FieldClass.Status, StreamTypes.Person,
        s => Victim.RecordReception(Hue.Law, s, new(by, Today, lead)));

    public Decided? Verify(Guid id, Actor by, VerificationOutcome outcome = VerificationOutcome.Confirmed, bool again = false) => Act(
        id, by, Purpose.VerifyIdentity, FieldClass.Verification, StreamTypes.Person,
        s => Verifications.Record(Hue.Law, s, new(by, Today, outcome, [EvidenceSource.VictimStatement], NewEvidence: again, Reasoned: true)));

    public Decided? Certify(Guid id, Actor by, CertificateKind kind = CertificateKind.PoliceConfirmation, bool legalised = false) =>
        Papers(id, by, s => Certificates.Issue(Hue.Law, s, new(by, Today, kind, legalised)));

    public Decided? Revoke(Guid id, Actor by, Guid certificate, RevocationGround ground) =>
        Papers(id, by, s => Certificates.Revoke(Hue.Law, s, new(by, Today, certificate, ground)));

    public Decided? Report(Guid id, Actor by, Actor told, Route route = Route.SelfReport) => Create(
        id, by, RelationKind.Registrar, Purpose.ReceiveReturnee, StreamTypes.Person, s => FirstReports.Take(Hue.Law, s, new(by, Today, route, "", told.Agency)));

    public Decided? Register(Guid id, Actor by, Route route) => Create(
        id, by, RelationKind.Registrar, by.Kind == AgencyKind.Mission ? Purpose.Repatriation : Purpose.ReceiveReturnee, StreamTypes.Person,
        s => Victim.Register(Hue.Law, s, null, new(by, Today, "", Channel.Unspecified, null, route)));

    public Decided? AskToVerify(Guid id, Actor by, Actor verifier, bool newEvidence = false) => Act(
        id, by, Purpose.ReceiveReturnee, FieldClass.Status, StreamTypes.Person,
        s => Verifications.Request(Hue.Law, s, new(by, Today, verifier.Agency, newEvidence)));

    public Decided? Extend(Guid id, Actor by, DateOnly until) => Act(
        id, by, Purpose.VerifyIdentity, FieldClass.Verification, StreamTypes.Person, s => Verifications.Extend(Hue.Law, s, new(by, Today, until)));

    public Decided? Close(Guid id, Actor by, ClosingGround ground) =>
        Act(id, by, Purpose.ReceiveReturnee, FieldClass.Status, StreamTypes.Person, s => Closings.Close(Hue.Law, s, new(by, Today, ground)))
        ?? Act(id, by, Purpose.Care, FieldClass.Status, StreamTypes.Person, s => Closings.Close(Hue.Law, s, new(by, Today, ground)));

    private Decided? Papers(Guid id, Actor by, Func<SubjectState, Decided> decide) =>
        Act(id, by, Purpose.Certify, FieldClass.Verification, StreamTypes.Person, decide)
        ?? Act(id, by, Purpose.ReceiveReturnee, FieldClass.Verification, StreamTypes.Person, decide);

    public Decided? Refer(Guid id, Actor by, Guid referral, Actor to, Purpose purpose, bool need, params FieldClass[] named) => Act(
        id, by, Purpose.Referral, FieldClass.Status, StreamTypes.Person,
        s => Victim.ProposeReferral(
            Hue.Law, s, new(by, Today, referral, to.Agency, purpose, [.. named], need, Wish: true, "QD22/2015-D7.3")));

    public Decided? Answer(Guid id, Actor by, Guid referral, bool accepted = true) => Act(
        id, by, Purpose.Referral, FieldClass.Status, StreamTypes.Person,
        s => Victim.AnswerReferral(Hue.Law, s, new(by, Today, referral, accepted)));

    public Decided? HandOver(Guid id, Actor by, Guid referral) => Act(
        id, by, Purpose.Referral, FieldClass.CurrentPlace, StreamTypes.Person,
        s => Victim.HandOver(Hue.Law, s, new(by, Today, referral, Hue.ClauseOf(by, Today))));

    public Decided? Ask(Guid id, Actor by, Guid request, int clause, Actor to, AskedBy asked = AskedBy.ProtectedPerson, string? area = null) => Act(
        id, by, Purpose.Protect, FieldClass.ProtectionExistence, StreamTypes.Dossier,
        s => ProtectionDossier.Request(Hue.Law, s, new(by, Today, NextId(), request, clause, to.Agency, asked, area)));

    public Decided? Measure(Guid id, Actor by, int clause, Actor[]? executors = null, DateOnly? ends = null) => Act(
        id, by, Purpose.Protect, FieldClass.ProtectionExistence, StreamTypes.Dossier,
        s => ProtectionDossier.Decide(
            Hue.Law, s, new(by, Today, NextId(), NextId(), clause, [.. (executors ?? []).Select(e => e.Agency)], Today, ends, null)));

    public Decided? Reject(Guid id, Actor by, Guid request) => Dossier(id, by, s => ProtectionDossier.Reject(Hue.Law, s, new(by, Today, request)));

    public Decided? Decline(Guid id, Actor by, Guid measure) => Dossier(id, by, s => ProtectionDossier.Decline(Hue.Law, s, new(by, Today, measure)));

    public Decided? Start(Guid id, Actor by, Guid measure) => Dossier(id, by, s => ProtectionDossier.Start(Hue.Law, s, new(by, Today, measure)));

    public Decided? Executors(Guid id, Actor by, Guid measure, params Actor[] executors) => Dossier(
        id, by, s => ProtectionDossier.ChangeExecutors(Hue.Law, s, new(by, Today, measure, [.. executors.Select(e => e.Agency)])));

    public Decided? Transfer(Guid id, Actor by, Guid measure, Actor to) =>
        Dossier(id, by, s => ProtectionDossier.Transfer(Hue.Law, s, new(by, Today, measure, to.Agency)));

    public Decided? Withdraw(Guid id, Actor by, Guid measure) => Dossier(id, by, s => ProtectionDossier.Withdraw(Hue.Law, s, new(by, Today, measure)));

    public Decided? End(Guid id, Actor by, Guid measure) => Dossier(id, by, s => ProtectionDossier.End(Hue.Law, s, new(by, Today, measure)));

    public Decided? Modify(Guid id, Actor by, Guid measure, MeasurePeriod? period = null, bool place = false, bool content = false) =>
        Dossier(id, by, s => ProtectionDossier.Modify(Hue.Law, s, new(by, Today, Today, measure, period, place, content)));

    public Decided? Release(Guid id, Actor by, Guid measure) => Dossier(
        id, by, s => ProtectionDossier.Release(Hue.Law, s, new(by, Today, measure, Consent: true, Today < Hue.DistrictsEnd ? "L66/2011-D31.1" : "L53/2024-D3.10")));

    /// <summary>A decision on a person's record without the rule before it: for acts whose door is held by tests of its own.</summary>
    public Decided Force(Guid id, Func<SubjectState, Decided> decide)
    {
        var decided = decide(this[id]);
        foreach (var happened in decided.Events) states[id] = this[id].Apply(StreamTypes.Person, happened, NextId());
        return decided;
    }

    private Decided? Dossier(Guid id, Actor by, Func<SubjectState, Decided> decide) =>
        Act(id, by, Purpose.Protect, FieldClass.ProtectionExistence, StreamTypes.Dossier, decide)
        ?? Act(id, by, Purpose.ProtectExecute, FieldClass.ProtectionExistence, StreamTypes.Dossier, decide);

    /// <summary>The rule as if the stream that this command creates were there, then the decision.</summary>
    private Decided? Create(Guid id, Actor by, RelationKind given, Purpose purpose, string stream, Func<SubjectState, Decided> decide)
    {
        var facts = FactsOf(id);
        if (!facts.Exists) facts = facts.AsIf(new Relation(by.Agency, given, Today, null, Guid.Empty, [], null));
        return Run(id, by, purpose, FieldClass.Status, facts, stream, decide);
    }

    private Decided? Act(Guid id, Actor by, Purpose purpose, FieldClass touched, string stream, Func<SubjectState, Decided> decide) =>
        Run(id, by, purpose, touched, FactsOf(id), stream, decide);

    private Decided? Run(
        Guid id, Actor by, Purpose purpose, FieldClass touched, Facts facts, string stream, Func<SubjectState, Decided> decide)
    {
        var rule = Hue.AnyRead with { NeedsAll = true };
        var decision = NeedToKnow.Decide(Hue.Law, Hue.Caller(by), purpose, rule, facts, ImmutableHashSet.Create(touched), Today);
        if (!decision.Granted) return null;

        var decided = decide(this[id] with { KinOf = this[id].Person?.Victim is { } victim ? this[victim] : null });
        foreach (var happened in decided.Events) states[id] = this[id].Apply(stream, happened, NextId());
        return decided;
    }
}
