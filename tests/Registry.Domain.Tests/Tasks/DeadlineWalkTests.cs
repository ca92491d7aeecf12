using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Protection;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Tasks;

/// <summary>Every deadline of both regimes, for every kind of agency that it binds: a task that names it and that its agency may see, or a written reason.</summary>
public sealed class DeadlineWalkTests
{
    private static readonly Guid Person = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly Guid Request = Guid.Parse("33333333-3333-4333-8333-333333333333");

    /// <summary>One day in each regime on which the tables have agencies of both levels.</summary>
    private static readonly DateOnly[] Days = [Hue.Day, new(2025, 8, 4)];

    public static TheoryData<string> Rows() => [.. Hue.Law.Regimes.SelectMany(regime => regime.Deadlines).Select(row => row.Standing.Id)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_deadline_is_a_task_of_whom_it_binds_or_has_a_reason_why_not(string id)
    {
        var row = Hue.Law.Regimes.SelectMany(regime => regime.Deadlines).Single(one => one.Standing.Id == id);
        var reason = Hue.Law.Untasked.SingleOrDefault(one => one.Matter == row.Matter);
        if (reason is not null)
        {
            Assert.NotEmpty(reason.Vi);
            Assert.NotEmpty(reason.En);
            return;
        }

        var day = Days.Single(one => row.Standing.ValidOn(one));
        var bound = Hue.Law.Agencies.On(day).Where(agency => row.Bound.Contains(agency.Kind)).DistinctBy(agency => agency.Kind).ToArray();
        Assert.NotEmpty(bound);
        Assert.All(bound, agency =>
        {
            var state = Late(row, agency, day);

            var task = Assert.Single(OpenTasks.Of(Hue.Law, state, agency.Code, day), one => one.Rule == RuleOf(row, agency, day));

            Assert.Equal(agency.Code, task.Key.Agency);
            Assert.NotNull(task.Due);
            Assert.Contains(task.Row.Class, Hue.Look(new Actor(agency.Code, agency.Kind), task.Purpose, Facts.Of(state), day).Permitted.Keys);
        });
    }

    /// <summary>An extension is not looked up by kind: it stands in the event. Of the others the row that binds the kind.</summary>
    private static string RuleOf(DeadlineRow row, Agency agency, DateOnly day) => Hue.Law.Deadline(row.Matter, agency.Kind, day)!.Standing.Id;

    /// <summary>The shortest life in which the deadline runs for the agency.</summary>
    private static SubjectState Late(DeadlineRow row, Agency agency, DateOnly day)
    {
        var (mine, other) = (agency.Code, new AgencyCode(agency.Code.Value == "CA-TTH" ? "DBP-HONGVAN" : "CA-TTH"));
        VictimRegistered Registered(AgencyCode by, Route route, ImmutableArray<AgencyCode> offered, ReportNotice? notice = null) =>
            new(day, by, "", Channel.Unspecified, null, offered, route, notice);
        var received = new PersonReceived(day, mine, Lead: false);
        var asked = new VerificationRequested(day, other, mine, "V-ASK", RuleOf(row, agency, day), day.AddDays(20), NewEvidence: false);

        return row.Matter switch
        {
            DeadlineMatter.PassOnReport => Folded(Registered(mine, Route.SelfReport, [])),
            DeadlineMatter.TellSupportAgency => Folded(Registered(other, Route.SelfReport, [mine], new ReportNotice(mine, null, null))),
            DeadlineMatter.FirstCheck => Folded(Registered(other, Route.SelfReport, [mine]), received),
            DeadlineMatter.Verification => Folded(Registered(other, Route.SelfReport, []), asked),
            DeadlineMatter.VerificationExtended => Folded(
                Registered(other, Route.SelfReport, []), asked, new VerificationExtended(day, Request, mine, day.AddDays(60), "V-EXTEND", RuleOf(row, agency, day))),
            DeadlineMatter.RepatriationCertificate => Folded(Registered(other, Route.Repatriated, [mine]), received),
            DeadlineMatter.ExitPapers => Folded(
                Registered(other, Route.Foreigner, [mine]), received, new VerificationRecorded(day, mine, VerificationOutcome.Confirmed, [])),
            DeadlineMatter.HandOverSelfReturned => Folded(Registered(mine, Route.SelfReturnAbroad, [])),
            DeadlineMatter.SupportDecision => Folded(
                Registered(other, Route.SelfReport, []), new SupportProposed(day, Guid.NewGuid(), SupportKind.Study, other, "", false, null, null, mine)),
            DeadlineMatter.DecisionAfterUrgentMeasure => Folded(
                Registered(other, Route.SelfReport, []),

                // A centre decides on a person whom it cares for.
                agency.Kind == AgencyKind.SupportCentre
                    ? new PersonTransferred(day, Guid.NewGuid(), other, mine, AsCarer: true, Need: true, Wish: true, SpokenBy.Person, "QD22/2015-D6.3")
                    : received,
                new MeasureDecided(day, Guid.NewGuid(), Person, Guid.NewGuid(), 1, mine, [], day, null, null, Certainty.Sure, day.AddDays(3))),
            _ => throw new InvalidOperationException($"{row.Matter} has neither a life here nor a reason"),
        };
    }

    private static SubjectState Folded(params DomainEvent[] happened) => happened.Aggregate(
        SubjectState.Empty(Person),
        (state, one) => state.Apply(one is MeasureDecided ? StreamTypes.Dossier : StreamTypes.Person, one, one is VerificationRequested ? Request : Guid.NewGuid()));
}
