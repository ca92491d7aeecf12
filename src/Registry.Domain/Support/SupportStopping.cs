using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;

namespace Registry.Domain.Support;

/// <summary>Giving by an approved file came to an end before it was completed (law.md 10.2: STOPPED); the reason is a sealed field.</summary>
/// <param name="OccurredOn">First day on which nothing follows: days granted from it on are free again.</param>
/// <param name="Support">The file.</param>
/// <param name="By">Who stopped it.</param>
public sealed record SupportStopped(DateOnly OccurredOn, Guid Support, AgencyCode By) : DomainEvent(OccurredOn), ISupportEvent;

/// <summary>Command: stop a file that was approved.</summary>
public sealed record StopSupport(Actor By, DateOnly On, Guid Support);

/// <summary>
/// Ends a file that is no longer carried out, also by who has her no more: otherwise it would eat the days of her law for ever. Inferred; the articles
/// say what is given, and not how it ends.
/// </summary>
public static class SupportStopping
{
    /// <summary>By who approved it, who gives it, or the successor of either. No power is needed on top: stopping gives nobody anything.</summary>
    public static Decided Stop(LawTables law, SubjectState state, StopSupport command)
    {
        var on = command.On;
        if (state.Person?.Support.Find(command.Support) is not { } file || !Answers(law, command.By, file, on)) return law.Refuse(RefusalReason.SupportNotYours, on);
        if (file.IsOver()) return law.Refuse(RefusalReason.SupportAlreadyOver, on);
        if (!file.Counts()) return law.Refuse(RefusalReason.SupportNotApproved, on);
        return on < file.ChangedOn ? law.Refuse(RefusalReason.SupportPeriodNotValid, on) : new SupportStopped(on, file.Id, command.By.Agency);
    }

    /// <summary>Before approval a file that its proposer delivers names no deliverer: it waits for the decision, which may be a rejection.</summary>
    private static bool Answers(LawTables law, Actor by, SupportFile file, DateOnly on) =>
        new[] { file.Approver, file.Deliverer }.OfType<AgencyCode>().Any(agency => law.Agencies.StandsFor(by.Agency, agency, on));

    /// <summary>The support of a person whom the agency handed over: what it was giving by a file it gives no more.</summary>
    internal static SupportState HandedOver(this SupportState support, AgencyCode from, DateOnly on) => support with
    {
        Files = [.. support.Files.Select(f => f is { Status: SupportStatus.Approved or SupportStatus.Delivering } && f.Deliverer == from ? f.Stopped(on) : f)],
    };

    internal static SupportFile Stopped(this SupportFile file, DateOnly on) => file with { Status = SupportStatus.Stopped, StoppedOn = on };
}
