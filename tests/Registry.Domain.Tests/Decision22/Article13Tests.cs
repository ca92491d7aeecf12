using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Law;
using Registry.Domain.Tests.Cases;
using Registry.Domain.Verification;
using Registry.Domain.Victims;

namespace Registry.Domain.Tests.Decision22;

/// <summary>Art. 13: districts and communes.</summary>
public sealed class Article13Tests
{
    [Theory]
    [InlineData(AgencyKind.DistrictCommittee)]
    [InlineData(AgencyKind.DistrictLabourOffice)]
    [InlineData(AgencyKind.CommuneCommittee)]
    public void Clause_2_says_carry_out_so_that_deciding_1_2_4_5_is_inferred_on_and_limited_to_the_own_area(AgencyKind kind)
    {
        foreach (var clause in new[] { 1, 2, 4, 5 })
        {
            var cell = Hue.Law.Authority(clause, kind, Hue.Day)!;
            Assert.Equal(
                (AuthorityPower.Decide, Certainty.Inferred, true, AuthorityCondition.OwnArea),
                (cell.Power, cell.Standing.Certainty, cell.SwitchedOn, cell.Condition));
        }

        foreach (var clause in new[] { 3, 6, 7, 8 }) Assert.False(Hue.Law.Authority(clause, kind, Hue.Day)!.Power.HasFlag(AuthorityPower.Decide));
    }

    [Fact]
    public void Clause_1_a_district_that_received_nobody_sees_nobody() => Assert.Empty(
        Hue.Reads(Hue.Of("UBND-ALUOI"), new BorderReturn().Certified().OfVictim));

    [Fact]
    public void Clause_1_the_district_counts_for_its_own_report_and_not_the_province()
    {
        var district = Hue.Of("UBND-ALUOI");
        var nobody = Facts.None(Guid.NewGuid());

        Assert.Contains(
            FieldClass.Aggregates,
            Hue.Permitted(district, Purpose.Reporting, nobody.AsIf(new Relation(district.Agency, RelationKind.Reporter, Hue.Day, null, Guid.NewGuid(), [], null))));
        Assert.Empty(Hue.Permitted(district, Purpose.Reporting, nobody));
    }

    [Fact]
    public void Clause_1_it_takes_part_in_the_verification_of_whom_it_received()
    {
        foreach (var kind in new[] { AgencyKind.DistrictCommittee, AgencyKind.DistrictLabourOffice })
            Assert.NotNull(Hue.Law.Step(VerificationStep.Ask, kind, Route.SelfReport, Hue.Day));
    }

    [Fact]
    public void Clause_1_it_appraises_files_of_study_of_vocational_training_and_of_first_hardship_and_no_others() => Assert.Equal(
        [SupportKind.Study, SupportKind.Vocational, SupportKind.HardshipAllowance],
        Hue.Law.RegimeOn(Hue.Day)!.SupportDuties.Where(d => d is { Step: SupportStep.Appraise, Agency: AgencyKind.DistrictCommittee }).Select(d => d.Kind).Distinct().Order());

    [Fact]
    public void Clause_1_it_counts_and_reports_to_the_labour_department() =>
        Assert.Equal(AgencyKind.LabourDepartment, Hue.Law.Reporting(AgencyKind.DistrictCommittee, Hue.Day)!.To);

    [Fact]
    public void Clause_2_measures_are_for_victims_and_their_relatives()
    {
        var play = new BorderReturn().Certified();
        foreach (var person in new[] { play.Victim, play.Daughter })
        {
            play.World.Force(person, s => new PersonReceived(Hue.Day, Hue.Commune.Agency, false));
            Assert.Null(Assert.NotNull(play.World.Measure(person, Hue.Commune, 4)).Refusal?.Reason);
        }
    }
}
