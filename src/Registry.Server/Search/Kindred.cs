using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Matching;
using Registry.Server.Pipeline;
using Registry.Server.Records;
using Registry.Server.Subjects;
using DirectoryEnrolment = Registry.Domain.Agencies.Enrolment;

namespace Registry.Server.Search;

/// <summary>
/// Whether an officer looks at somebody of his own name or home. Known before anything is opened, from the short tags that lie sealed beside her
/// name and address, so it costs neither a key nor a line, and needs no list of who is whose kin. Tags are of 8 bits: one stranger in 256 has the same by chance.
/// </summary>
internal sealed class Kindred(SlotTags tags)
{
    /// <summary>The mark of a look; null for an officer of whom no name is enrolled.</summary>
    /// <param name="call">Who looks.</param>
    /// <param name="enrolment">Who may act.</param>
    /// <param name="record">Whom.</param>
    /// <param name="decision">What he is shown: what he does not see is not compared.</param>
    public AlikeMark? Of(Call call, DirectoryEnrolment enrolment, SubjectRecord record, Decision decision)
    {
        if (enrolment.TraitsOf(call.Caller.SecondedFrom ?? call.Caller.Agency, call.Caller.Officer) is not { } officer)
            return null;
        if (!decision.Granted)
            return AlikeMark.None;
        var surname = decision.Permits(FieldClass.IdentityMinimum) && Shares(record, "full_name", tags.Surname([officer.Surname]));
        var commune = decision.Permits(FieldClass.HomeAddress) && Shares(record, "home_address", tags.Commune(officer.Commune));
        return new AlikeMark(surname ? Surnames.PerMille(officer.Surname) : null, commune);
    }

    private static bool Shares(SubjectRecord record, string path, ImmutableArray<int> tags) =>
        record.Slots.TryGetValue(path, out var slot) && !slot.Tags.IsDefault && tags.Any(slot.Tags.Contains);
}
