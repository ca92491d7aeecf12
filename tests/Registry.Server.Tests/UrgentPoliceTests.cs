using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>The police of a district protect at night: asked for a person in their own area, measure first and papers after (Decree 62/2012 Art. 8.1).</summary>
[Collection(nameof(Workplace))]
public sealed class UrgentPoliceTests(Workplace workplace) : IClassFixture<Verified<Workplace>>
{
    [Fact]
    public async Task The_district_police_apply_a_measure_at_once_in_their_own_area_and_make_up_its_papers()
    {
        using var play = new SelfReport(workplace.Registry);
        await play.Certified($"GXN-{BorderReturn.NewId()}");
        var police = play.At(Officers.AluoiPolice);
        var unasked = await police.Send(Apply(play.Person, 0));
        Assert.Equal((StatusCode.FailedPrecondition, "NOT_IN_YOUR_AREA"), (unasked.Status, unasked.Reason));

        var asked = (await play.At(Officers.LabourOffice).Send(new RequestProtectionRequest
        {
            Context = Why("QD22/2015-D5.5"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Person,
            Clause = MeasureClause.Guard,
            Addressee = Officers.AluoiPolice.Agency,
            Area = "HONGVAN",
            AskedBy = AskedBy.ProtectedPerson,
            Threat = Canaries.Threat,
        })).Expect<RequestProtectionResponse>();
        var applied = (await police.Send(Apply(play.Person, asked.Version))).Expect<ApplyUrgentlyResponse>();
        Assert.True(applied.PapersDue.Day > BorderReturn.Day.Day);

        var version = applied.Version;
        foreach (var kind in (DocumentKind[])[DocumentKind.WrittenRequest, DocumentKind.PersonalRecord, DocumentKind.RiskPaper])
        {
            version = (await police.Send(new AddDossierDocumentRequest
            {
                Context = Why("ND62/2012-D11"),
                RequestId = BorderReturn.NewId(),
                PersonId = play.Person,
                ExpectedVersion = version,
                Kind = kind,
                Number = Canaries.DecisionNumber,
                SignedOn = BorderReturn.Day,
                Issuer = Canaries.Signatory,
                Sha256 = new string('a', 64),
                Custodian = Canaries.SignatoryPost,
            })).Expect<AddDossierDocumentResponse>().Version;
        }

        (await police.Send(new RecordMeasurePapersRequest
        {
            Context = Why("ND62/2012-D8.1"),
            RequestId = BorderReturn.NewId(),
            PersonId = play.Person,
            ExpectedVersion = version,
            MeasureId = applied.MeasureId,
            Decision = new DecisionPaper
            {
                Number = BorderReturn.Numbered(Canaries.DecisionNumber),
                SignedOn = BorderReturn.Day,
                Signatory = Canaries.Signatory,
                SignatoryPost = Canaries.SignatoryPost,
            },
        })).Expect<RecordMeasurePapersResponse>();

        var seen = (await police.Send(new GetDossierRequest
        {
            Context = Why("ND62/2012-D8.1"),
            PersonId = play.Person,
            Fields = new() { Paths = { "measures", "operations", "requests" } },
        })).Expect<GetDossierResponse>();
        Assert.Equal((MeasureStatus.InForce, Officers.AluoiPolice.Agency, false), (seen.Measures[0].Status, seen.Measures[0].DecidedBy, seen.Requests[0].Open));
        Assert.Equal(Canaries.Shelter, seen.Measures[0].Place.Line);
    }

    private static ApplyUrgentlyRequest Apply(string person, long version) => new()
    {
        Context = Why("ND62/2012-D8.1"),
        RequestId = BorderReturn.NewId(),
        PersonId = person,
        ExpectedVersion = version,
        Clause = MeasureClause.Guard,
        Threat = Canaries.Threat,
        Place = new Address { Line = Canaries.Shelter },
    };

    private static AccessContext Why(string basis) => BorderReturn.Why(Purpose.Protect, basis);
}
