using Grpc.Core;
using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The hand-over of a dossier over the wire: two persons, one code; and urgent measures with the papers of their file.</summary>
[Collection(nameof(Workplace))]
public sealed class DossierHandoverTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    private static readonly string[] Parts = ["measures", "operations", "handovers", "documents"];

    [Fact]
    public async Task Two_officers_hand_a_dossier_over_and_the_addressee_collects_it_once_with_the_code()
    {
        using var play = await Protected();
        using var second = workplace.Registry.Desk(Officers.SecondOfLabour);
        var code = await Code(play, second);

        var collect = Collect(play, code.Code);
        (await play.At(Officers.Investigation).Send(collect)).Expect<CollectDossierHandoverResponse>();

        var seen = (await play.At(Officers.Investigation).Send(Look(play, Parts))).Expect<GetDossierResponse>();
        Assert.All(seen.Measures, measure => Assert.Equal(Officers.Investigation.Agency, measure.DecidedBy));
        Assert.Contains(seen.Measures, measure => measure.Place?.Line == Canaries.Shelter);
        var handover = Assert.Single(seen.Handovers);
        Assert.Equal((HandoverStatus.Collected, Canaries.TransferNumber), (handover.Status, handover.Minutes.Number));
        var left = (await play.At(Officers.Labour).Send(Look(play, Parts))).Expect<GetDossierResponse>();
        Assert.DoesNotContain(left.Measures, measure => measure.Place is not null || measure.Operation.Length > 0);
        Assert.Equal(StatusCode.NotFound, (await play.At(Officers.Labour).Send(BorderReturn.Look(play.Victim, Purpose.Protect, "QD22/2015-D5.5", "current_place"))).Status);

        // The same request again is the same answer; the code in another request is worth nothing.
        (await play.At(Officers.Investigation).Send(collect)).Expect<CollectDossierHandoverResponse>();
        Assert.NotEqual(StatusCode.OK, (await play.At(Officers.Investigation).Send(Collect(play, code.Code))).Status);
    }

    [Fact]
    public async Task A_wrong_code_another_agency_and_nobody_get_one_answer_and_one_line_each()
    {
        using var play = await Protected();
        using var second = workplace.Registry.Desk(Officers.SecondOfLabour);
        using var court = workplace.Registry.Desk(Officers.Court.WithEveryScope());
        var code = await Code(play, second);
        var other = code.Code[..^1] + (code.Code[^1] == '0' ? '1' : '0');
        var nobody = Collect(play, code.Code);
        nobody.PersonId = BorderReturn.NewId();
        var before = await Lines.Count(workplace.Registry);

        Answer[] answers =
        [
            await play.At(Officers.Investigation).Send(Collect(play, other)),
            await play.At(Officers.Investigation).Send(Collect(play, "0000-0000-0000-0000-0")),
            await play.At(Officers.Investigation).Send(nobody),
            await court.Send(Collect(play, code.Code)),
        ];

        Assert.Single(answers.Select(answer => answer.Fingerprint).Distinct());
        Assert.All(answers, answer => Assert.Equal("NOT_FOUND", answer.Reason));
        var lines = await Lines.Of(workplace.Registry, before);
        Assert.Equal(4, lines.Count);
        Assert.All(lines, line => Assert.Equal(RecordKind.Denial, line.Content.Kind));
        (await play.At(Officers.Investigation).Send(Collect(play, code.Code))).Expect<CollectDossierHandoverResponse>();
    }

    [Fact]
    public async Task Whoever_has_to_do_with_the_dossier_already_needs_the_code_all_the_same()
    {
        using var play = await Protected();
        using var second = workplace.Registry.Desk(Officers.SecondOfLabour);
        var asked = (await play.At(Officers.Labour).Send(await new Measures(play, play.Victim).Ask(MeasureClause.Guard, Officers.Investigation))).Expect<RequestProtectionResponse>();
        var code = await Code(play, second, asked.Version);
        var nobody = Collect(play, code.Code);
        nobody.PersonId = BorderReturn.NewId();

        var without = await play.At(Officers.Investigation).Send(Collect(play, "0000-0000-0000-0000-0"));

        Assert.Equal("NOT_FOUND", without.Reason);
        Assert.Equal((await play.At(Officers.Investigation).Send(nobody)).Fingerprint, without.Fingerprint);
        (await play.At(Officers.Investigation).Send(Collect(play, code.Code))).Expect<CollectDossierHandoverResponse>();
    }

    [Fact]
    public async Task A_measure_that_cannot_wait_comes_first_and_its_file_names_the_paper_that_is_missing()
    {
        using var play = await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.HandedOver();
        var applied = (await play.At(Officers.Labour).Send(new ApplyUrgentlyRequest
        {
            Context = Why(),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            Clause = MeasureClause.Shelter,
            Threat = Canaries.Threat,
            Place = new Address { Line = Canaries.Shelter },
            Executors = { Officers.Centre.Agency },
        })).Expect<ApplyUrgentlyResponse>();
        Assert.Equal(4, applied.PapersDue.Day);

        var version = applied.Version;
        var missing = await play.At(Officers.Labour).Send(Papers(play, applied.MeasureId, version));
        Assert.Equal((StatusCode.FailedPrecondition, "WRITTEN_REQUEST_MISSING"), (missing.Status, missing.Reason));
        Assert.Contains("văn bản đề nghị", missing.Text("vi"), StringComparison.Ordinal);
        foreach (var kind in (DocumentKind[])[DocumentKind.WrittenRequest, DocumentKind.PersonalRecord, DocumentKind.RiskPaper])
            version = (await play.At(Officers.Labour).Send(Document(play, kind, version))).Expect<AddDossierDocumentResponse>().Version;
        var early = Papers(play, applied.MeasureId, version);
        early.Decision.SignedOn = new Date { Year = 2015, Month = 12, Day = 31 };
        Assert.Equal("PAPER_BEFORE_CASE", (await play.At(Officers.Labour).Send(early)).Reason);
        (await play.At(Officers.Labour).Send(Papers(play, applied.MeasureId, version))).Expect<RecordMeasurePapersResponse>();

        var seen = (await play.At(Officers.Labour).Send(Look(play, Parts))).Expect<GetDossierResponse>();
        var measure = Assert.Single(seen.Measures);
        Assert.Equal((MeasureStatus.InForce, null, true, Canaries.Threat), (measure.Status, measure.PapersDue, measure.Decision.Number.StartsWith(Canaries.DecisionNumber, StringComparison.Ordinal), measure.UrgentThreat));
        Assert.Equal(3, seen.Documents.Count);
        Assert.All(seen.Documents, document => Assert.Matches("^[0-9a-f]{64}$", document.KeyedHash));
        Assert.All(seen.Documents, document => Assert.NotEqual(new string('a', 64), document.KeyedHash));
    }

    private async Task<BorderReturn> Protected() => await new BorderReturn(workplace.Registry) { CertificateNumber = $"GXN-{BorderReturn.NewId()}" }.Protected();

    private static async Task<ApproveDossierHandoverResponse> Code(BorderReturn play, Desk second, long? version = null)
    {
        var proposed = (await play.At(Officers.Labour).Send(new ProposeDossierHandoverRequest
        {
            Context = Why(),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = version ?? play.DossierVersionOf(play.Victim),
            ToAgency = Officers.Investigation.Agency,
            Reason = Canaries.RejectionReason,
        })).Expect<ProposeDossierHandoverResponse>();
        var approve = new ApproveDossierHandoverRequest
        {
            Context = Why(),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Victim,
            ExpectedVersion = proposed.Version,
            HandoverId = proposed.HandoverId,
        };
        Assert.Equal("SECOND_OFFICER_NEEDED", (await play.At(Officers.Labour).Send(approve)).Reason);
        return (await second.Send(approve)).Expect<ApproveDossierHandoverResponse>();
    }

    private static CollectDossierHandoverRequest Collect(BorderReturn play, string code) => new()
    {
        Context = Why(),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        Code = code,
        Minutes = new Minutes { Number = Canaries.TransferNumber, SignedOn = BorderReturn.Day },
    };

    private static RecordMeasurePapersRequest Papers(BorderReturn play, string measure, long version) => new()
    {
        Context = Why(),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        ExpectedVersion = version,
        MeasureId = measure,
        Decision = new DecisionPaper
        {
            Number = BorderReturn.Numbered(Canaries.DecisionNumber),
            SignedOn = BorderReturn.Day,
            Signatory = Canaries.Signatory,
            SignatoryPost = Canaries.SignatoryPost,
        },
    };

    private static AddDossierDocumentRequest Document(BorderReturn play, DocumentKind kind, long version) => new()
    {
        Context = Why(),
        RequestId = BorderReturn.NewId(),
        PersonId = play.Victim,
        ExpectedVersion = version,
        Kind = kind,
        Number = Canaries.DecisionNumber,
        SignedOn = BorderReturn.Day,
        Issuer = Canaries.Signatory,
        Sha256 = new string('a', 64),
        Custodian = Canaries.SignatoryPost,
    };

    private static GetDossierRequest Look(BorderReturn play, string[] fields) => new Measures(play, play.Victim).Dossier(Purpose.Protect, fields);

    private static AccessContext Why() => BorderReturn.Why(Purpose.Protect, "ND62/2012-D8.1");
}
