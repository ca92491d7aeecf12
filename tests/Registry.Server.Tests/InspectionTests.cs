using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Registry.AccessLog;
using Registry.Server.Audit.Review;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Who looked at whom, may they, and is that all: what inspectors ask beyond one person's lines.</summary>
[Collection(nameof(PlayedCase))]
public sealed class InspectionTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    [Fact]
    public async Task Lines_are_found_by_each_filter_and_by_all_of_them_together()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));
        var denied = await played.Case.At(Officers.District).Send(BorderReturn.Look(played.Case.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        var place = await played.Case.At(Officers.District).Send(BorderReturn.Look(played.Case.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "current_place"));
        var (allowed, refused) = (look.RecordId, denied.RecordId);

        var filters = new (Action<ListAccessesRequest> Set, string Has, string Lacks)[]
        {
            (request => request.Officer = Officers.Police.Name, allowed, refused),
            (request => request.Agency = Officers.District.Agency, refused, allowed),
            (request => request.Purpose = Purpose.Protect, allowed, refused),
            (request => request.Outcome = "NOT_FOUND", refused, allowed),
            (request => request.Kind = AccessKind.Intent, allowed, refused),
            (request => request.FieldClass = FieldClass.CurrentPlace, place.RecordId, allowed),
            (request => request.FieldClass = FieldClass.IdentityMinimum, allowed, place.RecordId),
            (request => request.PersonId = played.Case.Sister, "", allowed),
        };
        foreach (var (set, has, lacks) in filters)
        {
            var request = Everything();
            set(request);
            var found = (await Ask<ListAccessesResponse>(request)).Lines.Select(line => line.RecordId).ToList();
            Assert.True(has.Length == 0 || found.Contains(has));
            Assert.DoesNotContain(lacks, found);
        }

        var both = Everything();
        (both.PersonId, both.Agency, both.FieldClass) = (played.Case.Victim, Officers.Police.Agency, FieldClass.IdentityMinimum);
        var together = (await Ask<ListAccessesResponse>(both)).Lines;
        Assert.Contains(together, line => line.RecordId == allowed);
        Assert.All(together, line => Assert.Equal((played.Case.Victim, Officers.Police.Agency), (line.PersonId, line.Agency)));
    }

    [Fact]
    public async Task Lines_are_found_by_time_and_a_page_token_is_bound_to_its_filters()
    {
        await Task.Delay(TimeSpan.FromMilliseconds(5));
        var from = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));
        var since = Everything();
        since.From = from;
        var until = Everything();
        until.Until = from;
        until.PageSize = 2;

        Assert.Contains((await Ask<ListAccessesResponse>(since)).Lines, line => line.RecordId == look.RecordId);
        var page = await Ask<ListAccessesResponse>(until);
        Assert.DoesNotContain(page.Lines, line => line.RecordId == look.RecordId || line.At.ToDateTimeOffset() >= from.ToDateTimeOffset());
        until.PageToken = page.NextPageToken;
        Assert.Equal(2, (await Ask<ListAccessesResponse>(until)).Lines.Count);
        until.Agency = Officers.Police.Agency;
        Assert.Equal(["page_token"], (await played.Case.At(Officers.Inspector).Send(until)).Fields);
    }

    [Fact]
    public async Task An_older_checkpoint_and_the_proof_are_all_that_is_needed_to_see_that_the_log_only_grew()
    {
        var old = await Newest();
        await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));

        var proof = await Ask<GetConsistencyProofResponse>(new GetConsistencyProofRequest { Context = Why(), OldSize = old.Size });

        var now = played.Registry.Policy.VerifyLogKeys(SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(proof.Checkpoint))).Head;
        Assert.True(ConsistencyProof.Verify(old, now, [.. proof.Hashes.Select(hash => new TreeHash(hash.Span))]));
        Assert.Equal(["old_size"], (await played.Case.At(Officers.Inspector).Send(new GetConsistencyProofRequest { Context = Why(), OldSize = now.Size + 1_000_000 })).Fields);
    }

    [Fact]
    public async Task Every_decision_of_the_case_is_reproduced_from_the_facts_of_its_moment()
    {
        await played.Case.At(Officers.District).Send(BorderReturn.Look(played.Case.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        var (lines, page) = (new List<AccessLine>(), new ListAccessesRequest { Context = Why(), PersonId = played.Case.Victim, PageSize = 200 });
        do
        {
            var answer = await Ask<ListAccessesResponse>(page);
            lines.AddRange(answer.Lines.Where(line => line.Kind is AccessKind.Intent or AccessKind.Denial));
            page.PageToken = answer.NextPageToken;
        }
        while (page.PageToken.Length > 0);

        var verdicts = new List<(AccessLine Line, ReplayVerdict Verdict)>();
        foreach (var line in lines.DistinctBy(line => (line.Method, line.Agency, line.Purpose, line.Kind)))
            verdicts.Add((line, (await Ask<ReplayDecisionResponse>(new ReplayDecisionRequest { Context = Why(), RecordId = line.RecordId })).Verdict));

        Assert.DoesNotContain(verdicts, one => one.Verdict is ReplayVerdict.Differs or ReplayVerdict.OtherLaw or ReplayVerdict.Unspecified);
        Assert.True(verdicts.Count(one => one.Verdict == ReplayVerdict.Reproduced) > 10);
        Assert.Contains(verdicts, one => one.Line.Method == "VictimService/RegisterVictim" && one.Verdict == ReplayVerdict.Reproduced);
        Assert.Contains(verdicts, one => one.Line.Kind == AccessKind.Denial && one.Verdict == ReplayVerdict.Reproduced);
    }

    [Fact]
    public async Task A_replayed_decision_names_rows_and_their_sources_and_an_outcome_is_none()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name", "health_needs"));

        var replayed = await Ask<ReplayDecisionResponse>(new ReplayDecisionRequest { Context = Why(), RecordId = look.RecordId });

        var permitted = Assert.Single(replayed.Permitted);
        Assert.Equal((FieldClass.IdentityMinimum, "N2K-13", "QD22/2015-D6.4"), (permitted.FieldClass, permitted.Rule, permitted.Source));
        Assert.Equal(FieldClass.Health, Assert.Single(replayed.Refused).FieldClass);
        var outcome = (await Ask<ListAccessesResponse>(new ListAccessesRequest { Context = Why(), PersonId = played.Case.Victim, Kind = AccessKind.Outcome, PageSize = 1 })).Lines[0];
        Assert.Equal(ReplayVerdict.NoDecision, (await Ask<ReplayDecisionResponse>(new ReplayDecisionRequest { Context = Why(), RecordId = outcome.RecordId })).Verdict);
        Assert.Equal(StatusCode.NotFound, (await played.Case.At(Officers.Inspector).Send(new ReplayDecisionRequest { Context = Why(), RecordId = BorderReturn.NewId() })).Status);
    }

    [Fact]
    public async Task Who_could_read_is_who_reads_and_nobody_before_she_was_here()
    {
        var readers = (await Ask<WhoCouldReadResponse>(new WhoCouldReadRequest { Context = Why(), PersonId = played.Case.Victim })).Readers;

        Assert.Contains(readers, reader => reader.Agency == Officers.Police.Agency && reader.Purpose == Purpose.Protect && reader.Permitted.Any(one => one.FieldClass == FieldClass.IdentityMinimum));
        Assert.DoesNotContain(readers, reader => reader.Agency == Officers.District.Agency || reader.Agency == Officers.Inspector.Agency);
        var before = new WhoCouldReadRequest { Context = Why(), PersonId = played.Case.Victim, At = new Timestamp { Seconds = 1 } };
        Assert.Empty((await Ask<WhoCouldReadResponse>(before)).Readers);
    }

    [Fact]
    public async Task The_review_queue_shows_who_guesses_and_an_inspector_is_not_shown_what_she_did_herself()
    {
        using var guesser = played.Registry.Desk(Officers.District with { Name = "ca-namdong/guesser" });
        for (var n = 0; n < 11; n++)
            await guesser.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));

        var request = new ListReviewQueueRequest { Context = Why(), PageSize = 200 };
        var queue = await Ask<ListReviewQueueResponse>(request);

        var entry = Assert.Single(queue.Entries, one => one.Officer == "ca-namdong/guesser");
        Assert.Equal(("REVIEW_MISSES", 70, "", 11), (entry.Rule, entry.Score, entry.PersonId, entry.Count));
        Assert.Equal(10, entry.RecordIds.Count);
        Assert.Equal(new ReviewOptions().Thresholds.Select(one => (one.Name, one.Value)), queue.Thresholds.Select(one => (one.Setting, one.Value)));
        Assert.DoesNotContain(queue.Entries, one => one.Officer == Officers.Inspector.Name);
        (request.From, request.Until) = (queue.Until, queue.From);
        Assert.Equal(["from"], (await played.Case.At(Officers.Inspector).Send(request)).Fields);
    }

    [Fact]
    public async Task While_another_inspectorate_stands_nobody_is_shown_what_a_colleague_did()
    {
        using var desk = played.Registry.Desk(Officers.Inspector with { Name = "ttr-tth/2" });
        await desk.Send(new ListAccessesRequest { Context = Why(), PersonId = played.Case.Victim });

        var queue = await Ask<ListReviewQueueResponse>(new ListReviewQueueRequest { Context = Why(), PageSize = 200 });

        Assert.False(queue.NoOtherInspectorate);
        Assert.DoesNotContain(queue.Entries, one => one.Agency == Officers.Inspector.Agency);
    }

    [Fact]
    public async Task Pages_of_the_review_queue_join_while_new_looks_come()
    {
        using var guesser = played.Registry.Desk(Officers.District with { Name = "ca-namdong/pages" });
        for (var n = 0; n < 12; n++)
            await guesser.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        var request = new ListReviewQueueRequest { Context = Why(), PageSize = 1 };
        var all = (await Ask<ListReviewQueueResponse>(new ListReviewQueueRequest { Context = Why(), PageSize = 200 })).Entries;

        var seen = new List<ReviewEntry>();
        do
        {
            var page = await Ask<ListReviewQueueResponse>(request);
            seen.AddRange(page.Entries);
            (request.From, request.Until, request.PageToken) = (page.From, page.Until, page.NextPageToken);
            await guesser.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(seen.Count, seen.Select(one => (one.Rule, one.Officer, one.PersonId, one.First)).Distinct().Count());
        Assert.True(seen.Count >= all.Count);
    }

    [Fact]
    public async Task Deciding_again_is_a_look_that_the_persons_list_shows()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));
        var replay = await played.Case.At(Officers.Inspector).Send(new ReplayDecisionRequest { Context = Why(), RecordId = look.RecordId });

        var newest = (await Ask<ListAccessesResponse>(new ListAccessesRequest { Context = Why(), PersonId = played.Case.Victim, PageSize = 2 })).Lines;

        Assert.Equal(StatusCode.OK, replay.Status);
        Assert.Contains(newest, line => line.Method == "AuditService/ReplayDecision" && line.Kind == AccessKind.Intent);
    }

    [Fact]
    public async Task Who_could_read_with_a_code_in_hand_is_told_apart()
    {
        var readers = (await Ask<WhoCouldReadResponse>(new WhoCouldReadRequest { Context = Why(), PersonId = played.Case.Victim })).Readers;

        var system = Assert.Single(readers, reader => reader.Agency == Officers.Population.Agency);
        Assert.Equal((Purpose.IdentityCheck, true, FieldClass.Verification), (system.Purpose, system.WithCode, Assert.Single(system.Permitted).FieldClass));
        Assert.DoesNotContain(
            (await Ask<WhoCouldReadResponse>(new WhoCouldReadRequest { Context = Why(), PersonId = played.Case.Sister })).Readers, reader => reader.WithCode);
    }

    [Fact]
    public async Task The_words_of_a_caller_are_shown_with_her_record()
    {
        var look = await played.Case.At(Officers.Police).Send(BorderReturn.Look(played.Case.Victim, Purpose.Protect, "QD22/2015-D6.4", "full_name"));

        Assert.Equal(Canaries.Justification, (await Ask<GetRecordResponse>(new GetRecordRequest { Context = Why(), RecordId = look.RecordId })).Justification);
    }

    private async Task<TreeHead> Newest() => played.Registry.Policy.VerifyLogKeys(SignedNote.Parse(System.Text.Encoding.UTF8.GetBytes(
        (await Ask<GetCheckpointResponse>(new GetCheckpointRequest { Context = Why() })).Checkpoint))).Head;

    private async Task<T> Ask<T>(IMessage request)
        where T : class, IMessage => (await played.Case.At(Officers.Inspector).Send(request)).Expect<T>();

    private static ListAccessesRequest Everything() => new() { Context = Why(), PageSize = 200 };

    private static AccessContext Why() => BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION");
}
