using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests.House;

/// <summary>The administrators' and the inspector's desks, and the ways that a change takes over them.</summary>
internal sealed class Administration(RunningRegistry registry) : IDisposable
{
    private const string Basis = "RULE-TWO-PERSONS";

    private readonly Desk first = registry.Desk(Officers.Administrator);
    private readonly Desk second = registry.Desk(Officers.Colleague);
    private readonly Desk inspector = registry.Desk(Officers.Approver);

    public async Task<long> Version() =>
        (await second.Send(new GetDirectoryRequest { Context = BorderReturn.Why(Purpose.Approval, Basis) })).Expect<GetDirectoryResponse>().Version;

    public async Task<GetDirectoryResponse> Directory(string agency = "") =>
        (await inspector.Send(new GetDirectoryRequest { Context = BorderReturn.Why(Purpose.Approval, Basis), Agency = agency })).Expect<GetDirectoryResponse>();

    public async Task<Answer> Propose(DirectoryChange change) => await first.Send(new ProposeChangeRequest
    {
        Context = BorderReturn.Why(Purpose.Administration, Basis),
        RequestId = BorderReturn.NewId(),
        ExpectedVersion = await Version(),
        Change = change,
    });

    public async Task<Answer> Grant(string agency, Grant grant) => await first.Send(new GrantBasisRequest
    {
        Context = BorderReturn.Why(Purpose.Administration, "RULE-GRANT"),
        RequestId = BorderReturn.NewId(),
        ExpectedVersion = await Version(),
        Agency = agency,
        Grant = grant,
    });

    public Task<Answer> ApproveAsFirst(string proposal) => Approve(first, proposal);

    public Task<Answer> ApproveAsSecond(string proposal) => Approve(second, proposal);

    public Task<Answer> ApproveAsInspector(string proposal) => Approve(inspector, proposal);

    public async Task<Answer> Revoke(string grant) => await second.Send(new RevokeGrantRequest
    {
        Context = BorderReturn.Why(Purpose.Approval, "RULE-GRANT"),
        RequestId = BorderReturn.NewId(),
        ExpectedVersion = await Version(),
        GrantId = grant,
    });

    public async Task<ListGrantsResponse> Grants() =>
        (await inspector.Send(new ListGrantsRequest { Context = BorderReturn.Why(Purpose.Approval, "RULE-GRANT") })).Expect<ListGrantsResponse>();

    /// <summary>Proposed by an administrator and approved by an inspector, who may approve everything.</summary>
    public async Task Do(DirectoryChange change)
    {
        var proposed = (await Propose(change)).Expect<ProposeChangeResponse>();
        (await ApproveAsInspector(proposed.ProposalId)).Expect<ApproveChangeResponse>();
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
        inspector.Dispose();
    }

    private async Task<Answer> Approve(Desk desk, string proposal) => await desk.Send(new ApproveChangeRequest
    {
        Context = BorderReturn.Why(Purpose.Approval, Basis),
        RequestId = BorderReturn.NewId(),
        ExpectedVersion = await Version(),
        ProposalId = proposal,
    });
}
