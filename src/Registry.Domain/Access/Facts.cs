using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Access;

/// <summary>What need to know is decided by: the relations to one subject and the measures around her. No personal data.</summary>
/// <param name="Subject">The person or announcement.</param>
/// <param name="Version">Events folded so far; moved means that the decision must be taken again.</param>
/// <param name="Exists">For the caller of the rule, after it permitted. The rule itself never looks at it.</param>
/// <param name="Relations">All relations, ended ones too.</param>
/// <param name="Measures">All measures, ended ones too.</param>
public sealed record Facts(
    Guid Subject, long Version, bool Exists, ImmutableArray<Relation> Relations, ImmutableArray<MeasureFact> Measures)
{
    /// <summary>Blocks between the subject and others that stand.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<BlockFact> Blocks { get; init; }

    /// <summary>The facts of a subject that does not exist.</summary>
    public static Facts None(Guid subject) => new(subject, 0, false, [], []);

    public static Facts Of(SubjectState state) =>
        new(state.Subject, state.Version, state.Exists, state.Relations, state.MeasureFacts)
        {
            Blocks = state.Person is { People.Blocks.Length: > 0 } person
                ? [.. person.People.Standing.Select(b => new BlockFact(b.Other, b.ActingForOther))]
                : default,
        };

    /// <summary>These facts with what other records of the same human being hide and bar; their relations stay theirs.</summary>
    public Facts With(IReadOnlyCollection<Facts> elsewhere) => this with
    {
        Measures = [.. Measures, .. elsewhere.SelectMany(other => other.Measures)],
        Blocks = [.. elsewhere.Append(this).SelectMany(other => other.Blocks.IsDefault ? [] : other.Blocks)],
    };

    /// <summary>
    /// These facts with one prospective relation. For exactly three cases: the stream that this very command creates (the one
    /// self-authored relation), a consent code that the person handed over and that was found right, and a grant that is in force.
    /// </summary>
    public Facts AsIf(Relation relation) => this with { Relations = Relations.Add(relation) };

    /// <summary>
    /// These facts as they count for a call that is made in another's name. To who acts for somebody blocked the subject is a stranger:
    /// no relation counts, and what is left is what there is of nobody. Null is a call in nobody's name.
    /// </summary>
    public Facts For(Guid? other) => AreClosedTo(other) ? this with { Relations = [] } : this;

    /// <summary>These facts as of a moment: relations that last hours and are over are left out. Days are judged by the rule itself.</summary>
    public Facts At(DateTimeOffset moment) =>
        Relations.Any(r => r.EndsAt <= moment) ? this with { Relations = [.. Relations.Where(r => !(r.EndsAt <= moment))] } : this;

    /// <summary>True when a block stands between the subject and the other.</summary>
    public bool AreClosedTo(Guid? other) => other is { } one && !Blocks.IsDefault && Blocks.Any(b => b.Other == one);

    /// <summary>True when a block names the agency, or one in whose place it stands, as acting for the blocked one.</summary>
    public bool AreClosedTo(LawTables law, AgencyCode agency, DateOnly today) =>
        !Blocks.IsDefault && Blocks.Any(b => b.ActingForOther.Any(a => law.Agencies.StandsFor(agency, a, today)));
}

/// <summary>What a block means for secrecy.</summary>
/// <param name="Other">Record of the blocked one; null for a contact, who has none.</param>
/// <param name="ActingForOther">Agencies that act for him: to them the subject is a stranger, unless they are bound to her.</param>
public sealed record BlockFact(Guid? Other, ImmutableArray<AgencyCode> ActingForOther);

/// <summary>What a measure means for secrecy.</summary>
/// <param name="Source">Id of the event that decided it; decider's and executors' relations carry the same.</param>
/// <param name="Clause">Clause of Decree 62/2012 Art. 7, 1 to 8.</param>
/// <param name="Executors">Who carries it out.</param>
/// <param name="StartsOn">First day.</param>
/// <param name="EndsOn">First day on which it is not in force any more; null while open.</param>
/// <param name="Released">Its secrecy was released by an explicit act. Ending a measure opens nothing.</param>
/// <param name="DecidedOn">Law date of the decision; chooses the regime whose hide rules count. Null in facts kept by an older version: then all do.</param>
public sealed record MeasureFact(
    Guid Source,
    int Clause,
    ImmutableArray<AgencyCode> Executors,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    bool Released,
    DateOnly? DecidedOn = null)
{
    public bool InForceOn(DateOnly day) => StartsOn <= day && (EndsOn is null || day < EndsOn);

    /// <summary>Decided, in force, or ended and not released: the days between decision and start are when an offender would look.</summary>
    public bool HidesOn(DateOnly day) => Since <= day && !Released;

    /// <summary>Decided and not ended: whoever carries it out prepares it before it starts.</summary>
    public bool IsOrderedOn(DateOnly day) => Since <= day && (EndsOn is null || day < EndsOn);

    private DateOnly Since => DecidedOn is { } decided && decided < StartsOn ? decided : StartsOn;
}
