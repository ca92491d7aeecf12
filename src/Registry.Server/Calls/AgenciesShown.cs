using Registry.Domain.Access;
using Registry.Domain.Law;
using Registry.Server.Pipeline;

namespace Registry.Server.Calls;

/// <summary>
/// Which agency acted says where she was, and the last one where she is: it is told where her place may be seen, and of an agency's own acts.
/// </summary>
internal static class AgenciesShown
{
    /// <summary>The code, or empty where it is not for the caller.</summary>
    /// <param name="look">MUST have been asked for <see cref="FieldClass.CurrentPlace"/> too.</param>
    /// <param name="law">The tables: the act of one whose place the caller took is its own.</param>
    /// <param name="call">Whose.</param>
    /// <param name="agency">Who acted; null for nobody.</param>
    public static string AgencyShown(this Look look, LawTables law, Call call, AgencyCode? agency) => agency is { } by
        && (look.Permits(FieldClass.CurrentPlace) || law.Agencies.StandsFor(call.Caller.Agency, by, call.Today)) ? by.Value : "";
}
