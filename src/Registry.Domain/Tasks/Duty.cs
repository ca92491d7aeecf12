using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Law;

namespace Registry.Domain.Tasks;

/// <summary>One duty of one agency, as a part of the law finds it in a subject's state.</summary>
/// <param name="Kind">What is to do.</param>
/// <param name="Bound">The relation that binds its agency: while it is in force and the duty is not done.</param>
/// <param name="Source">What it comes from; the relation's own source when empty.</param>
internal sealed record Duty(DutyKind Kind, Relation Bound, Guid Source = default)
{
    /// <summary>The day of the case that is the due day: the first or last day of a measure.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Id of the row that set <see cref="Due"/>; that of the task's row when null.</summary>
    public string? Rule { get; init; }

    /// <summary>First day on which it is shown; the relation's first day when null.</summary>
    public DateOnly? Opens { get; init; }

    /// <summary>Agencies to whom it is owed, that are told when it is late.</summary>
    public ImmutableArray<AgencyCode> OwedTo { get; init; } = [];
}
