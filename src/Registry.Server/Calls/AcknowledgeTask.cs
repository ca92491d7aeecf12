using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tasks;
using Registry.Server.Pipeline;
using Registry.V1;
using DomainClass = Registry.Domain.Access.FieldClass;

namespace Registry.Server.Calls;

/// <summary>The agency says that it knows of a task: an event in the stream that the task is about.</summary>
internal sealed class AcknowledgeTask(Acts acts, LawTables law, TaskBook book)
{
    private static readonly IReadOnlySet<DomainClass> Status = new HashSet<DomainClass> { DomainClass.Status };

    public Task<AcknowledgeTaskResponse> Answer(AcknowledgeTaskRequest request, Call call)
    {
        var (subject, task) = (Wire.Id(request.SubjectId), Wire.Id(request.TaskId));

        // Tasks for these purposes are those of the dossier: taking note of one must not move a version that others see.
        var inDossier = call.Purpose is Domain.Access.Purpose.Protect or Domain.Access.Purpose.ProtectExecute;
        var command = new Domain.Tasks.AcknowledgeTask(
            call.Caller.Actor, Wire.On(call, request.OccurredOn), call.Purpose, key => book.IdOf(subject, key) == task);
        return acts.Do(call, request, request.RequestId, new Act<AcknowledgeTaskResponse>
        {
            Subject = subject,
            Stream = state => inDossier ? state.Dossier?.Id ?? Guid.Empty : subject,
            StreamType = inDossier ? StreamTypes.Dossier : StreamTypes.Person,
            Expected = request.ExpectedVersion,
            // Whoever may not know of a dossier must not find its version by naming one after the other.
            Asks = inDossier ? TaskBook.Asked : Status,
            Decide = state => TaskNotes.Acknowledge(law, state, command),
            Answer = written => new AcknowledgeTaskResponse { Version = written.Version },
        });
    }
}
