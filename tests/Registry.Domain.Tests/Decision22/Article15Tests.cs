using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Disclosures;
using Registry.Domain.Reports;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 15: information and reports go to the labour department and upward, as counts.</summary>
public sealed class Article15Tests
{
    [Fact]
    public void Clause_1_the_committee_sees_counts_and_never_a_person()
    {
        var committee = Hue.Of("UBND-TTH");

        Assert.Equal([FieldClass.Aggregates], Hue.Permitted(committee, Purpose.Reporting, Facts.None(Guid.NewGuid())));
        Assert.Empty(Hue.Reads(committee, new BorderReturn().Referred().OfVictim));
    }

    [Fact]
    public void Clause_2_gives_no_third_system_a_right_to_ask_about_anybody() => Assert.Empty(
        Hue.Reads(Hue.Population, new BorderReturn().Referred().OfVictim));

    [Fact]
    public void Clause_2_the_labour_department_sees_others_receptions_as_counts_alone()
    {
        var play = new BorderReturn().Announced();
        var alone = Guid.NewGuid();
        play.World.RegisterVictim(alone, Hue.Post, null);
        play.World.Receive(alone, Hue.Post);

        Assert.Empty(Hue.Reads(Hue.Labour, play.World.FactsOf(alone)));
    }

    [Fact]
    public void Clause_1_the_labour_department_reports_to_the_committee_by_half_year_and_year_and_on_demand()
    {
        var row = Hue.Law.Reporting(AgencyKind.LabourDepartment, Hue.Day)!;

        Assert.Equal(AgencyKind.ProvincialCommittee, row.To);
        Assert.Equal([ReportInterval.HalfYear, ReportInterval.Year], row.Intervals.Order());
        Assert.True(row is { OnDemand: true, WholeProvince: true });
    }

    [Fact]
    public void Clause_2_who_receives_verifies_rescues_protects_or_supports_informs_it_by_quarter_half_year_and_year_and_on_demand()
    {
        foreach (var agency in new[] { Hue.Post, Hue.Police, Hue.Investigation, Hue.Centre, Hue.District, Hue.Commune, Hue.Health })
        {
            var row = Hue.Law.Reporting(agency.Kind, Hue.Day)!;
            Assert.Equal(AgencyKind.LabourDepartment, row.To);
            Assert.Equal([ReportInterval.Quarter, ReportInterval.HalfYear, ReportInterval.Year], row.Intervals.Order());
            Assert.True(row is { OnDemand: true, WholeProvince: false });
        }
    }

    [Theory]
    [InlineData(DisclosureMeans.Phone)]
    [InlineData(DisclosureMeans.Electronic)]
    public void Clause_2_what_is_told_by_phone_or_mail_is_recorded_and_marked_where_no_rule_lets_it_be_told(DisclosureMeans means)
    {
        var play = new BorderReturn().Received();
        DisclosureRecorded Told(FieldClass told) => Assert.IsType<DisclosureRecorded>(Assert.Single(DisclosureRecords.Record(
            Hue.Law, play.World[play.Victim], new(Hue.Caller(Hue.Police), Purpose.ReceiveReturnee, Hue.Day, Hue.Day, Hue.Labour.Agency, [told], means, "QD22/2015-D15.2")).Events));

        Assert.Equal((means, false), (Told(FieldClass.Status).Means, Told(FieldClass.Status).Review));
        Assert.True(Told(FieldClass.Evidence).Review);
    }
}
