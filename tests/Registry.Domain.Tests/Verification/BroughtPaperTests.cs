using System.Text;
using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Verification;

/// <summary>Law 66/2011 Art. 28 a to c: a paper of a body outside this registry proves that she is a victim as one of this registry does.</summary>
public sealed class BroughtPaperTests
{
    private static readonly Actor Office = Hue.Of("PLDTBXH-ALUOI");
    private static readonly BroughtPaper Paper = new(Named: true, Hue.Day.AddDays(-40));

    public static TheoryData<CertificateKind, bool> Kinds() => new()
    {
        { CertificateKind.PoliceConfirmation, true },
        { CertificateKind.RescueAgencyConfirmation, true },
        { CertificateKind.ProceedingsBodyConfirmation, true },
        // Foreign papers have their legalisation instead, and who is handed back got hers here.
        { CertificateKind.ForeignLegalised, false },
        { CertificateKind.ReceivingBodyConfirmation, false },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_a_to_c_is_taken_to_the_file_before_a_finding_which_may_then_rest_on_it(CertificateKind kind, bool taken)
    {
        var (world, person) = Received();
        Assert.Equal("PAPERS_MISSING", Reason(Find(world, person)));

        var decided = world.Force(person, s => Certificates.Issue(Hue.Law, s, new(Office, Hue.Day, kind) { Brought = Paper }));

        Assert.Equal(taken ? null : "VERIFICATION_NOT_IN_AUTHORITY", Reason(decided));
        if (!taken) return;
        Assert.True(Assert.Single(world[person].Person!.Verifying.Certificates).BroughtAlong);
        Assert.Null(Reason(Find(world, person)));
        Assert.Equal(VerificationStatus.Confirmed, world[person].Person!.Verifying.Status);
    }

    [Fact]
    public void Issuer_number_and_day_are_written_down_and_the_paper_is_not_younger_than_its_taking()
    {
        var (world, person) = Received();
        string? Take(BroughtPaper paper) => Reason(Certificates.Issue(Hue.Law, world[person], new(Office, Hue.Day, CertificateKind.PoliceConfirmation) { Brought = paper }));

        foreach (var off in (BroughtPaper[])[Paper with { Named = false }, Paper with { SignedOn = null }, Paper with { SignedOn = Hue.Day.AddDays(1) }])
            Assert.Equal("BROUGHT_PAPER_INCOMPLETE", Take(off));
        Assert.Null(Take(Paper with { SignedOn = Hue.Day }));
    }

    [Fact]
    public void Nobody_says_that_a_paper_of_its_own_was_brought_along_to_pass_over_the_finding()
    {
        var (world, person) = Received();
        world.AskToVerify(person, Office, Hue.AluoiPolice);
        world.Verify(person, Hue.AluoiPolice, VerificationOutcome.Inconclusive);

        foreach (var kind in Enum.GetValues<AgencyKind>())
        {
            var rows = Hue.Law.Regimes.SelectMany(r => r.Certificates).Where(c => c.Issuer == kind && c.Condition == CertificateCondition.BroughtAlong).ToArray();
            Assert.True(rows.Length == 0 || kind is not (AgencyKind.DistrictPolice or AgencyKind.InvestigationPolice or AgencyKind.Procuracy or AgencyKind.Court));
            Assert.All(rows, row => Assert.Equal(Certainty.Inferred, row.Standing.Certainty));
        }

        Assert.Equal("VERIFICATION_NOT_IN_AUTHORITY", Reason(
            Certificates.Issue(Hue.Law, world[person], new(Hue.AluoiPolice, Hue.Day, CertificateKind.PoliceConfirmation) { Brought = Paper })));
        Assert.Equal("NOT_YET_VERIFIED", Reason(Certificates.Issue(Hue.Law, world[person], new(Hue.AluoiPolice, Hue.Day, CertificateKind.PoliceConfirmation))));
    }

    [Fact]
    public void It_keeps_nobody_from_issuing_a_paper_of_his_own_and_only_one_of_a_kind_is_brought()
    {
        var (world, person) = Received();
        world.Force(person, s => Certificates.Issue(Hue.Law, s, new(Office, Hue.Day, CertificateKind.PoliceConfirmation) { Brought = Paper }));
        Assert.Equal("CERTIFICATE_ALREADY_ISSUED", Reason(
            Certificates.Issue(Hue.Law, world[person], new(Office, Hue.Day, CertificateKind.PoliceConfirmation) { Brought = Paper })));
        world.AskToVerify(person, Office, Hue.AluoiPolice);
        world.Verify(person, Hue.AluoiPolice);

        Assert.Null(Reason(Certificates.Issue(Hue.Law, world[person], new(Hue.AluoiPolice, Hue.Day, CertificateKind.PoliceConfirmation))));
    }

    [Fact]
    public void A_finding_falls_with_the_paper_that_it_rested_on_when_who_took_it_takes_it_back()
    {
        var (world, person) = Received();
        world.Force(person, s => Certificates.Issue(Hue.Law, s, new(Office, Hue.Day, CertificateKind.RescueAgencyConfirmation) { Brought = Paper }));
        world.Force(person, s => Verifications.Record(Hue.Law, s, OnPapers()));
        var paper = world[person].Person!.Verifying.Certificates[0].Id;

        Assert.Equal("CERTIFICATE_NOT_YOURS", Reason(Certificates.Revoke(Hue.Law, world[person], new(Hue.Police, Hue.Day, paper, RevocationGround.PosedAsVictim))));
        world.Force(person, s => Certificates.Revoke(Hue.Law, s, new(Office, Hue.Day, paper, RevocationGround.PosedAsVictim)));

        Assert.Equal(VerificationStatus.Revoked, world[person].Person!.Verifying.Status);
    }

    [Fact]
    public void A_certificate_says_that_it_was_brought_along_since_version_3()
    {
        var happened = new CertificateIssued(Hue.Day, new("PLDTBXH-ALUOI"), CertificateKind.ProceedingsBodyConfirmation, "C-PROCEEDINGS-BROUGHT", BroughtAlong: true);
        const string Json = """{"issuer":"PLDTBXH-ALUOI","kind":"proceedings_body_confirmation","rule":"C-PROCEEDINGS-BROUGHT","brought_along":true,"occurred_on":"2016-03-01"}""";

        Assert.Equal(3, EventCatalog.Of(happened).SchemaVersion);
        Assert.Equal(Json, Encoding.UTF8.GetString(EventCatalog.WriteFacts(happened)));
        Assert.Equal(happened, EventCatalog.ReadFacts("certificate_issued", 3, Encoding.UTF8.GetBytes(Json)));
    }

    private static (World World, Guid Person) Received()
    {
        var (world, person) = (new World(), Guid.NewGuid());
        Assert.Null(Reason(world.Report(person, Hue.Commune, Office)));
        Assert.Null(Reason(world.Receive(person, Office)));
        return (world, person);
    }

    private static Decided Find(World world, Guid person) => world.Force(person, s => Verifications.Record(Hue.Law, s, OnPapers()));

    private static RecordVerification OnPapers() => new(Office, Hue.Day, VerificationOutcome.Confirmed, [], FindingGround.Papers);

    private static string? Reason(Decided? decided) => Assert.NotNull(decided).Refusal?.Reason;
}
