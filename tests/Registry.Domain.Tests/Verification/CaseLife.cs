using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>
/// One random life of a case, the same for the same seed: how she came, who holds her, and whatever any agency does from there, while agencies end and the
/// law changes. Nothing is asked of need to know, so that more is reached than any caller could.
/// </summary>
internal sealed class CaseLife
{
    /// <summary>The tables, and agencies of the kinds that one province has not: a life meets holders of every kind.</summary>
    public static readonly LawTables Law = Hue.Law.Over(new[]
    {
        Enrolled("CSB-V2", AgencyKind.CoastGuard), Enrolled("DSQ-VTE", AgencyKind.Mission), Enrolled("CQDT-QK4", AgencyKind.MilitaryInvestigation),
    }.Aggregate(Hue.Law.Agencies, (all, change) => all.With(change)));

    private static readonly Route[] Routes = [.. Enum.GetValues<Route>().Where(r => r != Route.Unspecified)];

    /// <summary>Kinds that decide on measures, each on some.</summary>
    private static readonly AgencyKind[] Deciders =
        [AgencyKind.InvestigationPolice, AgencyKind.LabourDepartment, AgencyKind.HealthDepartment, AgencyKind.BorderGuardCommand, AgencyKind.DistrictPolice];

    /// <summary>Kinds that propose support which takes steps.</summary>
    private static readonly AgencyKind[] Proposers =
        [AgencyKind.LabourDepartment, AgencyKind.HealthDepartment, AgencyKind.DistrictLabourOffice, AgencyKind.CommuneCommittee, AgencyKind.SupportCentre];

    private readonly Random random;
    private readonly int theme;

    public CaseLife(int seed)
    {
        random = new Random(seed);
        theme = random.Next(6);
        State = SubjectState.Empty(NewId());
        Today = new DateOnly(2015, 7, 1).AddDays(random.Next(4000));
        if (theme > 3) BeganConfirmed();
        while (State.Person is null) Take(StreamTypes.Person, Began());
    }

    public SubjectState State { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>What happened, in order.</summary>
    public List<(string Stream, DomainEvent Event)> Events { get; } = [];

    /// <summary>What happened, a line each, and the day: for whoever reads why a life failed.</summary>
    public string Story => string.Join('\n', [.. Events.Select(e => $"{e.Event}"), $"{Today:yyyy-MM-dd}"]);

    /// <summary>One try: an act of somebody, or days that pass.</summary>
    /// <returns>What happened; null where only days passed or the act was refused.</returns>
    public DomainEvent? Step()
    {
        if (random.Next(6) > 0) return Act() is var (stream, decided) ? Take(stream, decided) : null;
        Today = Today.AddDays(random.Next(12) == 0 ? random.Next(500) : random.Next(25));
        return null;
    }

    /// <summary>Agencies that stand today.</summary>
    public IEnumerable<Actor> Standing() => Law.Agencies.On(Today).Select(agency => new Actor(agency.Code, agency.Kind));

    private static DirectoryChange.EnrolAgency Enrolled(string code, AgencyKind kind) => new(new(code), kind, null, "TTH", "v", "e", new(2015, 6, 20));

    private Decided Began()
    {
        var (by, told, route) = (Any(), Any(), Pick(Routes));
        return random.Next(3) == 0
            ? FirstReports.Take(Law, State, new(by, Today, route, "", told.Agency))
            : Victim.Register(Law, State, null, new(by, Today, "", Channel.Unspecified, null, route));
    }

    /// <summary>A short way to where support and protection begin.</summary>
    private void BeganConfirmed()
    {
        var (holder, police) = (Any(AgencyKind.LabourDepartment, AgencyKind.HealthDepartment), Any(AgencyKind.ProvincialPolice));
        Take(StreamTypes.Person, Victim.Register(Law, State, null, new(holder, Today, "", Channel.Unspecified, null, Route.Repatriated)));
        Take(StreamTypes.Person, Victim.RecordReception(Law, State, new(holder, Today, Lead: true)));
        Take(StreamTypes.Person, Verifications.Request(Law, State, new(holder, Today, police.Agency)));
        Take(StreamTypes.Person, Verifications.Record(Law, State, new(police, Today, VerificationOutcome.Confirmed, [EvidenceSource.VictimStatement])));
    }

    private DomainEvent? Take(string stream, Decided decided)
    {
        foreach (var happened in decided.Events)
        {
            State = State.Apply(stream, happened, NewId());
            Events.Add((stream, happened));
        }

        return decided.Events.LastOrDefault();
    }

    /// <summary>Every life has everything, and half of it is of one kind: what takes many steps is reached too.</summary>
    private (string Stream, Decided Decided) Act() => (Coin() ? theme : random.Next(6)) switch
    {
        0 or 1 or 2 => (StreamTypes.Person, OfVerification()),
        3 => (StreamTypes.Person, OfReferral()),
        4 => (StreamTypes.Person, OfSupport()),
        _ => (StreamTypes.Dossier, OfProtection()),
    };

    private Decided OfVerification()
    {
        var verifying = State.Person!.Verifying;
        var running = verifying.Running;
        return random.Next(13) switch
        {
            0 or 1 => Victim.RecordReception(Law, State, new(Holder(), Today, Coin())),
            2 or 3 or 4 => Verifications.Request(Law, State, new(Holder(), Today, Any().Agency, Coin())),
            5 => Verifications.Extend(Law, State, new(Of(running?.Addressee), Today, (running?.DueOn ?? Today).AddDays(random.Next(50)))),
            6 or 7 or 8 => Verifications.Record(Law, State, new(
                Coin() ? Of(running?.Addressee) : Holder(), Today, Pick([VerificationOutcome.Confirmed, VerificationOutcome.NotVictim, VerificationOutcome.Inconclusive]),
                [EvidenceSource.VictimStatement], random.Next(5) == 0 ? FindingGround.Papers : FindingGround.Evidence, Coin(), Reasoned: true)),
            9 => Certificates.Issue(Law, State, new(Holder(), Today, (CertificateKind)(1 + random.Next(5)), Coin())),
            10 when verifying.Certificates.Length > 0 && Pick(verifying.Certificates) is var paper =>
                Certificates.Revoke(Law, State, new(Of(paper.Issuer), Today, paper.Id, (RevocationGround)(1 + random.Next(3)))),
            11 => Closings.Close(Law, State, new(Holder(), Today, (ClosingGround)(1 + random.Next(5)))),
            _ => Noted(),
        };
    }

    /// <summary>Whoever has a task takes note of it.</summary>
    private Decided Noted() => OpenTasks.Of(Law, State) is { Length: > 0 } tasks && Pick(tasks) is var task
        ? TaskNotes.Acknowledge(Law, State, new(Of(task.Key.Agency), Today, task.Purpose, key => key == task.Key))
        : default;

    private Decided OfReferral()
    {
        var referral = State.Person!.Referrals is { Length: > 0 } all ? Pick(all) : null;
        var id = referral?.Id ?? NewId();
        var (by, to) = (Holder(), Coin() ? Any(AgencyKind.SupportCentre) : Any());
        return random.Next(7) switch
        {
            0 or 1 => Victim.ProposeReferral(Law, State, new(
                by, Today, NewId(), to.Agency, Coin() ? Purpose.Care : Purpose.Treatment, [FieldClass.IdentityMinimum], Need: true, Wish: Coin(), Hue.ClauseOf(by, Today))),
            2 or 3 => Victim.AnswerReferral(Law, State, new(Of(referral?.To), Today, id, random.Next(3) > 0)),
            4 => Victim.HandOver(Law, State, new(Of(referral?.From), Today, id, Hue.ClauseOf(Of(referral?.From), Today))),
            5 => Victim.Withdraw(Law, State, new(Of(referral?.From), Today, id)),
            _ when Law.RegimeOn(Today)!.Transfers.Where(r => r.WithoutReferral && r.Standing.ValidOn(Today)).ToArray() is { Length: > 0 } rows && Pick(rows) is var row =>
                Victim.Transfer(Law, State, new(
                    Holder(row.Sender), Today, NewId(), Any(row.Receiver).Agency, Need: true, Wish: true, SpokenBy.Person, row.Standing.Source)),
            _ => default,
        };
    }

    private Decided OfSupport()
    {
        var file = State.Person!.Support.Files is { Length: > 0 } all ? Pick(all) : null;
        var (id, kind) = (file?.Id ?? NewId(), file?.Kind ?? (SupportKind)(1 + random.Next(11)));
        var days = kind == SupportKind.Essentials ? new SupportPeriod(Today, 1 + random.Next(10)) : null;
        var fresh = Coin() ? SupportKind.Study : (SupportKind)(1 + random.Next(11));
        return random.Next(8) switch
        {
            0 or 1 => SupportFiles.Propose(Law, State, new(
                Holder(Proposers), "first", Today, NewId(), fresh, Foreigner: false, null,
                Law.IsAppraised(fresh, Today) ? Any(AgencyKind.DistrictLabourOffice, AgencyKind.DistrictCommittee).Agency : null,
                Any(AgencyKind.LabourDepartment, AgencyKind.HealthDepartment).Agency)),
            2 when State.Person.Support.Files.FirstOrDefault(f => f is { Status: SupportStatus.Proposed, Appraiser: not null }) is { } waits =>
                SupportFiles.Appraise(Law, State, new(Of(waits.Appraiser), "second", Today, Today, waits.Id, Coin())),
            3 => SupportFiles.Approve(Law, State, new(Of(file?.Approver), "third", Today, Today, id, days, false, null)),
            4 => SupportFiles.Reject(Law, State, new(Of(file?.Approver), "third", Today, Today, id)),
            5 or 6 => SupportFiles.Record(Law, State, new(Of(file?.Deliverer ?? file?.ProposedBy), Today, Today, id, AtOnce: false, kind, false, null, file?.Granted, Coin())),
            _ => SupportStopping.Stop(Law, State, new(Of(file?.Approver), Today, id)),
        };
    }

    private Decided OfProtection()
    {
        var dossier = State.Dossier;
        var (measure, handover) = (dossier?.Measures is { Length: > 0 } all ? Pick(all) : null, dossier?.Handovers.All.LastOrDefault());
        var request = dossier?.Requests is { Length: > 0 } asked ? Pick(asked) : null;
        var (id, by, now) = (measure?.Id ?? NewId(), Of(measure?.Decider), new DateTimeOffset(Today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        var clause = 1 + random.Next(8);
        return random.Next(13) switch
        {
            0 => ProtectionDossier.Request(Law, State, new(Holder(), Today, NewId(), NewId(), clause, Any().Agency, AskedBy.ProtectedPerson)),
            1 => ProtectionDossier.Reject(Law, State, new(Of(request?.Addressee), Today, request?.Id ?? id)),
            2 or 3 => ProtectionDossier.Decide(Law, State, new(Coin() ? Any(Deciders) : Holder(), Today, NewId(), NewId(), clause, [], Today, Coin() ? Today.AddDays(60) : null, null)),
            4 => ProtectionDossier.Start(Law, State, new(by, Today, id)),
            5 => ProtectionDossier.Decline(Law, State, new(by, Today, id)),
            6 => ProtectionDossier.Withdraw(Law, State, new(by, Today, id)),
            7 => ProtectionDossier.End(Law, State, new(by, Today, id)),
            8 => ProtectionDossier.Release(Law, State, new(by, Today, id, Consent: true, Today < Hue.DistrictsEnd ? "L66/2011-D31.1" : "L53/2024-D3.10")),
            9 => DossierHandovers.Propose(Law, State, new(by, "first", Today, now, NewId(), Any(Deciders).Agency)),
            _ when handover is { Status: HandoverStatus.Approved } => DossierHandovers.Collect(Law, State, new(Of(handover.To), Today, now, handover.Id)),
            _ => DossierHandovers.Approve(Law, State, new(Of(handover?.From), "second", Today, now, handover?.Id ?? id)),
        };
    }

    /// <summary>The kind first and then one of it: a province has some 140 committees of communes and one mission.</summary>
    private Actor Any(params AgencyKind[] kinds) =>
        Standing().Where(a => kinds.Length == 0 || kinds.Contains(a.Kind)).GroupBy(a => a.Kind).ToArray() is { Length: > 0 } some ? Pick(Pick(some).ToArray()) : Any();

    /// <summary>Mostly one that has to do with her, in its own place or another's; anybody else now and then.</summary>
    private Actor Holder(params AgencyKind[] kinds)
    {
        var held = State.Relations.Where(r => r.Until is null).Select(r => Law.Agencies.SuccessorOf(r.Agency, Today)).OfType<AgencyCode>().Distinct()
            .Select(code => Of(code)).Where(a => kinds.Length == 0 || kinds.Contains(a.Kind)).ToArray();
        return held.Length > 0 && random.Next(8) > 0 ? Pick(held) : Any(kinds);
    }

    /// <summary>Who stands in the agency's place today; anybody where there is none.</summary>
    private Actor Of(AgencyCode? code) =>
        code is { } some && Law.Agencies.SuccessorOf(some, Today) is { } stands && Law.Agencies.Find(stands, Today) is { } agency ? new(agency.Code, agency.Kind) : Any();

    private T Pick<T>(IReadOnlyList<T> some) => some[random.Next(some.Count)];

    private bool Coin() => random.Next(2) == 0;

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
