using System.Collections.Frozen;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Server.Hosting;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;

namespace Registry.Server.Enrolment;

/// <summary>Whether a proven officer may act at all. What is refused here is the same for everyone in the world: it says nothing about anybody.</summary>
internal static class Standing
{
    /// <summary>Scope of those who propose who may act.</summary>
    public const string Administers = "agency.administer";

    /// <summary>The only scopes that a token may carry beside it: who administers looks at no person and at no line.</summary>
    private static readonly FrozenSet<string> BesideIt =
        new[] { Administers, "agency.approve", "agency.read", "access.own", "reference.read" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The reason of the refusal, or an empty text.</summary>
    public static string Refusal(DirectoryEnrolment enrolment, IssuerOptions issuer, Agency home, Caller caller)
    {
        if (enrolment.IsSuspended(home.Code) || enrolment.IsSuspended(caller.Agency))
            return "AGENCY_SUSPENDED";
        var enrolledOnly = enrolment.EnrolledOnly(home.Code, home.Kind) ?? issuer.EnrolledOfficersOnly;
        switch (enrolment.MayAct(home.Code, caller.Officer))
        {
            case false:
                return "OFFICER_SUSPENDED";
            case null when enrolledOnly:
                return "OFFICER_NOT_ENROLLED";
        }

        return caller.Scopes.Contains(Administers) && !BesideIt.IsSupersetOf(caller.Scopes) ? "SCOPES_EXCLUDE_EACH_OTHER" : "";
    }
}
