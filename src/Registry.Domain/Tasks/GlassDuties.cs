using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Tasks;

/// <summary>What follows from an emergency look: an inspector of another agency reads it again.</summary>
internal static class GlassDuties
{
    public static IEnumerable<Duty> Of(LawTables law, SubjectState state) =>
        (state.Person?.Glass.Relations ?? []).Where(r => r is { Kind: RelationKind.GlassReviewer, Until: null }).Select(r => new Duty(DutyKind.ReviewBreakGlass, r));
}
