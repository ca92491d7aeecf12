using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>What stands against a change, as of now. Asked when it is proposed and again when it is approved.</summary>
internal static class ChangeChecks
{
    /// <summary>Kinds that stand apart: nobody who has to do with cases takes their place, and they take nobody's.</summary>
    private static readonly AgencyKind[] Apart = [AgencyKind.RegistryAdministration, AgencyKind.Inspectorate, AgencyKind.OutsideSystem];

    public static Refusal? Problem(LawTables law, DirectoryState state, DirectoryChange change, DateOnly on)
    {
        var enrolment = Enrolment.Of(law.AgenciesOfTables, state);
        var reason = change is DirectoryChange.EnrolAgency enrol
            ? Enrolled(enrolment, enrol, on)
            : enrolment.Agencies.Find(change.Agency, on) is { } agency
                ? Changed(law, enrolment, agency, change, on) ?? Administered(law, state, agency, change, on)
                : RefusalReason.UnknownAgency;
        return reason is { } why ? law.Refuse(why, on) : null;
    }

    private static RefusalReason? Enrolled(Enrolment enrolment, DirectoryChange.EnrolAgency change, DateOnly on)
    {
        if (enrolment.Agencies.All.Any(a => a.Code == change.Agency)) return RefusalReason.AgencyCodeUsed;
        if (change.From < on) return RefusalReason.DayAlreadyPast;
        if (change.Under is { } under && enrolment.Agencies.Find(under, change.From) is null) return RefusalReason.UnknownAgency;
        return enrolment.Agencies.Areas.Find(change.Area, change.From) is null ? RefusalReason.UnknownArea : null;
    }

    private static RefusalReason? Changed(LawTables law, Enrolment enrolment, Agency agency, DirectoryChange change, DateOnly on) => change switch
    {
        DirectoryChange.SuspendAgency => enrolment.IsSuspended(agency.Code) ? RefusalReason.AlreadySuspended : Last(enrolment, agency, on),
        DirectoryChange.LiftAgency => enrolment.IsSuspended(agency.Code) ? null : RefusalReason.NotSuspended,
        DirectoryChange.SucceedAgency succeed => Succeeded(law, enrolment, agency, succeed, on),
        DirectoryChange.ChangeArea { From: var from } when from < on => RefusalReason.DayAlreadyPast,
        DirectoryChange.ChangeArea area when enrolment.Agencies.Areas.Find(area.Area, area.From) is null => RefusalReason.UnknownArea,
        DirectoryChange.ChangeArea area => StoodBefore(enrolment, agency.Code, area.From) ? null : RefusalReason.AgencyAlreadyEnds,
        DirectoryChange.EnrolOfficer { Officer: var officer } when agency.Kind == AgencyKind.RegistryAdministration && MandateActs.Inspects(enrolment, officer, on) =>
            RefusalReason.MandateNamesAdministrator,
        // Who acts already may be written down with his name and home, once.
        DirectoryChange.EnrolOfficer { Officer: var officer, Traits: not null } when enrolment.MayAct(agency.Code, officer) is true && enrolment.TraitsOf(agency.Code, officer) is null => null,
        DirectoryChange.EnrolOfficer { Officer: var officer } => enrolment.MayAct(agency.Code, officer) is null ? null : RefusalReason.OfficerAlreadyEnrolled,
        DirectoryChange.SuspendOfficer { Officer: var officer } => enrolment.MayAct(agency.Code, officer) == false ? RefusalReason.AlreadySuspended : null,
        DirectoryChange.LiftOfficer { Officer: var officer } => enrolment.MayAct(agency.Code, officer) == false ? null : RefusalReason.NotSuspended,
        DirectoryChange.SetOfficersMode { EnrolledOnly: true } => enrolment.Officers.Any(o => o.Key.Agency == agency.Code && o.Value) ? null : RefusalReason.NobodyEnrolled,
        DirectoryChange.SecondOfficer second => Seconded(enrolment, agency, second, on),
        DirectoryChange.RecallOfficer { Officer: var officer } =>
            enrolment.ActsFor(agency.Code, officer, on) is null ? RefusalReason.OfficerNotEnrolled : null,
        DirectoryChange.AddKey key => Keyed(enrolment, key),
        DirectoryChange.SuspendKey { KeyId: var id } => Key(enrolment, agency.Code, id),
        DirectoryChange.GiveGrant grant => Granted(law, agency, grant, on),
        DirectoryChange.GiveMandate mandate => MandateActs.Given(enrolment, agency, mandate, on),
        DirectoryChange.EndMandate end => MandateActs.Ended(enrolment, end),
        _ => null,
    };

    private static RefusalReason? Succeeded(LawTables law, Enrolment enrolment, Agency agency, DirectoryChange.SucceedAgency change, DateOnly on)
    {
        if (change.From < on) return RefusalReason.DayAlreadyPast;
        if (!StoodBefore(enrolment, agency.Code, change.From)) return RefusalReason.AgencyAlreadyEnds;
        if (change.Successor == agency.Code || enrolment.Agencies.Find(change.Successor, change.From) is not { } successor
            || enrolment.IsSuspended(change.Successor) || enrolment.Agencies.With(change).GoesInCircles())
            return RefusalReason.SuccessorUnknown;
        if (successor.Kind == agency.Kind) return null;
        if (Apart.Contains(successor.Kind) || Apart.Contains(agency.Kind)) return RefusalReason.SuccessorOfAnotherTask;
        // As for the tables' own rows: a measure or request that nobody can act on is a person without an owner.
        var row = new Succession(change.Agency, change.Successor, Relations: null, change.From);
        return SuccessionChecks.Missing(law.Regimes, row, agency.Kind, successor.Kind).Any() ? RefusalReason.SuccessorCannotAct : null;
    }

    /// <summary>True when the agency stands on the day and stood on the one before.</summary>
    private static bool StoodBefore(Enrolment enrolment, AgencyCode code, DateOnly day) =>
        enrolment.Agencies.Find(code, day) is not null && enrolment.Agencies.Find(code, day.AddDays(-1)) is not null;

    private static RefusalReason? Seconded(Enrolment enrolment, Agency home, DirectoryChange.SecondOfficer change, DateOnly on)
    {
        if (enrolment.Agencies.Find(change.Lead, on) is not { } lead) return RefusalReason.UnknownAgency;
        if (lead.Code == home.Code || Apart.Contains(lead.Kind) || Apart.Contains(home.Kind)) return RefusalReason.SecondmentNotAllowed;
        if (change.Until <= on) return RefusalReason.EndNotInFuture;
        return enrolment.MayAct(home.Code, change.Officer) == true ? null : RefusalReason.OfficerNotEnrolled;
    }

    private static RefusalReason? Keyed(Enrolment enrolment, DirectoryChange.AddKey change)
    {
        if (enrolment.Keys.ContainsKey(change.KeyId)) return RefusalReason.KeyAlreadyKnown;
        // One issuer speaks for one agency: the line names issuer and officer, and that must be one person.
        if (enrolment.Keys.Values.Any(k => k.Key.Issuer == change.Issuer && k.Key.Agency != change.Agency)) return RefusalReason.KeyAlreadyKnown;
        return change.Replaces is { } old ? Key(enrolment, change.Agency, old) : null;
    }

    private static RefusalReason? Key(Enrolment enrolment, AgencyCode agency, string id) =>
        enrolment.Keys.TryGetValue(id, out var key) && key.Key.Agency == agency
            ? key.Suspended ? RefusalReason.AlreadySuspended : null
            : RefusalReason.KeyUnknown;

    /// <summary>A grant opens at most what a row of need to know lets grants name, class by class for every purpose.</summary>
    private static RefusalReason? Granted(LawTables law, Agency agency, DirectoryChange.GiveGrant change, DateOnly on)
    {
        if (agency.Kind != AgencyKind.OutsideSystem) return RefusalReason.GrantNotToOutsideSystem;
        if (change.Until <= on) return RefusalReason.EndNotInFuture;
        if (!law.KnowsLegalBasis(change.Article, on)) return RefusalReason.UnknownLegalBasis;
        return change.Purposes.Any() && change.Classes.Any()
            && change.Purposes.All(purpose => change.Classes.All(c => law.Needs(agency.Kind, purpose, on).Any(r => r.Class == c && r.Relation == RelationKind.Grant)))
            ? null : RefusalReason.GrantWiderThanRule;
    }

    private static RefusalReason? Last(Enrolment enrolment, Agency agency, DateOnly on) =>
        agency.Kind is AgencyKind.RegistryAdministration or AgencyKind.Inspectorate
        && enrolment.StandsAlone(agency.Code, agency.Kind, on)
            ? RefusalReason.LastOfItsKind : null;

    /// <summary>Nobody could ever let anybody act again without two administrators.</summary>
    private static RefusalReason? Administered(LawTables law, DirectoryState state, Agency agency, DirectoryChange change, DateOnly on)
    {
        if (agency.Kind != AgencyKind.RegistryAdministration) return null;
        var day = change is DirectoryChange.SucceedAgency succeed ? succeed.From : on;
        return Enrolment.With(law.AgenciesOfTables, state, change, on).ActiveAdministrators(day) < 2 ? RefusalReason.TwoAdministratorsNeeded : null;
    }
}
