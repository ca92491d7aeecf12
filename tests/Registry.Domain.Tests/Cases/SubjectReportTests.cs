using System.Collections.Immutable;
using Registry.Domain.Access;
using Registry.Domain.SubjectReports;

namespace Registry.Domain.Tests.Cases;

/// <summary>What the person herself may learn of who looked: offices, and nothing that gives away an inquiry or a place.</summary>
public sealed class SubjectReportTests
{
    private static readonly Actor Justice = Hue.Of("STP-TTH");

    [Fact]
    public void Offices_are_told_by_day_and_purpose_with_the_name_of_that_day_and_calls_count_once()
    {
        var call = Guid.NewGuid();

        var told = Told(Open, Look("SLDTBXH-TTH", call: call), Look("SLDTBXH-TTH", call: call), Look("SLDTBXH-TTH"), Look("SYT-TTH", day: new(2025, 2, 1)));

        Assert.Equal([("SYT-TTH", 1), ("SLDTBXH-TTH", 2)], told.Select(one => (one.Office.Code.Value, one.Looks)));
        Assert.Equal(("Sở Y tế thành phố Huế", new DateOnly(2025, 2, 1), Purpose.ReceiveReturnee), (told[0].Office.Vi, told[0].Day, told[0].Purpose));
    }

    [Theory]
    [InlineData(FieldClass.AccessLines, false)]
    [InlineData(FieldClass.Facts, false)]
    [InlineData(FieldClass.Status, true)]
    [InlineData(FieldClass.Health, true)]
    public void Who_opened_nothing_about_her_did_not_look_at_her(FieldClass granted, bool told) =>
        Assert.Equal(told, Told(Open, Look("SLDTBXH-TTH") with { Granted = [granted] }).Length > 0);

    [Fact]
    public void An_earlier_report_to_her_is_told_of() =>
        Assert.Single(Told(Open, Look("STP-TTH", Purpose.SubjectReport) with { Granted = [FieldClass.AccessLines] }));

    [Theory]
    [InlineData("SLDTBXH-TTH", Purpose.Protect)]
    [InlineData("TTCTXH-TTH", Purpose.ProtectExecute)]
    [InlineData("CSDT-TTH", Purpose.VerifyIdentity)]
    [InlineData("VKSND-TTH", Purpose.VerifyIdentity)]
    [InlineData("TAND-TTH", Purpose.Certify)]
    public void An_inquiry_is_told_after_the_release_of_every_measure_and_never_where_there_was_none(string agency, Purpose purpose)
    {
        var look = Look(agency, purpose);
        var (held, free) = (Measure(3, released: false), Measure(3, released: true));

        Assert.Empty(Told(Open, look));
        Assert.Empty(Told(With(held), look));
        Assert.Empty(Told(With(free, held), look));
        Assert.Single(Told(With(free), look));
        Assert.Empty(Told(With(free) with { Relations = [Hue.Relation(Hue.Investigation, RelationKind.RequestAddressee)] }, look));
    }

    [Theory]
    [InlineData("TTCTXH-TTH", false)]
    [InlineData("DBP-HONGVAN", false)]
    [InlineData("CA-ALUOI", false)]
    [InlineData("UBND-HONGVAN", false)]
    [InlineData("SLDTBXH-TTH", true)]
    [InlineData("SYT-TTH", true)]
    [InlineData("HTDC-TTH", true)]
    public void An_office_whose_name_says_where_she_is_stays_untold_while_a_measure_hides_that(string agency, bool told)
    {
        var look = Look(agency);

        Assert.Single(Told(Open, look));
        foreach (var clause in (int[])[2, 4, 5, 6])
        {
            Assert.Equal(told, Told(With(Measure(clause, released: false)), look).Length > 0);
            Assert.Single(Told(With(Measure(clause, released: true)), look));
        }

        Assert.Single(Told(With(Measure(8, released: false)), look));
    }

    [Fact]
    public void Who_took_her_in_is_such_an_office_whatever_it_is()
    {
        var sheltered = With(Measure(5, released: false)) with { Relations = [Hue.Relation(Hue.Health, RelationKind.ReferralAccepted)] };

        Assert.Empty(Told(sheltered, Look("SYT-TTH")));
        Assert.Single(Told(sheltered, Look("SLDTBXH-TTH")));
    }

    [Fact]
    public void While_somebody_is_kept_apart_from_her_no_paper_names_a_place()
    {
        var blocked = Open with { Blocks = [new BlockFact(null, [])] };

        Assert.Empty(Told(blocked, Look("TTCTXH-TTH")));
        Assert.Single(Told(blocked, Look("SYT-TTH")));
    }

    [Fact]
    public void What_hides_on_one_of_her_records_hides_looks_at_all_of_them_and_whoever_tells_may_tell_of_itself()
    {
        Facts[] records = [Open, With(Measure(5, released: false))];

        Assert.Empty(OfficesTold.Of(Hue.Law, records, Justice.Agency, [Look("TTCTXH-TTH")]));
        Assert.Single(OfficesTold.Of(Hue.Law, records, Hue.Centre.Agency, [Look("TTCTXH-TTH")]));
    }

    [Fact]
    public void It_rests_on_a_consent_that_another_agency_wrote_down()
    {
        var given = Hue.Relation(Justice, RelationKind.Consented, named: FieldClass.AccessLines) with { Purposes = [Purpose.SubjectReport] };

        Assert.Equal([FieldClass.AccessLines], Hue.Permitted(Justice, Purpose.SubjectReport, Hue.Holding(given)));
        Assert.Empty(Hue.Permitted(Justice, Purpose.SubjectReport, Hue.Holding(given with { Purposes = [Purpose.LegalAid] })));
        Assert.Empty(Hue.Permitted(Justice, Purpose.SubjectReport, Facts.None(Hue.Subject)));
        Assert.All(
            new[] { RelationKind.Receiver, RelationKind.Carer, RelationKind.Registrar },
            kind => Assert.Empty(Hue.Permitted(Hue.Labour, Purpose.SubjectReport, Hue.Holding(Hue.Relation(Hue.Labour, kind)))));
    }

    private static Facts Open => Facts.None(Hue.Subject);

    private static Facts With(params MeasureFact[] measures) => Open with { Measures = [.. measures] };

    private static MeasureFact Measure(int clause, bool released) => new(Guid.NewGuid(), clause, [], Hue.Day, released ? Hue.Day : null, released, Hue.Day);

    private static PastLook Look(string agency, Purpose purpose = Purpose.ReceiveReturnee, DateOnly? day = null, Guid? call = null) =>
        new(call ?? Guid.NewGuid(), new AgencyCode(agency), purpose, day ?? Hue.Day, [FieldClass.IdentityMinimum]);

    private static ImmutableArray<OfficeThatLooked> Told(Facts facts, params PastLook[] looks) => OfficesTold.Of(Hue.Law, [facts], Justice.Agency, looks);
}
