using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Victims;

namespace Registry.Domain.Verification;

/// <summary>The first report of a person who came by herself: from here on she exists, awaits verification, and is kept secret like everybody else.</summary>
public static class FirstReports
{
    /// <summary>
    /// Law 66/2011 Art. 24.1, Law 53/2024 Art. 27: the commune takes it and tells the district's labour office (the provincial health agency)
    /// at once; any other body that she came to passes it on. Who is told is offered the reception, and sees no more than that.
    /// </summary>
    public static Decided Take(LawTables law, SubjectState state, TakeReport command)
    {
        if (state.Person is not null) return law.Refuse(RefusalReason.AlreadyRegistered, command.On);
        if (law.Step(VerificationStep.TakeReport, command.By.Kind, command.Route, command.On) is null)
            return law.Refuse(RefusalReason.ReportNotInAuthority, command.On);
        if (law.Agencies.Find(command.Told, command.On) is not { } told) return law.Refuse(RefusalReason.UnknownAgency, command.On);
        if (!MayBeTold(law, command, told)) return law.Refuse(RefusalReason.NotToBeTold, command.On);

        var deadline = law.Deadline(DeadlineMatter.FirstCheck, told.Kind, command.On) ?? law.Deadline(DeadlineMatter.TellSupportAgency, told.Kind, command.On);
        return new VictimRegistered(
            command.On,
            command.By.Agency,
            command.EntryPoint,
            Channel.Unspecified,
            Announcement: null,
            [told.Code],
            command.Route,
            new ReportNotice(told.Code, deadline?.Standing.Id, deadline is null ? null : law.LastDay(deadline, command.On)))
        {
            ReportedBy = command.ReportedBy,
        };
    }

    /// <summary>Of a kind that the article names, another one than the reporter's, and of the same area: nobody far away learns of her.</summary>
    private static bool MayBeTold(LawTables law, TakeReport command, Agency told) =>
        told.Kind != command.By.Kind
        && law.Step(VerificationStep.BeTold, told.Kind, command.Route, command.On) is not null
        && law.Agencies.Find(command.By.Agency, command.On) is { } reporter
        && (law.Agencies.Serves(told.Code, reporter.Area, command.On) || law.Agencies.Serves(reporter.Code, told.Area, command.On));
}
