using Google.Protobuf;
using Registry.Domain.Assignments;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.V1;

namespace Registry.Server.Calls;

/// <summary>Gives a case to an officer of the caller's agency.</summary>
internal sealed class Assign(AssignmentActs acts)
{
    public Task<AssignResponse> Answer(AssignRequest request, Call call) =>
        acts.Do(call, request, (request.Officer, request.OccurredOn), gives: true, Assigning.Assign, version => new AssignResponse { Version = version });
}

/// <summary>Takes it from him.</summary>
internal sealed class RevokeAssignment(AssignmentActs acts)
{
    public Task<RevokeAssignmentResponse> Answer(RevokeAssignmentRequest request, Call call) =>
        acts.Do(call, request, (request.Officer, request.OccurredOn), gives: false, Assigning.Revoke, version => new RevokeAssignmentResponse { Version = version });
}

/// <summary>The one maker of both. The officer's name stands in the sealed actor part of the line; the event keeps a tag of him.</summary>
internal sealed class AssignmentActs(PersonActs acts, OfficerTags tags, Deciding deciding, IssuerOptions issuer, LawTables law)
{
    public async Task<TResponse> Do<TResponse>(
        Call call, IMessage request, (string Officer, Date? On) said, bool gives, Func<LawTables, SubjectState, Domain.Assignments.Assign, Decided> decide, Func<long, TResponse> answer)
        where TResponse : class, IMessage<TResponse>, new()
    {
        if (!Identities.IsOfficer(said.Officer))
            throw Failures.Of("REQUEST_NOT_VALID", new FieldProblem("officer", Expected.Officer));
        call.Assigns = said.Officer;
        var command = new Domain.Assignments.Assign(
            call.Caller.Actor, call.Officer, tags.Of(said.Officer), Wire.Today(call, said.On), acts.NewId(call, request));
        var nobody = gives && !await IsOfTheAgency(call, said.Officer);
        return await acts.Do(
            call, request, state => nobody ? law.Refuse(RefusalReason.OfficerNotEnrolled, call.Today) : decide(law, state, command), written => answer(written.Version));
    }

    /// <summary>A case that is given to an invented name is shut to all who work on it. Where an agency has not enrolled its officers nobody knows one.</summary>
    private async Task<bool> IsOfTheAgency(Call call, string officer)
    {
        var enrolment = await deciding.Directory(call);
        var only = enrolment.EnrolledOnly(call.Caller.Agency, call.Caller.Kind) ?? issuer.EnrolledOfficersOnly;
        return !only || enrolment.MayAct(call.Caller.Agency, officer) is true
            || enrolment.Officers.Any(one => one.Value && one.Key.Officer == officer && enrolment.ActsFor(one.Key.Agency, officer, call.Today) == call.Caller.Agency);
    }
}
