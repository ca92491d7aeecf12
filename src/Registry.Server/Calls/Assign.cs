using Google.Protobuf;
using Registry.Domain.Assignments;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Gives a case to an officer of the caller's agency.</summary>
internal sealed class Assign(AssignmentActs acts)
{
    public Task<AssignResponse> Answer(AssignRequest request, Call call) =>
        acts.Do(call, request, (request.Officer, request.OccurredOn), Assigning.Assign, version => new AssignResponse { Version = version });
}

/// <summary>Takes it from him.</summary>
internal sealed class RevokeAssignment(AssignmentActs acts)
{
    public Task<RevokeAssignmentResponse> Answer(RevokeAssignmentRequest request, Call call) =>
        acts.Do(call, request, (request.Officer, request.OccurredOn), Assigning.Revoke, version => new RevokeAssignmentResponse { Version = version });
}

/// <summary>The one maker of both. The officer's name stands in the sealed actor part of the line; the event keeps a tag of him.</summary>
internal sealed class AssignmentActs(PersonActs acts, OfficerTags tags, LawTables law)
{
    public Task<TResponse> Do<TResponse>(
        Call call, IMessage request, (string Officer, Date? On) said, Func<LawTables, SubjectState, Domain.Assignments.Assign, Decided> decide, Func<long, TResponse> answer)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (!Identities.IsOfficer(said.Officer))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("officer", Expected.Officer));
        call.Assigns = said.Officer;
        var command = new Domain.Assignments.Assign(
            call.Caller.Actor, call.Officer, tags.Of(said.Officer), Wire.Today(call, said.On), acts.NewId(call, request));
        return acts.Do(call, request, state => decide(law, state, command), written => answer(written.Version));
    }
}
