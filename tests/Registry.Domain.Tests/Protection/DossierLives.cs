using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Protection;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Protection;

/// <summary>Random lives of a dossier, over ten years in which agencies end, merge and take each other's place.</summary>
internal static class DossierLives
{
    private static readonly string[] Codes =
    [
        "CA-TTH", "CSDT-TTH", "SLDTBXH-TTH", "BCHBP-TTH", "DBP-HONGVAN", "TTCTXH-TTH", "SYT-TTH", "TAND-TTH", "CA-NAMDONG", "CA-PHULOC", "CA-ALUOI",
        "UBND-HONGVAN", "UBND-ALUOI1", "UBND-ALUOI", "VKSND-TTH",
    ];

    private static readonly DateOnly LateDay = new(2024, 10, 1);

    /// <summary>Any life, as the choices made in it.</summary>
    public static readonly Arbitrary<int[]> Any = Gen.Choose(0, int.MaxValue - 1).ArrayOf(80).ToArbitrary();

    /// <summary>Plays a life; after every event the check sees the state before, the event and the state after. Days only go forward, or acts are dated back as well.</summary>
    public static void Play(int[] life, Action<SubjectState, DomainEvent, SubjectState> check, bool datedBack = false)
    {
        var play = life[0] % 2 == 0 ? new BorderReturn().HandedOver() : new BorderReturn().Protected();
        var state = play.World[play.Victim];
        // Every other life is lived across the days on which agencies end: one that begins in 2016 seldom comes so far.
        var today = life[0] / 2 % 2 == 0 ? Hue.Day : LateDay;
        foreach (var step in life[1..])
        {
            if (step % 5 == 0) today = today.AddDays(step / 5 % 200);
            var decided = Act(state, step, datedBack && step % 3 == 0 ? today.AddDays(-(step / 3 % 250)) : today);
            if (decided.IsRefused) continue;
            var before = state;
            state = state.Apply(StreamTypes.Dossier, decided.Events.Single(), Guid.NewGuid());
            check(before, decided.Events.Single(), state);
        }
    }

    private static Decided Act(SubjectState state, int step, DateOnly on)
    {
        var stands = Codes.Where(c => Hue.Law.Agencies.Find(new AgencyCode(c), on) is not null).ToArray();
        Actor Of(int choice) => Hue.Of(stands[choice % stands.Length], on);
        var other = Of(step / 97);
        var measures = state.Dossier?.Measures ?? [];
        var measure = measures.Length > 0 ? measures[step / 7 % measures.Length] : null;
        var id = measure?.Id ?? Guid.NewGuid();

        // Half of the time who answers for the measure, else anybody.
        var by = measure is not null && step % 2 == 0 && Hue.Law.Agencies.SuccessorOf(measure.Decider, on) is { } decider ? Hue.Of(decider.Value, on) : Of(step / 13);
        var requests = state.Dossier?.Requests ?? [];
        var handover = state.Dossier?.Handovers.All.LastOrDefault();
        var basis = on < Hue.DistrictsEnd ? "L66/2011-D31.1" : "L53/2024-D3.10";
        return (step / 3 % 17) switch
        {
            0 or 1 => ProtectionDossier.Decide(Hue.Law, state, new(
                Of(step / 13), on, Guid.NewGuid(), Guid.NewGuid(), 1 + (step / 101 % 8), [other.Agency], on.AddDays(step % 3), step % 4 == 0 ? on.AddDays(100) : null, null)),
            2 => ProtectionDossier.Request(Hue.Law, state, new(
                by, on, Guid.NewGuid(), Guid.NewGuid(), 1 + (step / 101 % 8), other.Agency, (AskedBy)(1 + (step / 211 % 4)), "HONGVAN")),
            3 => ProtectionDossier.Reject(Hue.Law, state, new(
                // Dated back, the act may lie before its addressee stood.
                requests.Length > 0 && Hue.Law.Agencies.SuccessorOf(requests[step / 7 % requests.Length].Addressee, on) is { } asked ? Hue.Of(asked.Value, on) : by,
                on, requests.Length > 0 ? requests[step / 7 % requests.Length].Id : id)),
            4 => ProtectionDossier.Decline(Hue.Law, state, new(by, on, id)),
            5 => ProtectionDossier.Start(Hue.Law, state, new(by, on, id)),
            6 when step / 101 % 2 == 0 => ProtectionDossier.Modify(Hue.Law, state, new(
                by, on, on, id, step % 4 == 0 ? null : new(measure is { Status: MeasureStatus.InForce } ? measure.Fact.StartsOn : on.AddDays(step % 5), step % 3 == 0 ? null : on.AddDays(step % 60)),
                step % 2 == 0, step % 8 == 0)),
            6 => ProtectionDossier.ChangeExecutors(Hue.Law, state, new(by, on, id, [other.Agency])),
            7 => ProtectionDossier.Transfer(Hue.Law, state, new(by, on, id, other.Agency)),
            8 => ProtectionDossier.Withdraw(Hue.Law, state, new(by, on, id)),
            9 => ProtectionDossier.End(Hue.Law, state, new(by, on, id)),
            10 => ProtectionDossier.Decide(Hue.Law, state, new(
                Of(step / 13), on, Guid.NewGuid(), Guid.NewGuid(), 1 + (step / 101 % 8), [other.Agency], on, null, null)
            { Urgent = true }),
            11 => DossierDocuments.Add(Hue.Law, state, new(by, on, Guid.NewGuid(), (DocumentKind)(1 + (step / 101 % 6)))),
            12 => DossierDocuments.RecordPapers(Hue.Law, state, new(
                by, on, measures.FirstOrDefault(m => m.PapersDue is not null)?.Id is { } waiting && step % 2 == 0 ? waiting : id)),
            13 => DossierHandovers.Propose(Hue.Law, state, new(by, "first", on, Moment(on), Guid.NewGuid(), other.Agency)),
            14 => DossierHandovers.Approve(Hue.Law, state, new(
                handover is { From: var from } && Hue.Law.Agencies.SuccessorOf(from, on) is { } sender ? Hue.Of(sender.Value, on) : by,
                step % 3 == 0 ? "first" : "second", on, Moment(on), handover?.Id ?? id)),
            15 => DossierHandovers.Collect(Hue.Law, state, new(
                handover is { To: var to } && Hue.Law.Agencies.SuccessorOf(to, on) is { } receiver ? Hue.Of(receiver.Value, on) : by, on, Moment(on), handover?.Id ?? id)),
            _ => ProtectionDossier.Release(Hue.Law, state, new(by, on, id, Consent: true, basis)),
        };
    }

    private static DateTimeOffset Moment(DateOnly on) => new(on.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
