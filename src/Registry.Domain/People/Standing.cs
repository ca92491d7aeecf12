using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.People;

/// <summary>Who may write about the people around a person: the agencies that answer for her now, and for how many entries.</summary>
internal static class Standing
{
    /// <summary>Entries of one kind in a record; a truth of more than so many is kept by the agencies on paper.</summary>
    public const int Most = 200;

    /// <summary>Relations by which an agency answers for a person.</summary>
    public static readonly RelationKind[] Answering =
        [RelationKind.Registrar, RelationKind.Receiver, RelationKind.Verifier, RelationKind.Carer, RelationKind.Decider];

    /// <summary>Null when the agency answers for the person and there is room for one more entry.</summary>
    public static Refusal? Refused(LawTables law, SubjectState state, Actor by, DateOnly on, int entries = 0)
    {
        if (state.Person is null || !law.Holds(state.Relations, by.Agency, on, Answering)) return law.Refuse(RefusalReason.NotReceivedByYou, on);
        return entries >= Most ? law.Refuse(RefusalReason.RecordIsFull, on) : null;
    }
}
