using Registry.Domain.Access;
using Registry.Domain.Agencies;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Enrolment;

/// <summary>Inspectors read lines under a mandate that two persons gave; who inspects and who administers are never one.</summary>
public sealed class MandateTests
{
    private static readonly AgencyCode Inspectorate = new("TTR-TTH");
    private static readonly AgencyCode Police = new("CA-TTH");
    private static readonly Guid Her = Guid.NewGuid();

    private static readonly DirectoryChange.GiveMandate Usual = new(
        Inspectorate, "12/QĐ-TTr", Hue.Day, "Chánh Thanh tra tỉnh", ["ttr-tth/1"], Hue.Day, Hue.Day.AddDays(30), new MandateScope(false, [Her], [Police]), 100);

    private readonly Bench bench = new();

    [Fact]
    public void Is_proposed_by_an_administrator_and_approved_by_an_inspector_whom_it_does_not_name()
    {
        var (id, refused) = bench.Propose(Usual);

        Assert.Null(refused);
        Assert.Equal("INSPECTOR_NEEDED", bench.Approve(id, Bench.Second));
        Assert.Equal("NOT_FOR_YOURSELF", bench.Approve(id, Bench.Inspector with { Officer = "TTR-tth/1" }));
        Assert.Equal(("MANDATE_NEEDED", null), Of(id));
        Assert.Null(bench.Approve(id, Bench.Inspector));
        Assert.Equal((null, (Guid?)id), Of(id));
    }

    [Fact]
    public void Serves_those_whom_it_names_in_its_time_and_nobody_else()
    {
        var id = Given(Usual with { From = Hue.Day.AddDays(1) });

        Assert.Equal("MANDATE_NOT_IN_FORCE", Of(id).Refused);
        bench.Today = Hue.Day.AddDays(1);
        Assert.Equal(id, Of(id).Mandate);
        Assert.All([Of(id, "ttr-tth/2"), Of(id, "TTR-TTH/1"), Of(null), Of(Guid.NewGuid())], one => Assert.Equal(("MANDATE_NEEDED", null), one));
        bench.Today = Usual.Until;
        Assert.Equal("MANDATE_NOT_IN_FORCE", Of(id).Refused);
    }

    [Fact]
    public void Is_over_with_the_approval_of_its_end()
    {
        var id = Given(Usual);

        Assert.Equal("MANDATE_UNKNOWN", bench.Do(new DirectoryChange.EndMandate(Inspectorate, Guid.NewGuid())));
        Assert.Null(bench.Do(new DirectoryChange.EndMandate(Inspectorate, id)));
        Assert.Equal("MANDATE_NOT_IN_FORCE", Of(id).Refused);
        Assert.Equal("MANDATE_UNKNOWN", bench.Do(new DirectoryChange.EndMandate(Inspectorate, id)));
    }

    [Fact]
    public void Opens_the_lines_of_its_persons_and_agencies_and_no_others()
    {
        Assert.True(Usual.Scope.Covers(Her, new("SYT-TTH")));
        Assert.True(Usual.Scope.Covers(Guid.NewGuid(), Police));
        Assert.False(Usual.Scope.Covers(Guid.NewGuid(), new("SYT-TTH")));
        Assert.True(MandateScope.All.Covers(Guid.Empty, new("SYT-TTH")));
    }

    public static TheoryData<string, DirectoryChange.GiveMandate> Wrong => new()
    {
        { "MANDATE_NOT_TO_INSPECTORATE", Usual with { Agency = Police } },
        { "MANDATE_NAMES_ADMINISTRATOR", Usual with { Officers = ["ttr-tth/1", "Admin-2"] } },
        { "MANDATE_NOT_VALID", Usual with { Officers = [] } },
        { "MANDATE_NOT_VALID", Usual with { IssuedOn = Hue.Day.AddDays(1) } },
        { "MANDATE_NOT_VALID", Usual with { LinesADay = 0 } },
        { "MANDATE_NOT_VALID", Usual with { LinesADay = Mandate.MostLinesADay + 1 } },
        { "MANDATE_NOT_VALID", Usual with { Scope = new MandateScope(false, [], []) } },
        { "MANDATE_NOT_VALID", Usual with { Scope = new MandateScope(true, [Her], []) } },
        { "UNKNOWN_AGENCY", Usual with { Scope = new MandateScope(false, [], [new("NOBODY")]) } },
        { "END_NOT_IN_FUTURE", Usual with { Until = Hue.Day } },
        { "END_NOT_IN_FUTURE", Usual with { From = Usual.Until } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Is_refused_when_it_does_not_say_who_what_and_how_long(string reason, DirectoryChange.GiveMandate mandate) =>
        Assert.Equal(reason, bench.Propose(mandate).Refused);

    [Fact]
    public void Who_stands_in_a_mandate_does_not_become_an_administrator_and_an_administrator_reads_under_none()
    {
        var id = Given(Usual);

        Assert.Equal("MANDATE_NAMES_ADMINISTRATOR", bench.Do(new DirectoryChange.EnrolOfficer(new("QTDK-TTH"), "TTR-TTH/1")));
        Assert.Null(bench.Do(new DirectoryChange.EndMandate(Inspectorate, id)));
        Assert.Null(bench.Do(new DirectoryChange.EnrolOfficer(new("QTDK-TTH"), "TTR-TTH/1")));
        Assert.Equal("MANDATE_NAMES_ADMINISTRATOR", bench.Propose(Usual).Refused);
        Assert.Equal("MANDATE_NEEDED", Of(id).Refused);
    }

    [Fact]
    public void A_mandate_that_waited_is_checked_again_when_it_is_approved()
    {
        var (id, _) = bench.Propose(Usual);
        Assert.Null(bench.Do(new DirectoryChange.EnrolOfficer(new("QTDK-TTH"), "ttr-tth/1")));

        Assert.Equal("MANDATE_NAMES_ADMINISTRATOR", bench.Approve(id, Bench.Inspector));
    }

    private Guid Given(DirectoryChange.GiveMandate mandate)
    {
        var (id, refused) = bench.Propose(mandate);
        Assert.Null(refused ?? bench.Approve(id, Bench.Inspector));
        return id;
    }

    private (string? Refused, Guid? Mandate) Of(Guid? named, string officer = "ttr-tth/1")
    {
        var (mandate, refusal) = MandateActs.Of(Hue.Law, bench.Enrolment, named, Inspectorate, officer, bench.Today);
        return (refusal?.Reason, mandate?.Id);
    }
}
