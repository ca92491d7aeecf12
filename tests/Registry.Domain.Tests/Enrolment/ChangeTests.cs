using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.History;
using Registry.Domain.Tests.Cases;
using static Registry.Domain.Agencies.DirectoryChange;

namespace Registry.Domain.Tests.Enrolment;

/// <summary>What each change does, from which day on, and what stands against it.</summary>
public sealed class ChangeTests
{
    private static readonly AgencyCode District = Hue.District.Agency;
    private static readonly AgencyCode Aluoi = Hue.AluoiPolice.Agency;
    private static readonly DateOnly Later = Hue.Day.AddDays(30);

    private static readonly Dictionary<string, (DirectoryChange Change, string Reason)> Refused = new()
    {
        ["a successor that does not exist"] = (new SucceedAgency(District, new("CA-XYZ"), Later), "SUCCESSOR_UNKNOWN"),
        ["an agency as its own successor"] = (new SucceedAgency(District, District, Later), "SUCCESSOR_UNKNOWN"),
        ["a successor that the agency itself succeeds one day"] = (new SucceedAgency(Hue.Police.Agency, Aluoi, Later), "SUCCESSOR_UNKNOWN"),
        ["a successor that does not stand yet"] = (new SucceedAgency(District, new("CAX-ALUOI1"), Later), "SUCCESSOR_UNKNOWN"),
        ["a succession in the past"] = (new SucceedAgency(District, Hue.Court.Agency, Hue.Day.AddDays(-1)), "DAY_ALREADY_PAST"),
        ["an agency whose end the tables know"] = (new SucceedAgency(Aluoi, Hue.Court.Agency, Hue.LabourEnds.AddDays(1)), "AGENCY_ALREADY_ENDS"),
        ["a successor that may not go on with her measures"] = (new SucceedAgency(District, Hue.Health.Agency, Later), "SUCCESSOR_CANNOT_ACT"),
        ["an unknown agency"] = (new SuspendAgency(new("CA-XYZ")), "UNKNOWN_AGENCY"),
        ["a code that was used"] = (new EnrolAgency(Hue.Court.Agency, AgencyKind.Court, null, "TTH", "v", "e", Later), "AGENCY_CODE_USED"),
        ["an area that is not"] = (new EnrolAgency(new("CA-NEW"), AgencyKind.DistrictPolice, null, "MARS", "v", "e", Later), "UNKNOWN_AREA"),
        ["a superior that is not"] = (new EnrolAgency(new("CA-NEW"), AgencyKind.DistrictPolice, new("CA-XYZ"), "ALUOI", "v", "e", Later), "UNKNOWN_AGENCY"),
        ["an enrolment in the past"] = (new EnrolAgency(new("CA-NEW"), AgencyKind.DistrictPolice, null, "ALUOI", "v", "e", Hue.Day.AddDays(-1)), "DAY_ALREADY_PAST"),
        ["a lift of what is not suspended"] = (new LiftAgency(District), "NOT_SUSPENDED"),
        ["a lift of an officer who is not suspended"] = (new LiftOfficer(District, "o"), "NOT_SUSPENDED"),
        ["enrolled officers only where there is none"] = (new SetOfficersMode(District, true), "NOBODY_ENROLLED"),
        ["a secondment of somebody who is not enrolled"] = (new SecondOfficer(District, "o", Hue.Labour.Agency, Later), "OFFICER_NOT_ENROLLED"),
        ["a secondment to administrators"] = (new SecondOfficer(District, "o", new("QTDK-TTH"), Later), "SECONDMENT_NOT_ALLOWED"),
        ["a secondment from inspectors"] = (new SecondOfficer(Hue.Inspector.Agency, "o", Hue.Police.Agency, Later), "SECONDMENT_NOT_ALLOWED"),
        ["a secondment to oneself"] = (new SecondOfficer(District, "o", District, Later), "SECONDMENT_NOT_ALLOWED"),
        ["a secondment without a day to come"] = (new SecondOfficer(District, "o", Hue.Labour.Agency, Hue.Day), "END_NOT_IN_FUTURE"),
        ["a key that nobody has"] = (new SuspendKey(District, "k"), "KEY_UNKNOWN"),
        ["a rotation of a key that nobody has"] = (new AddKey(District, "urn:d", "k2", "p", "k1"), "KEY_UNKNOWN"),
        ["a grant to an agency that has cases"] = (Grant(Hue.Health.Agency), "GRANT_NOT_TO_OUTSIDE_SYSTEM"),
        ["a grant without a day to come"] = (Grant(Hue.Population.Agency) with { Until = Hue.Day }, "END_NOT_IN_FUTURE"),
        ["a grant on an article that is not"] = (Grant(Hue.Population.Agency) with { Article = "QD0/2000-D1" }, "UNKNOWN_LEGAL_BASIS"),
        ["a grant of a class that no row allows"] = (Grant(Hue.Population.Agency) with { Classes = [FieldClass.Verification, FieldClass.Health] }, "GRANT_WIDER_THAN_RULE"),
        ["a grant for a purpose that no row allows"] = (Grant(Hue.Population.Agency) with { Purposes = [Purpose.Protect] }, "GRANT_WIDER_THAN_RULE"),
        ["a grant of nothing"] = (Grant(Hue.Population.Agency) with { Classes = [] }, "GRANT_WIDER_THAN_RULE"),
    };

    public static TheoryData<string> Names => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_that_cannot_be_is_refused_with_its_source_in_both_languages(string name)
    {
        var bench = new Bench();
        var (change, reason) = Refused[name];

        Assert.Equal(reason, bench.Propose(change).Refused);
        Assert.NotEmpty(Hue.Law.RefusalText(reason).Vi);
        Assert.Empty(bench.State!.Open);
    }

    [Fact]
    public void From_the_day_of_a_succession_on_the_successor_holds_the_relations_and_before_it_did_not()
    {
        var bench = new Bench();
        var relations = Hue.Holding(Hue.Relation(Hue.District, RelationKind.Receiver)).Relations;
        var successor = Aluoi;
        Assert.Null(bench.Do(new SucceedAgency(District, successor, Later)));

        var agencies = bench.Enrolment.Agencies;

        Assert.NotEmpty(agencies.Held(relations, District, Later.AddDays(-1)));
        Assert.Empty(agencies.Held(relations, successor, Later.AddDays(-1)));
        Assert.Contains(agencies.Held(relations, successor, Later), r => r.Kind == RelationKind.Receiver && r.From == Later);
        Assert.Null(agencies.Find(District, Later));
        Assert.NotNull(agencies.Find(District, Later.AddDays(-1)));
    }

    [Fact]
    public void Nobody_is_succeeded_in_a_circle()
    {
        var bench = new Bench();
        Assert.Null(bench.Do(new SucceedAgency(District, Aluoi, Later)));

        Assert.Equal("SUCCESSOR_UNKNOWN", bench.Do(new SucceedAgency(Aluoi, District, Later.AddDays(-1))));
        Assert.Equal(Aluoi, bench.Enrolment.Agencies.SuccessorOf(District, Later));
    }

    [Fact]
    public void An_enrolled_agency_stands_from_its_day_on_and_acts_through_enrolled_officers_alone()
    {
        var bench = new Bench();
        var code = new AgencyCode("CAX-MOI");
        Assert.Null(bench.Do(new EnrolAgency(code, AgencyKind.CommunePolice, Hue.Police.Agency, "HONGTHUY", "Công an xã Hồng Thủy", "Hong Thuy commune police", Later), Bench.Second));

        Assert.Null(bench.Enrolment.Agencies.Find(code, Later.AddDays(-1)));
        Assert.Equal(AgencyKind.CommunePolice, bench.Enrolment.Agencies.Find(code, Later)!.Kind);
        Assert.True(bench.Enrolment.Agencies.Serves(code, "HONGTHUY", Later));
        Assert.True(bench.Enrolment.EnrolledOnly(code, AgencyKind.CommunePolice));
        Assert.Null(bench.Enrolment.EnrolledOnly(District, AgencyKind.DistrictPolice));
        Assert.True(bench.Enrolment.EnrolledOnly(new("QTDK-TTH"), AgencyKind.RegistryAdministration));
    }

    [Fact]
    public void A_changed_area_counts_from_its_day_on()
    {
        var bench = new Bench();
        Assert.Null(bench.Do(new ChangeArea(Hue.Health.Agency, "ALUOI", Later), Bench.Second));

        Assert.True(bench.Enrolment.Agencies.Serves(Hue.Health.Agency, "TTH", Later.AddDays(-1)));
        Assert.False(bench.Enrolment.Agencies.Serves(Hue.Health.Agency, "TTH", Later));
        Assert.True(bench.Enrolment.Agencies.Serves(Hue.Health.Agency, "ALUOI", Later));
    }

    [Fact]
    public void A_seconded_officer_acts_for_the_lead_agency_until_the_day_or_until_recalled()
    {
        var bench = new Bench();
        Assert.Null(bench.Do(new EnrolOfficer(District, "o"), Bench.Second));
        Assert.Null(bench.Do(new SecondOfficer(District, "o", Hue.Labour.Agency, Later)));

        Assert.Equal(Hue.Labour.Agency, bench.Enrolment.ActsFor(District, "o", Later.AddDays(-1)));
        Assert.Null(bench.Enrolment.ActsFor(District, "o", Later));
        Assert.Null(bench.Enrolment.ActsFor(District, "another", Hue.Day));
        Assert.Null(bench.Do(new RecallOfficer(District, "o"), Bench.Second));
        Assert.Null(bench.Enrolment.ActsFor(District, "o", Hue.Day));
    }

    [Fact]
    public void A_rotated_key_stops_with_the_approval_and_never_comes_back()
    {
        var bench = new Bench();
        Assert.Null(bench.Do(new AddKey(District, "urn:d", "k1", "p", null)));
        Assert.Null(bench.Do(new AddKey(District, "urn:d", "k2", "p", "k1")));

        Assert.True(bench.Enrolment.Keys["k1"].Suspended);
        Assert.False(bench.Enrolment.Keys["k2"].Suspended);
        Assert.Equal("KEY_ALREADY_KNOWN", bench.Do(new AddKey(District, "urn:d", "k1", "p", null)));
        Assert.Equal("KEY_ALREADY_KNOWN", bench.Do(new AddKey(Aluoi, "urn:d", "k3", "p", null)));
        Assert.Equal("KEY_UNKNOWN", bench.Do(new SuspendKey(Aluoi, "k2"), Bench.Second));
        Assert.Null(bench.Do(new SuspendKey(District, "k2"), Bench.Second));
    }

    [Fact]
    public void The_directory_of_a_day_leaves_out_what_was_approved_after_it()
    {
        var bench = new Bench { Today = Later };
        Assert.Null(bench.Do(new SuspendAgency(District), Bench.Second));

        Assert.False(Agencies.Enrolment.Of(Hue.Law.AgenciesOfTables, bench.State, Hue.Day).IsSuspended(District));
        Assert.True(Agencies.Enrolment.Of(Hue.Law.AgenciesOfTables, bench.State, Later).IsSuspended(District));
    }

    [Fact]
    public void The_state_survives_JSON()
    {
        var bench = new Bench();
        bench.Do(new EnrolOfficer(District, "o"));
        bench.Do(Grant(Hue.Population.Agency));
        bench.Propose(new SuspendAgency(District));
        var state = SubjectState.Empty(DirectoryState.Subject) with { Directory = bench.State };

        var json = System.Text.Json.JsonSerializer.Serialize(state, DomainJson.Options);
        var read = System.Text.Json.JsonSerializer.Deserialize<SubjectState>(json, DomainJson.Options)!;

        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(read, DomainJson.Options));
        Assert.DoesNotContain("directory", System.Text.Json.JsonSerializer.Serialize(SubjectState.Empty(Guid.NewGuid()), DomainJson.Options), StringComparison.Ordinal);
    }

    private static GiveGrant Grant(AgencyCode agency) =>
        new(agency, "12/QD-UBND", "RULE-GRANT", [Purpose.IdentityCheck], [FieldClass.IdentityMinimum, FieldClass.Verification], Later);
}
