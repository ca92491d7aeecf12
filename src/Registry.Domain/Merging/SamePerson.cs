using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Merging;

/// <summary>Command: join or part two records.</summary>
/// <param name="By">Who.</param>
/// <param name="On">Law date.</param>
/// <param name="Kept">The record to go on with.</param>
/// <param name="Other">The one that is not.</param>
public sealed record MergeRecords(Actor By, DateOnly On, Guid Kept, Guid Other);

/// <summary>
/// One human being under two records. Joining them is a view, not a move: streams, keys and relations stay apart, so nobody reads more than
/// before. What a measure on one of them hides is hidden on all, because it is the same woman who is in danger.
/// </summary>
public static class SamePerson
{
    /// <summary>So many records of one person at the most: what a look reads for them is bounded.</summary>
    public const int MostRecords = 8;

    private static readonly RelationKind[] Knowing = [RelationKind.Registrar, RelationKind.Receiver, RelationKind.Verifier];

    /// <summary>The event for the stream of one of the two. The record that is not kept is written first; what a crash left half done is gone on with.</summary>
    /// <param name="law">Tables.</param>
    /// <param name="kept">The record to go on with.</param>
    /// <param name="other">The one that is not.</param>
    /// <param name="here">Whose stream the event is for: one of the two.</param>
    /// <param name="command">What is asked.</param>
    public static Decided Merge(LawTables law, SubjectState kept, SubjectState other, Guid here, MergeRecords command)
    {
        if (Stranger(law, kept, other, command) is { } refusal) return refusal;
        var inTheWay = InTheWay(kept, other);
        if (inTheWay.Any(link => IsTold(law, link, command.By, command.On))) return law.Refuse(RefusalReason.AlreadyMerged, command.On);
        // One answer for all that the caller may not know: that she is kin, that another agency joined one of them to a third record, or to many.
        if (inTheWay.Any() || AreKin(kept, other) || AreKin(other, kept) || IsFull(kept, command.Other) || IsFull(other, command.Kept))
            return law.Refuse(RefusalReason.RecordsStayApart, command.On);

        var isKept = here == command.Kept;
        return new PersonMerged(command.On, command.By.Agency, isKept ? command.Other : command.Kept, isKept, KnownToBoth(law, kept, other, command.On), kept.Person!.Kind);
    }

    /// <summary>The event for the stream of one of the two, in the same order.</summary>
    /// <param name="law">Tables.</param>
    /// <param name="kept">The record that was gone on with.</param>
    /// <param name="other">The one that was not.</param>
    /// <param name="here">Whose stream the event is for: one of the two.</param>
    /// <param name="command">What is asked.</param>
    public static Decided Unmerge(LawTables law, SubjectState kept, SubjectState other, Guid here, MergeRecords command)
    {
        if (Stranger(law, kept, other, command) is { } refusal) return refusal;
        // To whom no link between them is told they are two, joined or not.
        var between = LinksOf(kept).Where(link => link.Other == command.Other).Concat(LinksOf(other).Where(link => link.Other == command.Kept));
        return between.Any(link => IsTold(law, link, command.By, command.On))
            ? new PersonUnmerged(command.On, command.By.Agency, here == command.Kept ? command.Other : command.Kept)
            : law.Refuse(RefusalReason.NotMerged, command.On);
    }

    /// <summary>
    /// True when the agency may think of the two records that they are of one human being: it has to do with both, they are neither kin nor, as far
    /// as it is told, joined so that neither could be kept, and nobody has to keep the two apart.
    /// </summary>
    public static bool AreCandidates(LawTables law, SubjectState one, SubjectState other, Actor by, DateOnly on) =>
        !IsBlocked(one, other) && !IsBlocked(other, one) && Stranger(law, one, other, new(by, on, one.Subject, other.Subject)) is null
        && !AreKin(one, other) && !AreKin(other, one)
        && !(InTheWay(one, other).Any(link => IsTold(law, link, by, on)) && InTheWay(other, one).Any(link => IsTold(law, link, by, on)));

    /// <summary>True for what a crash left: the other record is joined, or parted, and the one that is kept not yet.</summary>
    public static bool IsHalfDone(SubjectState kept, SubjectState other, bool joins) =>
        IsMerged(other, kept.Subject) == joins && IsMerged(kept, other.Subject) != joins;

    /// <summary>True when the record is linked to the other one.</summary>
    public static bool IsMerged(SubjectState record, Guid with) => LinksOf(record).Any(link => link.Other == with);

    private static Refusal? Stranger(LawTables law, SubjectState kept, SubjectState other, MergeRecords command)
    {
        if (command.Kept == command.Other) return law.Refuse(RefusalReason.MergeWithItself, command.On);
        return Knows(law, kept, command) && Knows(law, other, command) ? null : law.Refuse(RefusalReason.NotReceivedByYou, command.On);
    }

    private static bool Knows(LawTables law, SubjectState record, MergeRecords command) =>
        record.Person is not null && law.Holds(record.Relations, command.By.Agency, command.On, Knowing);

    private static bool AreKin(SubjectState one, SubjectState another) =>
        one.Person!.Victim == another.Subject || one.Person.Relatives.Any(link => link.Relative == another.Subject);

    private static bool IsBlocked(SubjectState one, SubjectState other) => one.Person?.People.Standing.Any(block => block.Other == other.Subject) == true;

    /// <summary>Links by which the one cannot be kept over the other: a record that is not kept has one.</summary>
    private static IEnumerable<MergeLink> InTheWay(SubjectState kept, SubjectState other) =>
        LinksOf(kept).Where(link => !link.Kept || link.Other == other.Subject).Concat(LinksOf(other).Where(link => link.Other != kept.Subject));

    private static bool IsTold(LawTables law, MergeLink link, Actor by, DateOnly on) => link.KnownTo.Any(agency => law.Agencies.StandsFor(by.Agency, agency, on));

    private static IReadOnlyList<MergeLink> LinksOf(SubjectState record) => [.. (record.Person?.Merge.Links ?? []).Where(link => !link.Parted)];

    /// <summary>Parted links count: a look reads them as well.</summary>
    private static bool IsFull(SubjectState record, Guid but) => record.Person?.Merge.Links.Count(link => link.Other != but) >= MostRecords - 1;

    private static ImmutableArray<AgencyCode> KnownToBoth(LawTables law, SubjectState kept, SubjectState other, DateOnly on) =>
        [.. law.Holders(kept.Relations, on, Knowing).Intersect(law.Holders(other.Relations, on, Knowing)).Order()];
}
