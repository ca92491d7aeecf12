using System.Text;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Sealing;
using Registry.Server.Pipeline;
using Registry.Server.Subjects;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>
/// Tasks as the contract tells them. A task's id is a keyed hash of what makes it the same task: stable through restarts, another for every
/// agency, and nobody guesses or correlates one without the key.
/// </summary>
internal sealed class TaskBook(LawTables law, RequestSeal seal)
{
    /// <summary>What a page of tasks may tell.</summary>
    public static readonly IReadOnlySet<DomainClass> Asked = new HashSet<DomainClass> { DomainClass.Status, DomainClass.ProtectionExistence };

    /// <summary>What a page of tasks tells an inspector: that an emergency look owes a review.</summary>
    private static readonly IReadOnlySet<DomainClass> Lines = new HashSet<DomainClass> { DomainClass.AccessLines };

    /// <summary>What a page of tasks may tell, for the purpose of the call.</summary>
    public static IReadOnlySet<DomainClass> AskedBy(Call call) => call.Purpose == Domain.Access.Purpose.Audit ? Lines : Asked;

    /// <summary>The open tasks of the caller's agency about a subject, for the purpose of the call; null for none.</summary>
    public IReadOnlyList<CaseTask>? Tell(Call call, SubjectRecord record, Decision decision)
    {
        var state = record.State;
        var tasks = OpenTasks.Of(law, state, call.Caller.Agency, call.Today)
            .Where(task => task.Purpose == call.Purpose && decision.Permits(task.Row.Class) && IsUnderMandate(call, state, task.Key))
            .Select(task => new CaseTask
            {
                TaskId = IdOf(state.Subject, task.Key).ToString(),
                SubjectId = state.Subject.ToString(),
                Duty = (Registry.V1.DutyKind)task.Key.Duty,
                State = (Registry.V1.TaskState)task.StateOn(call.Today),
                DueOn = task.Due is { } due ? Wire.Date(due) : null,
                Rule = task.Rule,
                Acknowledged = task.Acknowledged,
                Told = task.Key.Told,
                Version = record.Head(task.Row.Class == DomainClass.ProtectionExistence ? state.Dossier?.Id ?? Guid.Empty : state.Subject, "").Told,
            })
            .OrderBy(task => task.TaskId, StringComparer.Ordinal).ToList();
        return tasks.Count > 0 ? tasks : null;
    }

    /// <summary>A review that lies outside the mandate is as one that there is not.</summary>
    private static bool IsUnderMandate(Call call, SubjectState state, TaskKey key) =>
        call.Purpose != Domain.Access.Purpose.Audit
        || (state.Person?.Glass.Find(key.Source) is { } glass && call.Mandate?.Given.Scope.Covers(state.Subject, glass.By) is true);

    /// <summary>The id of a task.</summary>
    public Guid IdOf(Guid subject, TaskKey key)
    {
        var name = Encoding.UTF8.GetBytes($"task\0{key.Duty}\0{key.Source:N}\0{key.Agency.Value}\0{key.Told}");
        return HashedId.LikeRandom(seal.Body(subject.ToByteArray(), name));
    }
}
