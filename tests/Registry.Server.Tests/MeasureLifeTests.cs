using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>From the decision to the release over the wire: who may do what to a measure, in which order, and what the dossier then says.</summary>
[Collection(nameof(Workplace))]
public sealed class MeasureLifeTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task A_measure_is_started_ended_and_released_in_that_order()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        Assert.Equal(MeasureStatus.Decided, (await Find(measures, shelter)).Status);

        Assert.Equal("MEASURE_STILL_IN_FORCE", (await play.At(Officers.Labour).Send(await measures.Release(shelter))).Reason);
        await Done(play, Officers.Centre, await measures.Start(shelter, Purpose.ProtectExecute));
        Assert.Equal(MeasureStatus.InForce, (await Find(measures, shelter)).Status);
        Assert.Equal("MEASURE_ALREADY_STARTED", (await play.At(Officers.Labour).Send(await measures.Start(shelter))).Reason);
        await Done(play, Officers.Labour, await measures.End(shelter));
        var ended = await Find(measures, shelter);
        Assert.Equal(
            (MeasureStatus.Ended, BorderReturn.Day, true, false), (ended.Status, ended.EndsOn, ended.EndDecision.Number.StartsWith(Canaries.EndNumber, StringComparison.Ordinal), ended.SecrecyReleased));
        Assert.Equal("MEASURE_ALREADY_OVER", (await play.At(Officers.Labour).Send(await measures.End(shelter))).Reason);
        await Done(play, Officers.Labour, await measures.Release(shelter));
        var released = await Find(measures, shelter);
        Assert.Equal((MeasureStatus.Ended, true, true), (released.Status, released.SecrecyReleased, released.ReleaseDecision.Number.StartsWith(Canaries.ReleaseNumber, StringComparison.Ordinal)));
        Assert.Equal("MEASURE_NOT_YOURS", (await play.At(Officers.Labour).Send(await measures.Release(shelter))).Reason);
    }

    [Fact]
    public async Task She_declines_before_it_began_and_withdraws_after_and_her_paper_is_kept()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        var contacts = await measures.Of(MeasureClause.RestrictContact);

        var early = await play.At(Officers.Centre).Send(await measures.Withdraw(contacts, Purpose.ProtectExecute));
        Assert.Equal((StatusCode.FailedPrecondition, "MEASURE_NOT_STARTED"), (early.Status, early.Reason));
        Assert.Equal("DECLINE_INSTEAD", early.Detail<Google.Rpc.ErrorInfo>()!.Metadata["next_step"]);
        await Done(play, Officers.Centre, await measures.Decline(shelter, Purpose.ProtectExecute));
        await Done(play, Officers.Labour, await measures.Start(contacts));
        Assert.Equal("MEASURE_ALREADY_STARTED", (await play.At(Officers.Centre).Send(await measures.Decline(contacts, Purpose.ProtectExecute))).Reason);
        await Done(play, Officers.Labour, await measures.Withdraw(contacts));

        Assert.Equal(MeasureStatus.Declined, (await Find(measures, shelter)).Status);
        Assert.Equal(MeasureStatus.Withdrawn, (await Find(measures, contacts)).Status);
        Assert.Equal(Canaries.RefusalReason, (await Find(measures, shelter)).Refusal.Reason);
        Assert.Equal(Canaries.Commitment, (await Find(measures, contacts)).Refusal.Commitment);
    }

    [Fact]
    public async Task Other_executors_see_the_place_from_the_day_and_the_former_ones_no_more()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        Assert.Contains(shelter, await PlacesSeenBy(play, measures, Officers.Centre));

        await Done(play, Officers.Labour, await measures.Executors(shelter, Officers.Post));

        Assert.DoesNotContain(shelter, await PlacesSeenBy(play, measures, Officers.Centre));
        Assert.Contains(shelter, await PlacesSeenBy(play, measures, Officers.Post));
        Assert.Equal([Officers.Post.Agency], (await Find(measures, shelter)).Executors);
        Assert.Equal("MEASURE_NOT_YOURS", (await play.At(Officers.Centre).Send(await measures.Start(shelter, Purpose.ProtectExecute))).Reason);
    }

    [Fact]
    public async Task A_new_decision_changes_end_and_place_and_the_executors_are_told_by_a_task()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        var ends = new Date { Year = 2016, Month = 9, Day = 1 };
        var nothing = await play.At(Officers.Labour).Send(await measures.Modify(shelter));
        Assert.Equal((StatusCode.FailedPrecondition, "MEASURE_UNCHANGED"), (nothing.Status, nothing.Reason));
        Assert.Contains("62/2012", nothing.Text("vi"), StringComparison.Ordinal);
        Assert.NotEmpty(nothing.Text("en"));

        await Done(play, Officers.Labour, await measures.Modify(shelter, Canaries.SecondShelter, ends));

        var changed = await Find(measures, shelter);
        Assert.Equal((ends, BorderReturn.Day, Canaries.SecondShelter), (changed.EndsOn, changed.ModifiedOn, changed.Place.Line));
        Assert.StartsWith(Canaries.DecisionNumber, changed.ModifyDecision.Number, StringComparison.Ordinal);
        Assert.NotEqual(changed.Decision.Number, changed.ModifyDecision.Number);
        using var centre = Inbox.Of(workplace.Registry, Officers.Centre, Purpose.ProtectExecute);
        Assert.Contains(await centre.About(play.Victim), task => task.Duty == DutyKind.NoteChange);
    }

    [Fact]
    public async Task A_transfer_moves_the_authority_and_leaves_the_old_one_without_it()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        Assert.Equal("ADDRESSEE_NOT_COMPETENT", (await play.At(Officers.Labour).Send(await measures.Transfer(shelter, Officers.Health))).Reason);

        await Done(play, Officers.Labour, await measures.Transfer(shelter, Officers.Investigation));

        var moved = await Find(measures, shelter);
        Assert.Equal((Officers.Investigation.Agency, Canaries.TransferNumber), (moved.DecidedBy, moved.TransferMinutes.Number));
        Assert.Null(moved.Place);
        Assert.Equal("MEASURE_NOT_YOURS", (await play.At(Officers.Labour).Send(await measures.End(shelter))).Reason);
        await Done(play, Officers.Investigation, await measures.End(shelter));
    }

    [Fact]
    public async Task A_rejected_request_keeps_its_reason_and_ends_what_the_addressee_saw()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var asked = (await play.At(Officers.Labour).Send(await measures.Ask(MeasureClause.Guard, Officers.Investigation))).Expect<RequestProtectionResponse>();
        Assert.Equal("REQUEST_NOT_ADDRESSED_TO_YOU", (await play.At(Officers.Labour).Send(await measures.Reject(asked.ProtectionRequestId))).Reason);

        await Done(play, Officers.Investigation, await measures.Reject(asked.ProtectionRequestId));

        var answered = Assert.Single((await measures.Now()).Requests);
        Assert.Equal((false, Canaries.RejectionReason), (answered.Open, answered.RejectionReason));
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.Investigation).Send(measures.Dossier(Purpose.Protect, "requests", "full_name"))).Status);
    }

    [Fact]
    public async Task A_measure_may_have_a_last_day_and_a_request_an_area()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        await Done(play, Officers.Labour, await measures.End(await measures.Of(MeasureClause.Shelter)));
        var until = await measures.Decide(MeasureClause.Shelter, Canaries.SecondShelter);
        until.EndsOn = new Date { Year = 2016, Month = 6, Day = 1 };
        await Done(play, Officers.Labour, until);
        var ask = await measures.Ask(MeasureClause.SecretPersonal, Officers.Investigation);
        ask.Area = "NOWHERE";
        Assert.Equal("UNKNOWN_AREA", (await play.At(Officers.Labour).Send(ask)).Reason);
        ask.Area = "HONGVAN";
        ask.RequestId = BorderReturn.NewId();
        await Done(play, Officers.Labour, ask);

        Assert.Equal(until.EndsOn, (await Find(measures, await measures.Of(MeasureClause.Shelter))).EndsOn);
        Assert.Equal("HONGVAN", Assert.Single((await measures.Now()).Requests).Area);
        until.RequestId = BorderReturn.NewId();
        until.ExpectedVersion = (await measures.Now()).Version;
        until.EndsOn = BorderReturn.Day;
        Assert.Equal("PERIOD_NOT_VALID", (await play.At(Officers.Labour).Send(until)).Reason);
    }

    [Fact]
    public async Task A_trial_is_closed_when_she_or_her_representative_asks_and_not_when_an_agency_does()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var ask = await measures.Ask(MeasureClause.ClosedTrial, Officers.Court);
        var byAgency = (await play.At(Officers.Labour).Send(ask)).Expect<RequestProtectionResponse>();

        var refused = await play.At(Officers.Court).Send(await measures.Decide(MeasureClause.ClosedTrial));
        Assert.Equal((StatusCode.FailedPrecondition, "NOT_ASKED_BY_VICTIM"), (refused.Status, refused.Reason));
        await Done(play, Officers.Court, await measures.Reject(byAgency.ProtectionRequestId));
        ask = await measures.Ask(MeasureClause.ClosedTrial, Officers.Court);
        ask.AskedBy = AskedBy.Representative;
        await Done(play, Officers.Labour, ask);
        await Done(play, Officers.Court, await measures.Decide(MeasureClause.ClosedTrial));

        Assert.Equal([AskedBy.Agency, AskedBy.Representative], (await measures.Now()).Requests.Select(request => request.AskedBy));
    }

    [Fact]
    public async Task Only_who_answers_for_it_ends_changes_transfers_or_releases_and_others_hear_one_refusal()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var shelter = await measures.Of(MeasureClause.Shelter);
        var police = Officers.Police.WithEveryScope();
        using var desk = workplace.Registry.Desk(police);

        foreach (var measure in (string[])[shelter, BorderReturn.NewId()])
        {
            foreach (var act in (IMessage[])
                     [
                         await measures.Start(measure), await measures.Decline(measure), await measures.Withdraw(measure), await measures.End(measure),
                         await measures.Release(measure), await measures.Executors(measure, police), await measures.Transfer(measure, Officers.Investigation),
                     ])
            {
                var answer = await desk.Send(act);

                Assert.Equal((StatusCode.FailedPrecondition, "MEASURE_NOT_YOURS"), (answer.Status, answer.Reason));
                Assert.Contains("62/2012", answer.Text("vi"), StringComparison.Ordinal);
                Assert.NotEmpty(answer.Text("en"));
            }
        }

        Assert.Equal(MeasureStatus.Decided, (await Find(measures, shelter)).Status);
    }

    [Fact]
    public async Task A_repeated_act_is_answered_alike_even_when_it_ended_what_it_rested_on()
    {
        using var play = await Sheltered();
        var measures = new Measures(play, play.Victim);
        var asked = (await play.At(Officers.Labour).Send(await measures.Ask(MeasureClause.Guard, Officers.Investigation))).Expect<RequestProtectionResponse>();
        var reject = await measures.Reject(asked.ProtectionRequestId);
        var first = await Done(play, Officers.Investigation, reject);
        var shelter = await measures.Of(MeasureClause.Shelter);
        var end = await measures.End(shelter);
        var ended = await Done(play, Officers.Labour, end);
        Assert.Empty(await new OutboxCheck(workplace.Registry).Findings());
        var before = await Lines.Count(workplace.Registry);

        // The rejection took the addressee's sight: its line is a denial that says what it was. The end did not.
        Assert.Equal(first, await Done(play, Officers.Investigation, reject));
        Assert.Equal(ended, await Done(play, Officers.Labour, end));

        var lines = await Lines.Of(workplace.Registry, before);
        Assert.Equal([RecordKind.Denial, RecordKind.Intent, RecordKind.Outcome], lines.Select(line => line.Content.Kind));
        Assert.Equal(["REPEATED", "OK", "REPEATED"], lines.Select(line => line.Content.Outcome));
        reject.Reason = Canaries.RefusalReason;
        Assert.Equal("REQUEST_ID_REUSED", (await play.At(Officers.Investigation).Send(reject)).Reason);
    }

    private async Task<BorderReturn> Sheltered() => await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();

    private static async Task<Measure> Find(Measures measures, string id) => (await measures.Now()).Measures.Single(measure => measure.MeasureId == id);

    private static async Task<IReadOnlyList<string>> PlacesSeenBy(BorderReturn play, Measures measures, Officer officer) =>
        (await play.At(officer).Send(measures.Dossier(Purpose.ProtectExecute, "operations", "full_name"))).Expect<GetDossierResponse>()
        .Measures.Where(measure => measure.Place?.Line == Canaries.Shelter).Select(measure => measure.MeasureId).ToList();

    private static async Task<IMessage> Done(BorderReturn play, Officer officer, IMessage request) =>
        (await play.At(officer).Send(request)).Expect<IMessage>();
}
