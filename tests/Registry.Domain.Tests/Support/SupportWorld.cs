using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Support;

/// <summary>One person and her support, decided and folded without the rule before it.</summary>
internal sealed class SupportWorld
{
    public static readonly Actor Aluoi = Hue.Of("UBND-ALUOI");
    public static readonly Actor Commune = Hue.Of("UBND-HONGVAN");
    private int ids;

    public SupportWorld(SubjectState state, DateOnly today) => (State, Today) = (state, today);

    public SubjectState State { get; private set; }

    public DateOnly Today { get; set; }

    public SupportState Support => State.Person!.Support;

    /// <summary>A victim whom the agencies received.</summary>
    /// <param name="registered">The first day.</param>
    /// <param name="confirmed">Day of confirmation, or null.</param>
    /// <param name="receivers">Who received her.</param>
    public static SupportWorld Victim(DateOnly registered, DateOnly? confirmed, params Actor[] receivers)
    {
        var id = Guid.NewGuid();
        var world = new SupportWorld(SubjectState.Empty(id), registered);
        world.Happened(new VictimRegistered(registered, receivers[0].Agency, "HONGVAN", Channel.BilateralAgreement, null, []));
        foreach (var receiver in receivers) world.Happened(new PersonReceived(registered, receiver.Agency, false));
        if (confirmed is { } day) world.Happened(new VerificationRecorded(day, Hue.Police.Agency, VerificationOutcome.Confirmed, []));
        return world;
    }

    /// <summary>A relative or minor whom the agency registered and received.</summary>
    public static SupportWorld Relative(bool accompanies, bool minor, DateOnly registered, Actor receiver)
    {
        var world = new SupportWorld(SubjectState.Empty(Guid.NewGuid()), registered);
        world.Happened(new RelativeRegistered(registered, receiver.Agency, Guid.NewGuid(), Kinship.BiologicalChild, accompanies, minor, [], []));
        world.Happened(new PersonReceived(registered, receiver.Agency, true));
        return world;
    }

    public static Guid Id(int n) => new(n, 1, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    public Guid NextId() => new(++ids, 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Another record of the same human being, as a look finds it.</summary>
    public void Joins(SupportWorld other) => State = State with { Elsewhere = [other.State] };

    public void Parts() => State = State with { Elsewhere = [] };

    public void Happened(DomainEvent happened) => State = State.Apply(StreamTypes.Person, happened, NextId());

    public string? Propose(
        Guid id, Actor by, SupportKind kind, Actor approver, Actor? appraiser = null, bool foreigner = false, DateOnly? confirmed = null, string officer = "first") =>
        Told(SupportFiles.Propose(Hue.Law, State, new(by, officer, Today, id, kind, foreigner, confirmed, appraiser?.Agency, approver.Agency)));

    public string? Appraise(Guid id, Actor by, bool favourable = true) =>
        Told(SupportFiles.Appraise(Hue.Law, State, new(by, "appraiser", Today, Today, id, favourable)));

    public string? Approve(Guid id, Actor by, int days = 0, bool beyond = false, Actor? deliverer = null, DateOnly? from = null, string officer = "second") => Told(
        SupportFiles.Approve(Hue.Law, State, new(by, officer, Today, Today, id, days == 0 ? null : new(from ?? Today, days), beyond, deliverer?.Agency)));

    public string? Reject(Guid id, Actor by) => Told(SupportFiles.Reject(Hue.Law, State, new(by, "second", Today, Today, id)));

    public string? Stop(Guid id, Actor by) => Told(SupportStopping.Stop(Hue.Law, State, new(by, Today, id)));

    public string? Deliver(Guid id, Actor by, SupportKind kind, int days = 0, DateOnly? from = null, bool completed = false) => Told(SupportFiles.Record(
        Hue.Law, State, new(by, Today, Today, id, false, kind, false, null, days == 0 ? null : new(from ?? Today, days), completed)));

    public string? AtOnce(Guid id, Actor by, SupportKind kind, int days = 0, DateOnly? from = null, bool foreigner = false, DateOnly? confirmed = null) => Told(
        SupportFiles.Record(Hue.Law, State, new(by, Today, Today, id, true, kind, foreigner, confirmed, days == 0 ? null : new(from ?? Today, days), false)));

    /// <summary>Folds what was decided; the reason of a refusal otherwise.</summary>
    private string? Told(Decided decided)
    {
        foreach (var happened in decided.Events) Happened(happened);
        return decided.Refusal?.Reason;
    }
}
