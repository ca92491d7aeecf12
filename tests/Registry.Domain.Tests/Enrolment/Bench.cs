using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Enrolment;

/// <summary>A directory with its two first administrators, at which proposals are made and approved.</summary>
internal sealed class Bench
{
    public static readonly ActingOfficer First = new("urn:issuer", "admin-1", new("QTDK-TTH"));
    public static readonly ActingOfficer Second = new("urn:issuer", "admin-2", new("QTDK-TTH"));
    public static readonly ActingOfficer Inspector = new("urn:issuer", "ttr-tth/2", new("TTR-TTH"));

    public DirectoryState? State { get; private set; } =
        DirectoryState.Apply(null, new AdministratorsAppointed(Hue.Day, new("QTDK-TTH"), ["admin-1", "admin-2"]));

    public DateOnly Today { get; set; } = Hue.Day;

    public Agencies.Enrolment Enrolment => Agencies.Enrolment.Of(Hue.Law.AgenciesOfTables, State);

    /// <summary>Proposes; the reason of the refusal, or the id.</summary>
    public (Guid Id, string? Refused) Propose(DirectoryChange change, ActingOfficer? by = null)
    {
        var id = Guid.NewGuid();
        return (id, Take(DirectoryActs.Propose(Hue.Law, State, Command(by ?? First, id), change)));
    }

    public string? Approve(Guid id, ActingOfficer by) => Take(DirectoryActs.Approve(Hue.Law, State, Command(by, id)));

    public string? Withdraw(Guid id, ActingOfficer by) => Take(DirectoryActs.Withdraw(Hue.Law, State, Command(by, id)));

    public string? Revoke(Guid id, ActingOfficer by) => Take(DirectoryActs.RevokeGrant(Hue.Law, State, Command(by, id)));

    /// <summary>Proposed and approved; the reason of the first refusal, or null.</summary>
    public string? Do(DirectoryChange change, ActingOfficer? second = null)
    {
        var (id, refused) = Propose(change);
        return refused ?? Approve(id, second ?? Inspector);
    }

    private DirectoryCommand Command(ActingOfficer by, Guid id) =>
        new(by, by.Agency == Inspector.Agency ? AgencyKind.Inspectorate : AgencyKind.RegistryAdministration, Today, id);

    private string? Take(Decided decided)
    {
        if (decided.Refusal is { } refusal) return refusal.Reason;
        State = DirectoryState.Apply(State, decided.Events.Single());
        return null;
    }
}
