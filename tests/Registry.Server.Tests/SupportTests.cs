using Google.Protobuf;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Support over the wire: who takes which step, and what each agency then sees of it.</summary>
[Collection(nameof(Workplace))]
public sealed class SupportTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private static readonly Officer District = new("UBND-ALUOI", "ubnd-aluoi/2", "support.appraise support.read");
    private static readonly Officer Finance = new("STC-TTH", "stc-tth/1", Officers.EveryScope);

    [Fact]
    public async Task A_training_is_proposed_by_the_centre_appraised_by_the_district_approved_by_labour_and_given()
    {
        using var play = await Played(play => play.HandedOver());
        using var district = workplace.Registry.Desk(District);
        var supports = Of(play);
        var file = (await Done<ProposeSupportResponse>(play, Officers.Centre, supports, supports.Propose(SupportKind.Vocational, Officers.Labour, District.Agency))).SupportId;

        var early = await play.At(Officers.Labour).Send(supports.Approve(file));
        Assert.Equal((StatusCode.FailedPrecondition, "SUPPORT_NOT_APPRAISED"), (early.Status, early.Reason));
        Assert.Contains("13", early.Text("vi"), StringComparison.Ordinal);
        var asked = (await district.Send(supports.Look(Purpose.Support, "files", "full_name"))).Expect<GetSupportResponse>();
        Assert.Equal((Canaries.VictimName, Canaries.SupportGrounds), (asked.Person.FullName, Assert.Single(asked.Files).Grounds));
        supports.Version = (await district.Send(supports.Appraise(file))).Expect<AppraiseSupportResponse>().Version;
        await Done<ApproveSupportResponse>(play, Officers.Labour, supports, supports.Approve(file));
        await Done<RecordSupportResponse>(play, Officers.Centre, supports, supports.Give(SupportKind.Vocational, file, purpose: Purpose.Care));

        var seen = Assert.Single((await Look(play, Officers.Labour, supports)).Files);
        Assert.Equal((SupportStatus.Delivering, 3_000_000L, 2_500_000L, Canaries.SupportOpinion), (seen.Status, seen.AmountDong, seen.GrantedDong, seen.Opinion));
        Assert.Equal((450_000L, Officers.Centre.Agency), (Assert.Single(seen.Deliveries).AmountDong, seen.Deliveries[0].DeliveredBy));
        Assert.StartsWith(Canaries.SupportDecisionNumber, seen.Decision.Number, StringComparison.Ordinal);
        Assert.Empty((await district.Send(supports.Look(Purpose.Support, "files"))).Expect<GetSupportResponse>().Files.Single().Deliveries);
    }

    [Fact]
    public async Task The_border_guard_sees_its_own_entries_also_after_the_hand_over_and_police_see_none()
    {
        using var play = await Played(play => play.Certified());
        var supports = Of(play);
        await Done<RecordSupportResponse>(play, Officers.Post, supports, supports.Give(SupportKind.Essentials, days: 2));
        await Done<RecordSupportResponse>(play, Officers.Labour, supports, supports.Give(SupportKind.Travel));
        await play.HandedOver(supports.Version);

        var own = Assert.Single((await Look(play, Officers.Post, supports, "files", "places")).Files);
        Assert.Equal((SupportKind.Essentials, Officers.Post.Agency, 2), (own.Kind, own.ProposedBy, own.Granted?.Days ?? own.Deliveries[0].Period.Days));
        Assert.Null(own.Deliveries[0].Place);
        Assert.Equal(2, (await Look(play, Officers.Labour, supports)).Files.Count);
        using var police = workplace.Registry.Desk(Officers.Police.WithEveryScope());
        Assert.Equal(StatusCode.NotFound, (await police.Send(supports.Look(Purpose.Support, "files"))).Status);
        using var finance = workplace.Registry.Desk(Finance);
        Assert.Equal(StatusCode.NotFound, (await finance.Send(supports.Look(Purpose.Support, "files"))).Status);
    }

    [Fact]
    public async Task A_bill_shows_cost_without_place_once_a_measure_hides_where_she_is()
    {
        using var play = await Played(play => play.Protected());
        var supports = Of(play);
        var transfer = new Measures(play, play.Victim);
        await Done<RecordSupportResponse>(play, Officers.Centre, supports, supports.Give(SupportKind.Essentials, days: 5, purpose: Purpose.Care));
        Assert.Equal(Officers.Centre.Agency, (await Look(play, Officers.Labour, supports)).Files[0].ProposedBy);

        foreach (var clause in (MeasureClause[])[MeasureClause.SecretPersonal, MeasureClause.RestrictContact, MeasureClause.Shelter])
            (await play.At(Officers.Labour).Send(await transfer.Transfer(await transfer.Of(clause), Officers.Investigation))).Expect<TransferMeasureResponse>();

        var bill = Assert.Single((await Look(play, Officers.Labour, supports)).Files);
        Assert.Equal((SupportKind.Essentials, "", ""), (bill.Kind, bill.ProposedBy, bill.Deliverer));
        Assert.Equal((450_000L, ""), (bill.Deliveries[0].AmountDong, bill.Deliveries[0].DeliveredBy));
        Assert.Equal(((SupportPaper?)null, (Address?)null), (bill.Deliveries[0].Receipt, bill.Deliveries[0].Place));
    }

    [Fact]
    public async Task Sixty_days_are_the_most_and_the_law_is_named_in_both_languages()
    {
        using var play = await Played(play => play.HandedOver());
        var supports = Of(play);
        await Done<RecordSupportResponse>(play, Officers.Labour, supports, supports.Give(SupportKind.Essentials, days: 20));
        var file = (await Done<ProposeSupportResponse>(play, Officers.Centre, supports, supports.Propose(SupportKind.Essentials, Officers.Labour))).SupportId;

        var beyond = await play.At(Officers.Labour).Send(supports.Approve(file, days: 61));

        Assert.Equal((StatusCode.FailedPrecondition, "SUPPORT_LIMIT_REACHED"), (beyond.Status, beyond.Reason));
        Assert.Contains("09/2013", beyond.Text("vi"), StringComparison.Ordinal);
        Assert.Contains("09/2013", beyond.Text("en"), StringComparison.Ordinal);
        await Done<ApproveSupportResponse>(play, Officers.Labour, supports, supports.Approve(file, days: 60));
        Assert.Equal(60, (await Look(play, Officers.Labour, supports)).EssentialsDaysUsed);
    }

    [Fact]
    public async Task Who_proposed_for_the_agency_does_not_decide_for_it()
    {
        using var play = await Played(play => play.HandedOver());
        using var second = workplace.Registry.Desk(Officers.SecondOfLabour);
        var supports = Of(play);
        var propose = supports.Propose(SupportKind.Medical, Officers.Labour, purpose: Purpose.Support);
        var file = (await Done<ProposeSupportResponse>(play, Officers.Labour, supports, propose)).SupportId;

        Assert.Equal("SECOND_OFFICER_NEEDED", (await play.At(Officers.Labour).Send(supports.Approve(file))).Reason);
        supports.Version = (await second.Send(supports.Reject(file))).Expect<RejectSupportResponse>().Version;

        Assert.Equal(Canaries.RejectionReason, (await Look(play, Officers.Labour, supports)).Files[0].RejectionReason);
    }

    [Fact]
    public async Task Who_has_her_no_more_stops_its_file_and_says_why_and_her_days_are_free()
    {
        using var play = await Played(play => play.HandedOver());
        using var post = workplace.Registry.Desk(Officers.Centre.WithEveryScope());
        var supports = Of(play);
        var file = (await Done<ProposeSupportResponse>(play, Officers.Centre, supports, supports.Propose(SupportKind.Essentials, Officers.Labour))).SupportId;
        var early = await play.At(Officers.Labour).Send(supports.Stop(file));
        Assert.Equal((StatusCode.FailedPrecondition, "SUPPORT_NOT_APPROVED"), (early.Status, early.Reason));
        Assert.Contains("5", early.Text("vi"), StringComparison.Ordinal);
        Assert.NotEmpty(early.Text("en"));
        await Done<ApproveSupportResponse>(play, Officers.Labour, supports, supports.Approve(file, days: 60));
        using var stranger = workplace.Registry.Desk(new Officer("CSDT-TTH", "csdt-tth/8", Officers.EveryScope));
        Assert.Equal(StatusCode.NotFound, (await stranger.Send(supports.Stop(file))).Status);

        var stop = supports.Stop(file);
        supports.Version = (await post.Send(stop)).Expect<StopSupportResponse>().Version;

        Assert.Equal(supports.Version, (await post.Send(stop)).Expect<StopSupportResponse>().Version);
        var seen = await Look(play, Officers.Labour, supports);
        Assert.Equal((SupportStatus.Stopped, BorderReturn.Day, Canaries.StopReason), (seen.Files[0].Status, seen.Files[0].StoppedOn, seen.Files[0].StopReason));
        Assert.Equal(0, seen.EssentialsDaysUsed);
        Assert.Equal("SUPPORT_ALREADY_OVER", (await play.At(Officers.Labour).Send(supports.Stop(file))).Reason);
    }

    [Fact]
    public async Task Who_approved_and_handed_her_over_since_still_stops_its_file_and_finds_stopped_what_it_gave_itself()
    {
        using var play = await Played(play => play.Certified());
        using var labour = workplace.Registry.Desk(Officers.Labour.WithEveryScope());
        using var second = workplace.Registry.Desk(Officers.SecondOfLabour.WithEveryScope());
        var supports = Of(play);
        async Task<string> Approved(SupportKind kind, string deliverer)
        {
            var file = (await labour.Send(supports.Propose(kind, Officers.Labour, purpose: Purpose.Support))).Expect<ProposeSupportResponse>();
            supports.Version = file.Version;
            var approve = supports.Approve(file.SupportId);
            approve.Deliverer = deliverer;
            supports.Version = (await second.Send(approve)).Expect<ApproveSupportResponse>().Version;
            return file.SupportId;
        }

        var (others, own) = (await Approved(SupportKind.Medical, Officers.Centre.Agency), await Approved(SupportKind.Psychological, Officers.Labour.Agency));
        var proposed = (await labour.Send(new ProposeReferralRequest
        {
            Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D5.4"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = supports.Version,
            ToAgency = Officers.Centre.Agency,
            Purpose = Purpose.Care,
            Need = true,
            Wish = true,
            FieldClasses = { FieldClass.IdentityMinimum },
        })).Expect<ProposeReferralResponse>();
        var accepted = (await play.At(Officers.Centre).Send(new AnswerReferralRequest
        {
            Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D4.2"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = proposed.Version,
            ReferralId = proposed.ReferralId,
            Accepted = true,
        })).Expect<AnswerReferralResponse>();
        supports.Version = (await labour.Send(new HandOverPersonRequest
        {
            Context = BorderReturn.Why(Purpose.Referral, "QD22/2015-D5.4"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = accepted.Version,
            ReferralId = proposed.ReferralId,
            Minutes = new Minutes { Number = Canaries.HandOverNumber, SignedOn = BorderReturn.Day },
            Place = new Address { Line = Canaries.CarePlace },
        })).Expect<HandOverPersonResponse>().Version;

        supports.Version = (await labour.Send(supports.Stop(others))).Expect<StopSupportResponse>().Version;
        Assert.Equal("SUPPORT_ALREADY_OVER", (await labour.Send(supports.Stop(others))).Reason);
        Assert.Equal("SUPPORT_ALREADY_OVER", (await labour.Send(supports.Stop(own))).Reason);
    }

    [Fact]
    public async Task A_paper_or_a_period_that_is_not_whole_is_refused_by_its_field()
    {
        using var play = await Played(play => play.HandedOver());
        var supports = Of(play);
        var give = supports.Give(SupportKind.Essentials, days: 1);
        give.Period.Days = 0;
        give.Receipt.Number = "";
        give.AmountDong = -1;

        var refused = await play.At(Officers.Labour).Send(give);

        Assert.Equal(["amount_dong", "period.days", "receipt.number"], refused.Fields.Order(StringComparer.Ordinal));
    }

    private Task<BorderReturn> Played(Func<BorderReturn, Task<BorderReturn>> moment) =>
        moment(new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" });

    private static Supports Of(BorderReturn play) => new(play.Victim) { Version = play.VersionOf(play.Victim) };

    private static async Task<GetSupportResponse> Look(BorderReturn play, Officer officer, Supports supports, params string[] fields) =>
        (await play.At(officer).Send(supports.Look(Purpose.Support, fields.Length == 0 ? ["files", "places"] : fields))).Expect<GetSupportResponse>();

    private static async Task<T> Done<T>(BorderReturn play, Officer officer, Supports supports, IMessage request)
        where T : class, IMessage
    {
        var answer = (await play.At(officer).Send(request)).Expect<T>();
        supports.Version = (long)answer.Descriptor.FindFieldByName("version").Accessor.GetValue(answer);
        return answer;
    }
}
