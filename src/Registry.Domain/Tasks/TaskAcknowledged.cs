using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Tasks;

/// <summary>An agency said that it knows of a task. Stands in the stream that the task is about: an announcement, a person, or her dossier, whose version those who must not know of it do not see.</summary>
/// <param name="OccurredOn">Law date.</param>
/// <param name="Duty">What is to do.</param>
/// <param name="Source">What the task comes from.</param>
/// <param name="Agency">Whose task it is, by the name under which it came to it.</param>
/// <param name="Told">It was only told that another is late.</param>
/// <param name="By">Who took note: that agency or its successor.</param>
public sealed record TaskAcknowledged(
    DateOnly OccurredOn, DutyKind Duty, Guid Source, AgencyCode Agency, bool Told, AgencyCode By) : DomainEvent(OccurredOn);

/// <summary>Command: take note of a task.</summary>
/// <param name="By">Who.</param>
/// <param name="On">Law date.</param>
/// <param name="Purpose">The purpose for which the task is shown.</param>
/// <param name="IsMeant">Which task: ids are made outside the domain.</param>
public sealed record AcknowledgeTask(Actor By, DateOnly On, Purpose Purpose, Func<TaskKey, bool> IsMeant);

/// <summary>The decision about taking note. Pure.</summary>
public static class TaskNotes
{
    /// <summary>Takes note of an open task of the agency that is shown for the purpose.</summary>
    public static Decided Acknowledge(LawTables law, SubjectState state, AcknowledgeTask command)
    {
        var task = OpenTasks.Of(law, state, command.By.Agency, command.On).FirstOrDefault(t => t.Purpose == command.Purpose && command.IsMeant(t.Key));
        if (task is null) return law.Refuse(RefusalReason.TaskNotYours, command.On);
        if (task.Acknowledged) return law.Refuse(RefusalReason.TaskAlreadyAcknowledged, command.On);
        return new TaskAcknowledged(command.On, task.Key.Duty, task.Key.Source, task.Key.Agency, task.Key.Told, command.By.Agency);
    }
}
