using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Tests.Cases;
using static Registry.Domain.Agencies.DirectoryChange;

namespace Registry.Domain.Tests.Enrolment;

/// <summary>Two persons decide who may act, and an inspector is one of them where somebody new would see records.</summary>
public sealed class TwoPersonTests
{
    private static readonly AgencyCode District = Hue.District.Agency;
    private static readonly AgencyCode Labour = Hue.Labour.Agency;

    private static readonly Dictionary<string, (DirectoryChange Change, bool Grave)> Changes = new()
    {
        ["an agency is enrolled"] = (new EnrolAgency(new("CA-NEW"), AgencyKind.DistrictPolice, null, "ALUOI", "v", "e", Hue.Day), false),
        ["an inspectorate is enrolled"] = (new EnrolAgency(new("TTR-NEW"), AgencyKind.Inspectorate, null, "TTH", "v", "e", Hue.Day), true),
        ["an administration is enrolled"] = (new EnrolAgency(new("QT-NEW"), AgencyKind.RegistryAdministration, null, "TTH", "v", "e", Hue.Day), true),
        ["an agency is suspended"] = (new SuspendAgency(District), false),
        ["an agency is succeeded"] = (new SucceedAgency(District, Hue.AluoiPolice.Agency, Hue.Day), true),
        ["an area is changed"] = (new ChangeArea(District, "ALUOI", Hue.Day), false),
        ["an officer is enrolled"] = (new EnrolOfficer(District, "o"), false),
        ["an inspector is enrolled"] = (new EnrolOfficer(Hue.Inspector.Agency, "o"), true),
        ["an officer is suspended"] = (new SuspendOfficer(District, "o"), false),
        ["an inspector is suspended"] = (new SuspendOfficer(Hue.Inspector.Agency, "o"), true),
        ["whoever is vouched for may act"] = (new SetOfficersMode(District, false), true),
        ["a key is added"] = (new AddKey(District, "urn:d", "k", "p", null), true),
        ["a grant is given"] = (new GiveGrant(Hue.Population.Agency, "12/QD", "RULE-GRANT", [Purpose.IdentityCheck], [FieldClass.Verification], Hue.Day.AddDays(9)), true),
    };

    public static TheoryData<string> Names => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_proposal_changes_nothing_and_its_proposer_cannot_approve_it(string name)
    {
        var bench = new Bench();
        var before = Shape(bench);

        var (id, refused) = bench.Propose(Changes[name].Change);

        Assert.Null(refused);
        Assert.Equal("SECOND_PERSON_NEEDED", bench.Approve(id, Bench.First));
        Assert.Equal("SECOND_PERSON_NEEDED", bench.Approve(id, Bench.Second with { Officer = "ADMIN-1", Issuer = "urn:another" }));
        Assert.Equal(before, Shape(bench));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_lets_somebody_new_see_records_or_touches_inspectors_needs_an_inspector(string name)
    {
        var bench = new Bench();
        var (change, grave) = Changes[name];
        var (id, _) = bench.Propose(change);

        Assert.Equal(grave ? "INSPECTOR_NEEDED" : null, bench.Approve(id, Bench.Second));
        Assert.Equal(grave ? null : "PROPOSAL_UNKNOWN", bench.Approve(id, Bench.Inspector));
        Assert.NotEmpty(bench.State!.Applied.Where(applied => applied.Proposal == id));
    }

    [Fact]
    public void Nobody_approves_what_is_about_himself()
    {
        var bench = new Bench();
        var (id, _) = bench.Propose(new EnrolOfficer(Hue.Inspector.Agency, Bench.Inspector.Officer));

        Assert.Equal("NOT_FOR_YOURSELF", bench.Approve(id, Bench.Inspector));
        Assert.Null(bench.Approve(id, Bench.Inspector with { Officer = "ttr-tth/3" }));
    }

    [Fact]
    public void The_proposal_of_an_administrator_who_was_suspended_dies_with_his_standing()
    {
        var bench = new Bench();
        Assert.Null(bench.Do(new EnrolOfficer(new("QTDK-TTH"), "admin-3"), Bench.Second));
        var (id, _) = bench.Propose(new EnrolOfficer(District, "friend"), Bench.Second);

        Assert.Null(bench.Do(new SuspendOfficer(new("QTDK-TTH"), "admin-2"), Bench.Inspector));

        Assert.Equal("PROPOSAL_UNKNOWN", bench.Approve(id, Bench.Inspector));
    }

    [Fact]
    public void A_withdrawn_proposal_is_gone_and_waiting_ones_are_bounded()
    {
        var bench = new Bench();
        var (first, _) = bench.Propose(new EnrolOfficer(District, "o"));
        Assert.Null(bench.Withdraw(first, Bench.Inspector));
        Assert.Equal("PROPOSAL_UNKNOWN", bench.Approve(first, Bench.Second));

        for (var n = 0; n < DirectoryActs.MostOpen; n++)
            Assert.Null(bench.Propose(new EnrolOfficer(District, $"o-{n}")).Refused);
        Assert.Equal("TOO_MANY_PROPOSALS", bench.Propose(new EnrolOfficer(District, "one-more")).Refused);
    }

    [Fact]
    public void Two_inspectorates_stand_on_every_day_and_none_of_them_administers()
    {
        for (var day = new DateOnly(2015, 6, 20); day < new DateOnly(2031, 1, 1); day = day.AddDays(1))
            Assert.Equal(["TTCP", "TTR-TTH"], Hue.Law.Agencies.On(day).Where(agency => agency.Kind == AgencyKind.Inspectorate).Select(agency => agency.Code.Value).Order());

        foreach (var inspector in (Actor[])[Hue.Inspector, Hue.SecondInspector])
            Assert.Empty(Hue.Permitted(inspector, Purpose.Administration, Facts.None(DirectoryState.Subject)));
    }

    [Fact]
    public void There_are_always_two_administrators_and_somebody_who_inspects()
    {
        var bench = new Bench();

        Assert.Equal("TWO_ADMINISTRATORS_NEEDED", bench.Do(new SuspendOfficer(new("QTDK-TTH"), "admin-2")));
        Assert.Equal("LAST_OF_ITS_KIND", bench.Do(new SuspendAgency(new("QTDK-TTH"))));
        Assert.Null(bench.Do(new SuspendAgency(Hue.SecondInspector.Agency)));
        Assert.Equal("LAST_OF_ITS_KIND", bench.Do(new SuspendAgency(Hue.Inspector.Agency)));
        Assert.Equal("SUCCESSOR_OF_ANOTHER_TASK", bench.Do(new SucceedAgency(Hue.Inspector.Agency, Hue.Police.Agency, Hue.Day)));
    }

    [Fact]
    public void Random_acts_of_administrators_never_lock_everybody_out_and_fold_to_the_same_directory()
    {
        var random = new Random(2016);
        string[] names = ["admin-1", "admin-2", "admin-3", "admin-4"];
        AgencyCode[] agencies = [new("QTDK-TTH"), District, Labour, Hue.Inspector.Agency, Hue.SecondInspector.Agency];
        for (var run = 0; run < 40; run++)
        {
            var bench = new Bench();
            for (var step = 0; step < 30; step++)
            {
                var agency = agencies[random.Next(agencies.Length)];
                var officer = names[random.Next(names.Length)];
                DirectoryChange change = random.Next(7) switch
                {
                    0 => new EnrolOfficer(agency, officer),
                    1 => new SuspendOfficer(agency, officer),
                    2 => new LiftOfficer(agency, officer),
                    3 => new SuspendAgency(agency),
                    4 => new LiftAgency(agency),
                    5 => new SetOfficersMode(agency, random.Next(2) == 0),
                    _ => new SecondOfficer(agency, officer, agencies[random.Next(agencies.Length)], bench.Today.AddDays(random.Next(5))),
                };
                bench.Do(change, random.Next(2) == 0 ? Bench.Second : Bench.Inspector);
                bench.Today = bench.Today.AddDays(random.Next(2));

                Assert.True(bench.Enrolment.ActiveAdministrators(bench.Today) >= 2);
                Assert.False(bench.Enrolment.IsSuspended(Hue.Inspector.Agency) && bench.Enrolment.IsSuspended(Hue.SecondInspector.Agency));
            }
        }
    }

    private static string Shape(Bench bench) =>
        $"{bench.Enrolment.Agencies.All.Length} {bench.Enrolment.Officers.Count} {bench.Enrolment.Keys.Count} {bench.Enrolment.Grants.Count} {bench.State!.Applied.Length}";
}
