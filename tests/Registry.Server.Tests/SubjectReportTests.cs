using Grpc.Core;
using Registry.AccessLog;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The person herself learns which offices looked at her record, through an agency that she chose; the number of lines about her is in the log before.</summary>
[Collection(nameof(Workplace))]
public sealed class SubjectReportTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private static readonly Officer Justice = new("STP-TTH", "stp-tth/1", "access.subject access.own");

    [Fact]
    public async Task Offices_are_told_with_purpose_and_day_and_no_officer_and_the_count_is_committed_before_the_answer()
    {
        using var play = await Start();
        await Consent(play, play.Victim);
        await play.At(Officers.Police).Send(BorderReturn.Look(play.Victim, Purpose.VerifyIdentity, "QD22/2015-D6.2", "full_name"));
        await play.At(Officers.District).Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D6.1", "full_name"));
        var before = await Lines.Count(workplace.Registry);

        var answer = await Ask(play.Victim);
        var report = answer.Expect<SubjectReportResponse>();

        Assert.Contains(report.Looks, one => one is { Agency: "CA-TTH", Purpose: Purpose.VerifyIdentity, NameVi: "Công an tỉnh Thừa Thiên Huế" } && one.Day.Equals(BorderReturn.Day));
        Assert.DoesNotContain(report.Looks, one => one.Agency == Officers.District.Agency);
        Assert.DoesNotContain(Officers.Police.Name, report.ToString(), StringComparison.Ordinal);
        var all = await Lines.Of(workplace.Registry);
        var left = all.Where(line => line.Index >= before).ToList();
        Assert.Equal(2, left.Count);
        Assert.Equal((answer.RecordId, report.RecordId), (left[0].Id.ToString(), left[1].Id.ToString()));
        var committed = left[1].Content.Reported!;
        Assert.Equal((0, report.TreeSize), (committed.From, committed.Size));
        Assert.True(committed.Size <= left[1].Index);
        var counted = Assert.Single(committed.Records);
        Assert.Equal(
            (play.Victim, all.Count(line => line.Index < committed.Size && line.Subject.ToString() == play.Victim)), (counted.Record.ToString(), (int)counted.Lines));
        Assert.Equal((report.Looks.Sum(one => one.Times), Convert.ToHexStringLower(report.Digest.Span)), (committed.Looks, committed.Digest));
    }

    [Fact]
    public async Task Without_a_consent_that_another_agency_wrote_down_she_is_nobody_to_whoever_asks_and_its_withdrawal_ends_it()
    {
        using var play = await Start();
        var nobody = await Ask(BorderReturn.NewId());
        Assert.Equal((StatusCode.NotFound, nobody.Fingerprint), ((await Ask(play.Victim)).Status, (await Ask(play.Victim)).Fingerprint));

        // Whoever answers for her does not tell itself; a consent to something else is none to this.
        Assert.Equal(nobody.Fingerprint, (await Ask(play.Victim, Officers.Labour)).Fingerprint);
        await Labour(play, play.Victim).Do<RecordConsentResponse>(new RecordConsentRequest
        { FieldClasses = { FieldClass.IdentityMinimum }, Purposes = { Purpose.LegalAid }, ToAgency = Justice.Agency });
        Assert.Equal(nobody.Fingerprint, (await Ask(play.Victim)).Fingerprint);

        var given = await Consent(play, play.Victim);
        Assert.Equal(StatusCode.OK, (await Ask(play.Victim)).Status);
        Assert.Equal(nobody.Fingerprint, (await Ask(play.Sister)).Fingerprint);
        await Labour(play, play.Victim).Do<WithdrawConsentResponse>(new WithdrawConsentRequest { ConsentId = given, Reason = Canaries.WithdrawReason });
        Assert.Equal(nobody.Fingerprint, (await Ask(play.Victim)).Fingerprint);
    }

    [Fact]
    public async Task Inquiries_and_places_are_told_after_the_release_of_every_measure_and_leave_no_mark_before()
    {
        using var play = await Start();
        await play.Protected();
        await Consent(play, play.Victim);

        var during = (await Ask(play.Victim)).Expect<SubjectReportResponse>();
        Assert.DoesNotContain(during.Looks, one => one.Purpose is Purpose.Protect or Purpose.ProtectExecute);
        Assert.DoesNotContain(during.Looks, one => one.Agency == Officers.Centre.Agency || one.Agency == Officers.Post.Agency);
        Assert.Contains(during.Looks, one => one.Agency == Officers.Labour.Agency);

        var measures = new Measures(play, play.Victim);
        foreach (var clause in (MeasureClause[])[MeasureClause.SecretEvidence, MeasureClause.SecretPersonal, MeasureClause.RestrictContact, MeasureClause.Shelter])
        {
            var measure = await measures.Of(clause);
            await Done(play, await measures.End(measure));
            await Done(play, await measures.Release(measure));
        }

        var after = (await Ask(play.Victim)).Expect<SubjectReportResponse>();
        Assert.Contains(after.Looks, one => one.Agency == Officers.Labour.Agency && one.Purpose == Purpose.Protect);
        Assert.Contains(after.Looks, one => one.Agency == Officers.Post.Agency);
    }

    [Fact]
    public async Task Two_records_of_one_human_being_are_one_report_and_each_is_counted()
    {
        using var first = await Start();
        using var second = await Start();
        await Consent(first, first.Victim);
        var merge = new MergePersonsRequest
        {
            Context = BorderReturn.Why(Purpose.VerifyIdentity, "QD22/2015-D6.2"),
            RequestId = BorderReturn.NewId(),
            PersonId = first.Victim,
            ExpectedVersion = await VersionOf(first, first.Victim),
            OtherId = second.Victim,
            OtherVersion = await VersionOf(second, second.Victim),
            Grounds = Canaries.Grounds,
        };
        (await first.At(Officers.Police).Send(merge)).Expect<MergePersonsResponse>();
        await second.At(Officers.Police).Send(BorderReturn.Look(second.Victim, Purpose.Certify, "QD22/2015-D6.2", "full_name"));

        var report = (await Ask(first.Victim)).Expect<SubjectReportResponse>();

        // The look at the other record is told; the joining, one call with a line under each, is told once.
        Assert.Contains(report.Looks, one => one is { Agency: "CA-TTH", Purpose: Purpose.Certify, Times: 1 });
        var all = await Lines.Of(workplace.Registry);
        var committed = all.Single(line => line.Id.ToString() == report.RecordId).Content.Reported!;
        Assert.Equal([first.Victim, second.Victim], committed.Records.Select(one => one.Record.ToString()));
        Assert.All(committed.Records, one => Assert.Equal(all.Count(line => line.Index < committed.Size && line.Subject == one.Record), one.Lines));
        var police = report.Looks.Where(one => one is { Agency: "CA-TTH", Purpose: Purpose.VerifyIdentity }).Sum(one => one.Times);
        Assert.Equal(
            all.Where(line => line.Index < committed.Size && committed.Records.Any(one => one.Record == line.Subject)
                    && line.Content is { Kind: Records.RecordKind.Intent, Agency: "CA-TTH", Purpose: Domain.Access.Purpose.VerifyIdentity })
                .Select(line => line.Content.Trace).Distinct().Count(),
            police);
    }

    [Fact]
    public async Task The_line_with_the_count_has_a_receipt_for_whoever_was_told()
    {
        using var play = await Start();
        await Consent(play, play.Victim);
        var report = (await Ask(play.Victim)).Expect<SubjectReportResponse>();
        using var desk = workplace.Registry.Desk(Justice);

        var receipt = (await desk.Send(new GetReceiptRequest { Context = BorderReturn.Why(Purpose.OwnLines, "RULE-OWN-LINES"), RecordId = report.RecordId })).Expect<GetReceiptResponse>();

        Assert.True(receipt.LeafIndex >= report.TreeSize);
        Assert.NotNull(TlogProof.Parse(System.Text.Encoding.UTF8.GetBytes(receipt.Proof)));
    }

    [Fact]
    public async Task Days_before_a_day_are_told_when_it_is_asked_and_a_whole_report_names_no_further_one()
    {
        using var play = await Start();
        await Consent(play, play.Victim);

        Assert.NotEmpty((await Ask(play.Victim)).Expect<SubjectReportResponse>().Looks);
        var earlier = (await Ask(play.Victim, until: BorderReturn.Day)).Expect<SubjectReportResponse>();
        Assert.Empty(earlier.Looks);
        Assert.Null(earlier.MoreUntil);
        Assert.Null(earlier.KeptSince);
    }

    private async Task<Answer> Ask(string person, Officer? officer = null, Date? until = null)
    {
        using var desk = workplace.Registry.Desk((officer ?? Justice).WithEveryScope());
        return await desk.Send(new SubjectReportRequest { Context = BorderReturn.Why(Purpose.SubjectReport, "RULE-SUBJECT-REPORT"), PersonId = person, Until = until });
    }

    private static async Task<string> Consent(BorderReturn play, string person) => (await Labour(play, person).Do<RecordConsentResponse>(new RecordConsentRequest
    {
        FieldClasses = { FieldClass.AccessLines },
        Purposes = { Purpose.SubjectReport },
        ToAgency = Justice.Agency,
    })).ConsentId;

    private static Persons Labour(BorderReturn play, string person) => new(play, person, Officers.Labour, Purpose.Protect, "QD22/2015-D5.5");

    private static async Task Done(BorderReturn play, Google.Protobuf.IMessage act) => Assert.Equal(StatusCode.OK, (await play.At(Officers.Labour).Send(act)).Status);

    private static async Task<long> VersionOf(BorderReturn play, string person) =>
        (await play.At(Officers.Police).Send(BorderReturn.Look(person, Purpose.VerifyIdentity, "QD22/2015-D6.2", "status"))).Expect<GetIdentityResponse>().Version;

    private async Task<BorderReturn> Start() => await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Received();
}
