using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Agencies;

/// <summary>A change proposed, or something done about an open one or about a grant.</summary>
/// <param name="By">Who acts; need to know has seen to it that his kind of agency may.</param>
/// <param name="Kind">Kind of his agency.</param>
/// <param name="On">Law date: today. The directory is never changed backwards.</param>
/// <param name="Id">Of the proposal or the grant.</param>
public sealed record DirectoryCommand(ActingOfficer By, AgencyKind Kind, DateOnly On, Guid Id);

/// <summary>
/// Two persons decide who may act. What lets somebody new see records that exist, and what is about those who inspect, is approved by
/// an inspector: then two agencies must go wrong together, and one of them sees no person either.
/// </summary>
public static class DirectoryActs
{
    /// <summary>Proposals that may wait at once; what waits is held in memory.</summary>
    public const int MostOpen = 200;

    /// <summary>An administrator proposes.</summary>
    public static Decided Propose(LawTables law, DirectoryState? state, DirectoryCommand command, DirectoryChange change)
    {
        if (state is null) return law.Refuse(RefusalReason.TwoAdministratorsNeeded, command.On);
        if (state.Open.Length >= MostOpen) return law.Refuse(RefusalReason.TooManyProposals, command.On);
        return ChangeChecks.Problem(law, state, change, command.On) is { } problem
            ? problem
            : new ChangeProposed(command.On, command.Id, change, command.By);
    }

    /// <summary>Another person approves; everything is checked again, as it stands now.</summary>
    public static Decided Approve(LawTables law, DirectoryState? state, DirectoryCommand command)
    {
        Decided No(RefusalReason reason) => law.Refuse(reason, command.On);

        if (state?.Find(command.Id) is not { } proposal) return No(RefusalReason.ProposalUnknown);
        var enrolment = Enrolment.Of(law.AgenciesOfTables, state);
        if (!StillActs(enrolment, proposal.By)) return No(RefusalReason.ProposalUnknown);
        if (command.By.MayBe(proposal.By.Officer)) return No(RefusalReason.SecondPersonNeeded);
        if (proposal.Change.Whom is { } whom && command.By.MayBe(whom)) return No(RefusalReason.NotForYourself);
        if (proposal.Change is DirectoryChange.GiveMandate mandate && mandate.Officers.Any(command.By.MayBe)) return No(RefusalReason.NotForYourself);
        if (command.Kind != AgencyKind.Inspectorate && IsGrave(enrolment, proposal.Change, command.On)) return No(RefusalReason.InspectorNeeded);
        return ChangeChecks.Problem(law, state, proposal.Change, command.On) is { } problem
            ? problem
            : new ChangeApproved(command.On, proposal.Id, command.By);
    }

    /// <summary>Whoever may approve may also refuse; the proposer takes back.</summary>
    public static Decided Withdraw(LawTables law, DirectoryState? state, DirectoryCommand command) =>
        state?.Find(command.Id) is null
            ? law.Refuse(RefusalReason.ProposalUnknown, command.On)
            : new ChangeWithdrawn(command.On, command.Id, command.By);

    /// <summary>An administrator or an inspector ends a grant, at once.</summary>
    public static Decided RevokeGrant(LawTables law, DirectoryState? state, DirectoryCommand command) =>
        Enrolment.Of(law.AgenciesOfTables, state).Grants.Any(g => g.Id == command.Id && g.InForceOn(command.On))
            ? new GrantRevoked(command.On, command.Id, command.By)
            : law.Refuse(RefusalReason.GrantUnknown, command.On);

    /// <summary>True when an inspector must approve the change.</summary>
    public static bool IsGrave(Enrolment enrolment, DirectoryChange change, DateOnly on) => change switch
    {
        DirectoryChange.SucceedAgency or DirectoryChange.SecondOfficer or DirectoryChange.AddKey or DirectoryChange.GiveGrant => true,
        DirectoryChange.LiftAgency or DirectoryChange.SetOfficersMode { EnrolledOnly: false } => true,
        DirectoryChange.EnrolAgency { Kind: AgencyKind.Inspectorate or AgencyKind.RegistryAdministration } => true,
        _ => enrolment.Agencies.Find(change.Agency, on) is { Kind: AgencyKind.Inspectorate },
    };

    private static bool StillActs(Enrolment enrolment, ActingOfficer proposer) =>
        enrolment.MayAct(proposer.Agency, proposer.Officer) == true && !enrolment.IsSuspended(proposer.Agency);
}
