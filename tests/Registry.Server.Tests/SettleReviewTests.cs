using Grpc.Core;
using Registry.Server.Books;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Entries of the review queue marked as read, over real gRPC: by whom, and that the mark is a line of the log and nothing else.</summary>
[Collection(nameof(Administered))]
public sealed class SettleReviewTests(Administered house) : IClassFixture<Verified<Administered>>
{
    private const string Remark = "Đã đối chiếu hồ sơ.";

    private static readonly Officer Watched = Officers.Inspector with { Name = "ttr-tth/settle", Scope = "audit.read access.review access.own" };
    private static readonly Officer Reviewer = Officers.SecondInspector with { Name = "ttcp/settle" };

    [Fact]
    public async Task An_inspectors_look_is_settled_by_one_of_another_agency_and_is_open_again_with_the_next_look()
    {
        var (mandate, others) = (await Mandate(Watched), await Mandate(Reviewer));
        using var watched = house.Registry.Desk(Watched);
        using var reviewer = house.Registry.Desk(Reviewer);
        await watched.Send(new ListAccessesRequest { Context = Why(mandate), PageSize = 1 });

        var queue = await Queue(reviewer, others);
        var entry = Of(Watched, queue);
        var settled = (await reviewer.Send(Settle(others, queue, entry))).Expect<SettleReviewResponse>();
        var after = await Queue(reviewer, others, queue);

        Assert.Null(entry.Settlement);
        var mark = Of(Watched, after).Settlement;
        Assert.Equal((ReviewVerdict.InOrder, "TTCP", Reviewer.Name, settled.RecordId), (mark.Verdict, mark.Agency, mark.Officer, mark.RecordId));
        Assert.DoesNotContain((await Queue(watched, mandate, queue)).Entries, one => one.Officer == Watched.Name || one.Agency == "TTR-TTH");
        await watched.Send(new ListAccessesRequest { Context = Why(mandate), PageSize = 1 });
        Assert.Null(Of(Watched, await Queue(reviewer, others)).Settlement);
    }

    [Fact]
    public async Task The_mark_is_a_line_with_the_finding_and_its_sealed_remark()
    {
        var mandate = await Mandate(Watched);
        using var desk = house.Registry.Desk(Watched);
        var officer = await Guess("ca-namdong/line");
        var queue = await Queue(desk, mandate);
        var before = await Lines.Count(house.Registry);

        var settled = (await desk.Send(Settle(mandate, queue, Of(officer, queue), ReviewVerdict.PassedOn))).Expect<SettleReviewResponse>();

        var lines = await Lines.Of(house.Registry, before);
        Assert.Equal([RecordKind.Intent, RecordKind.Intent, RecordKind.Outcome], lines.Select(line => line.Content.Kind));
        Assert.All(lines, line => Assert.Equal(mandate, line.Content.Mandate.ToString()));
        Assert.Equal((settled.RecordId, "SETTLED", Remark), (lines[2].Id.ToString(), lines[2].Content.Outcome, lines[2].Justification));
        Assert.Equal(("REVIEW_MISSES", officer.Name, SettledAs.PassedOn), (lines[2].Content.Settles!.Rule, lines[2].Content.Settles!.Officer, lines[2].Content.Settles!.Verdict));
        var shown = (await desk.Send(new GetRecordRequest { Context = Why(mandate), RecordId = settled.RecordId })).Expect<GetRecordResponse>();
        Assert.Equal(("REVIEW_MISSES", ReviewVerdict.PassedOn, Remark), (shown.Line.SettledRule, shown.Line.SettledVerdict, shown.Justification));
    }

    [Fact]
    public async Task Open_and_settled_entries_are_listed_apart_and_counted_and_every_process_knows_them_from_the_log()
    {
        var mandate = await Mandate(Watched);
        using var desk = house.Registry.Desk(Watched);
        var (first, second) = (await Guess("ca-namdong/one"), await Guess("ca-namdong/two"));
        var queue = await Queue(desk, mandate);
        (await desk.Send(Settle(mandate, queue, Of(first, queue), ReviewVerdict.AgencyAsked))).Expect<SettleReviewResponse>();

        var all = await Queue(desk, mandate, queue);
        var open = await Queue(desk, mandate, queue, ReviewState.Open);
        var settled = await Queue(desk, mandate, queue, ReviewState.Settled);

        Assert.Equal(all.Entries.Count, open.Entries.Count + settled.Entries.Count);
        Assert.Contains(open.Entries, one => one.Officer == second.Name);
        Assert.DoesNotContain(open.Entries, one => one.Officer == first.Name);
        Assert.Contains(settled.Entries, one => one.Officer == first.Name);
        foreach (var page in (ListReviewQueueResponse[])[all, open, settled])
            Assert.Equal((all.Entries.Count(one => one.Rule == "REVIEW_MISSES"), 1), Assert.Single(page.Coverage, one => one.Rule == "REVIEW_MISSES") is var misses ? (misses.Entries, Math.Min(1, misses.AgencyAsked)) : default);

        await using var other = await house.Registry.SecondServer();
        using var elsewhere = new Desk(other.Addresses[0], () => house.Registry.Token(Watched));
        Assert.Equal(ReviewVerdict.AgencyAsked, Of(first, await Queue(elsewhere, mandate, queue)).Settlement.Verdict);
    }

    [Fact]
    public async Task A_repeated_request_leaves_no_second_mark_and_a_second_mark_takes_the_place_of_the_first()
    {
        var mandate = await Mandate(Watched);
        using var desk = house.Registry.Desk(Watched);
        var officer = await Guess("ca-namdong/again");
        var queue = await Queue(desk, mandate);
        var request = Settle(mandate, queue, Of(officer, queue), ReviewVerdict.AgencyAsked);

        var first = (await desk.Send(request)).Expect<SettleReviewResponse>();
        var again = (await desk.Send(request)).Expect<SettleReviewResponse>();
        var other = request.Clone();
        other.Verdict = ReviewVerdict.InOrder;
        var reused = await desk.Send(other);
        other.RequestId = BorderReturn.NewId();
        var second = (await desk.Send(other)).Expect<SettleReviewResponse>();

        Assert.Equal(first.RecordId, again.RecordId);
        Assert.Equal("REQUEST_ID_REUSED", reused.Reason);
        Assert.Equal((ReviewVerdict.InOrder, second.RecordId), Of(officer, await Queue(desk, mandate, queue)).Settlement is var mark ? (mark.Verdict, mark.RecordId) : default);
    }

    [Fact]
    public async Task What_she_is_not_shown_she_does_not_settle_whether_it_is_her_own_outside_her_mandate_or_nothing()
    {
        var (mandate, others) = (await Mandate(Watched), await Mandate(Reviewer));
        var narrow = await Mandate(Watched, BorderReturn.NewId());
        using var watched = house.Registry.Desk(Watched);
        using var reviewer = house.Registry.Desk(Reviewer);
        await watched.Send(new ListAccessesRequest { Context = Why(mandate), PageSize = 1 });
        var queue = await Queue(reviewer, others);
        var own = Of(Watched, queue);
        var officer = await Guess("ca-namdong/narrow");
        var wide = await Queue(watched, mandate);

        Answer[] refused =
        [
            await watched.Send(Settle(mandate, queue, own)),
            await watched.Send(Settle(narrow, wide, Of(officer, wide))),
            await watched.Send(Settle(mandate, wide, new ReviewEntry { EntryId = BorderReturn.NewId() })),
        ];

        Assert.All(refused, answer => Assert.Equal((StatusCode.NotFound, refused[0].Fingerprint), (answer.Status, answer.Fingerprint)));
        Assert.Equal("MANDATE_NEEDED", (await watched.Send(Settle("", wide, Of(officer, wide)))).Reason);
        Assert.Null(Of(Watched, await Queue(reviewer, others, queue)).Settlement);
    }

    [Fact]
    public async Task Where_no_other_inspectorate_stands_a_colleague_sees_an_inspectors_looks_and_settles_none()
    {
        var mandate = await Mandate(Watched);
        using var watched = house.Registry.Desk(Watched);
        using var colleague = house.Registry.Desk(Officers.Inspector with { Scope = Watched.Scope });
        await watched.Send(new ListAccessesRequest { Context = Why(mandate), PageSize = 1 });
        await house.Acts.Do(new DirectoryChange { Agency = "TTCP", SuspendAgency = new SuspendAgency() });
        try
        {
            var queue = await Queue(colleague, Mandates.Founding);
            var refused = await colleague.Send(Settle(Mandates.Founding, queue, Of(Watched, queue)));

            await using var other = await house.Registry.SecondServer();
            Assert.Contains("Only one inspectorate stands", ServerOutput.Text(), StringComparison.Ordinal);
            Assert.True(queue.NoOtherInspectorate);
            Assert.DoesNotContain(queue.Entries, one => one.Officer == Officers.Inspector.Name);
            Assert.Equal((StatusCode.FailedPrecondition, "REVIEW_OF_YOUR_AGENCY"), (refused.Status, refused.Reason));
            Assert.Contains("thanh tra viên của cơ quan khác", refused.Text("vi"), StringComparison.Ordinal);
        }
        finally
        {
            await house.Acts.Do(new DirectoryChange { Agency = "TTCP", LiftAgency = new LiftAgency() });
        }
    }

    /// <summary>An officer who asks for so many that are nobody that the queue tells of him.</summary>
    [Fact]
    public async Task What_the_two_books_say_is_the_first_entry_of_whoever_inspects_everything_and_of_nobody_else_and_is_settled_as_any()
    {
        var (mandate, narrow) = (await Mandate(Reviewer), await Mandate(Reviewer, BorderReturn.NewId()));
        using var desk = house.Registry.Desk(Reviewer);
        var file = house.Registry.Service<Hosting.ServerOptions>().BooksFile;
        Assert.DoesNotContain((await Queue(desk, mandate)).Entries, one => one.Rule.StartsWith("BOOKS", StringComparison.Ordinal));
        try
        {
            BooksFile.Append(file, new BookReport
            {
                At = TimeProvider.System.GetUtcNow(),
                FromLine = 0,
                UntilLine = 10,
                FromEntry = 0,
                UntilEntry = 10,
                WithoutLine = Findings.None.And(7).And(9),
            });

            var queue = await Queue(desk, mandate);
            var entry = queue.Entries[0];
            Assert.Equal(("BOOKS-2", 100, 2L), (entry.Rule, entry.Score, entry.Count));
            Assert.Equal([9L, 7L], entry.LeafIndexes);
            Assert.DoesNotContain((await Queue(desk, narrow)).Entries, one => one.Rule.StartsWith("BOOKS", StringComparison.Ordinal));

            (await desk.Send(Settle(mandate, queue, entry, ReviewVerdict.PassedOn))).Expect<SettleReviewResponse>();
            Assert.Equal(ReviewVerdict.PassedOn, (await Queue(desk, mandate, queue)).Entries.Single(one => one.EntryId == entry.EntryId).Settlement.Verdict);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<Officer> Guess(string name)
    {
        var officer = Officers.District with { Name = name };
        using var guesser = house.Registry.Desk(officer);
        for (var n = 0; n < 11; n++)
            await guesser.Send(BorderReturn.Look(BorderReturn.NewId(), Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        return officer;
    }

    private async Task<string> Mandate(Officer officer, string? person = null)
    {
        var mandate = new Mandate { Number = "9/QĐ-TTr", IssuedOn = Day(1), Authority = "Chánh Thanh tra", Officers = { officer.Name }, From = Day(1), Until = Day(31), LinesADay = 100_000, Everything = person is null };
        if (person is not null)
            mandate.Persons.Add(person);
        var proposed = (await house.Acts.Propose(new DirectoryChange { Agency = officer.Agency, GiveMandate = mandate })).Expect<ProposeChangeResponse>();
        (await house.Acts.ApproveAsInspector(proposed.ProposalId)).Expect<ApproveChangeResponse>();
        return proposed.ProposalId;
    }

    private static async Task<ListReviewQueueResponse> Queue(Desk desk, string mandate, ListReviewQueueResponse? period = null, ReviewState state = ReviewState.Unspecified) => (await desk.Send(
        new ListReviewQueueRequest { Context = Why(mandate), PageSize = 200, From = period?.From, Until = period?.Until, State = state })).Expect<ListReviewQueueResponse>();

    private static ReviewEntry Of(Officer officer, ListReviewQueueResponse queue) => queue.Entries.First(one => one.Officer == officer.Name && one.Rule is "REVIEW_MISSES" or "REVIEW_INSPECTOR" && one.PersonId.Length == 0 && one.Officer == officer.Name);

    private static SettleReviewRequest Settle(string mandate, ListReviewQueueResponse queue, ReviewEntry entry, ReviewVerdict verdict = ReviewVerdict.InOrder) => new()
    {
        Context = Why(mandate),
        RequestId = BorderReturn.NewId(),
        From = queue.From,
        Until = queue.Until,
        EntryId = entry.EntryId,
        Verdict = verdict,
        Remark = Remark,
    };

    private static Date Day(int day) => new() { Year = 2016, Month = 3, Day = day };

    private static AccessContext Why(string mandate)
    {
        var context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION");
        context.MandateId = mandate;
        return context;
    }
}
