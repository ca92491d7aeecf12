using Registry.Domain.Access;

namespace Registry.Domain.Agencies;

/// <summary>Who may act: the tables of the province and the approved changes together. Immutable; compiled once a version of the directory.</summary>
public sealed class Enrolment
{
    private readonly HashSet<AgencyCode> suspended = [];
    private readonly Dictionary<(AgencyCode Agency, string Officer), bool> officers = [];
    private readonly Dictionary<(AgencyCode Agency, string Officer), OfficerTraits> traits = [];
    private readonly Dictionary<AgencyCode, bool> modes = [];
    private readonly Dictionary<(AgencyCode Agency, string Officer), DirectoryChange.SecondOfficer> seconded = [];
    private readonly Dictionary<string, EnrolledKey> keys = new(StringComparer.Ordinal);
    private readonly List<Grant> grants = [];
    private readonly Dictionary<Guid, Mandate> mandates = [];

    private Enrolment(AgencyDirectory tables) => Agencies = tables;

    /// <summary>Agencies of every time: those of the tables and those that were enrolled since.</summary>
    public AgencyDirectory Agencies { get; private set; }

    /// <summary>Keys of agencies' own issuers, by key id.</summary>
    public IReadOnlyDictionary<string, EnrolledKey> Keys => keys;

    /// <summary>Grants of every time, in the order of their approval.</summary>
    public IReadOnlyList<Grant> Grants => grants;

    /// <summary>Mandates of every time, by id.</summary>
    public IReadOnlyDictionary<Guid, Mandate> Mandates => mandates;

    /// <summary>Everybody who was ever enrolled, with whether he may act.</summary>
    public IReadOnlyDictionary<(AgencyCode Agency, string Officer), bool> Officers => officers;

    /// <summary>Compiles.</summary>
    /// <param name="tables">Agencies of the tables.</param>
    /// <param name="state">The directory's stream as folded; null before the first administrators.</param>
    /// <param name="asOf">Leaves out what was approved after the day; null for all.</param>
    public static Enrolment Of(AgencyDirectory tables, DirectoryState? state, DateOnly? asOf = null)
    {
        var enrolment = new Enrolment(tables);
        foreach (var applied in (state?.Applied ?? []).Where(a => asOf is null || a.On <= asOf))
            enrolment.Take(applied, state!.Revoked.TryGetValue(applied.Proposal, out var day) && (asOf is null || day <= asOf) ? day : null);
        return enrolment;
    }

    /// <summary>True when every call of the agency is refused.</summary>
    public bool IsSuspended(AgencyCode agency) => suspended.Contains(agency);

    /// <summary>True when no other agency of its kind may act on the day.</summary>
    public bool StandsAlone(AgencyCode agency, AgencyKind kind, DateOnly on) =>
        !Agencies.On(on).Any(a => a.Kind == kind && a.Code != agency && !IsSuspended(a.Code));

    /// <summary>True for one who was enrolled at the agency and may act, false for a suspended one, null for one who was never enrolled.</summary>
    public bool? MayAct(AgencyCode agency, string officer) => officers.TryGetValue((agency, officer), out var may) ? may : null;

    /// <summary>What is known of an officer's name and home; null for one of whom nothing is.</summary>
    public OfficerTraits? TraitsOf(AgencyCode agency, string officer) => traits.GetValueOrDefault((agency, officer));

    /// <summary>Whether only enrolled officers of the agency act; null where nobody decided. Administrators are always enrolled.</summary>
    public bool? EnrolledOnly(AgencyCode agency, AgencyKind kind) =>
        kind == AgencyKind.RegistryAdministration ? true : modes.TryGetValue(agency, out var only) ? only : null;

    /// <summary>The lead agency that the officer acts for on the day instead of his own, or null.</summary>
    public AgencyCode? ActsFor(AgencyCode agency, string officer, DateOnly on) =>
        seconded.TryGetValue((agency, officer), out var secondment) && on < secondment.Until ? secondment.Lead : null;

    /// <summary>Administrators who may act on the day.</summary>
    public int ActiveAdministrators(DateOnly on) => officers.Count(o => o.Value && !IsSuspended(o.Key.Agency)
        && Agencies.Find(o.Key.Agency, on) is { Kind: AgencyKind.RegistryAdministration });

    /// <summary>What it would be with one more change.</summary>
    internal static Enrolment With(AgencyDirectory tables, DirectoryState state, DirectoryChange change, DateOnly on) =>
        Of(tables, state with { Applied = state.Applied.Add(new AppliedChange(Guid.Empty, on, change)) });

    private void Take(AppliedChange applied, DateOnly? revoked)
    {
        switch (applied.Change)
        {
            case DirectoryChange.EnrolAgency or DirectoryChange.SucceedAgency or DirectoryChange.ChangeArea:
                Agencies = Agencies.With(applied.Change);
                // Nobody vouches yet for the officers of an agency that the tables do not know.
                if (applied.Change is DirectoryChange.EnrolAgency) modes[applied.Change.Agency] = true;
                break;
            case DirectoryChange.SuspendAgency change:
                suspended.Add(change.Agency);
                break;
            case DirectoryChange.LiftAgency change:
                suspended.Remove(change.Agency);
                break;
            case DirectoryChange.EnrolOfficer or DirectoryChange.LiftOfficer:
                officers[(applied.Change.Agency, applied.Change.Whom!)] = true;
                if (applied.Change is DirectoryChange.EnrolOfficer { Traits: { } given }) traits[(applied.Change.Agency, applied.Change.Whom!)] = given;
                break;
            case DirectoryChange.SuspendOfficer change:
                officers[(change.Agency, change.Officer)] = false;
                break;
            case DirectoryChange.SetOfficersMode change:
                modes[change.Agency] = change.EnrolledOnly;
                break;
            case DirectoryChange.SecondOfficer change:
                seconded[(change.Agency, change.Officer)] = change;
                break;
            case DirectoryChange.RecallOfficer change:
                seconded.Remove((change.Agency, change.Officer));
                break;
            case DirectoryChange.AddKey change:
                if (change.Replaces is { } old && keys.TryGetValue(old, out var replaced)) keys[old] = replaced with { Suspended = true };
                keys[change.KeyId] = new EnrolledKey(change, Suspended: false);
                break;
            case DirectoryChange.SuspendKey change when keys.TryGetValue(change.KeyId, out var key):
                keys[change.KeyId] = key with { Suspended = true };
                break;
            case DirectoryChange.GiveGrant change:
                grants.Add(new Grant(applied.Proposal, change, applied.On, revoked));
                break;
            case DirectoryChange.GiveMandate change:
                mandates[applied.Proposal] = new Mandate(applied.Proposal, change, applied.On, EndedOn: null);
                break;
            case DirectoryChange.EndMandate change when mandates.TryGetValue(change.Mandate, out var mandate):
                mandates[change.Mandate] = mandate with { EndedOn = applied.On };
                break;
        }
    }
}
