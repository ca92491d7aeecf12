using Registry.Server.Records;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>An officer who looks at somebody of his own name or home: a mark in the line, known before anything is opened.</summary>
[Collection(nameof(Administered))]
public sealed class KindredTests(Administered house) : IClassFixture<Verified<Administered>>
{
    private const string Surname = "Ngỗng";
    private static readonly string Agency = Officers.Post.Agency;

    [Fact]
    public async Task An_officer_who_looks_at_his_own_people_is_marked_for_inspectors_alone()
    {
        using var play = await new BorderReturn(house.Registry).Registered();
        var surname = People.Victim().FullName.Split(' ')[0];
        var kin = await Enrolled("dbp-hongvan/kin", surname.ToUpperInvariant(), "xã " + Canaries.VictimCommune.Replace("xã ", "", StringComparison.OrdinalIgnoreCase));
        var stranger = await Enrolled("dbp-hongvan/stranger", Surname, "xã Không Đâu");

        Assert.Equal((true, true), await MarkOf(kin, play.Victim, "full_name", "home_address"));
        Assert.Equal((true, false), await MarkOf(kin, play.Victim, "full_name"));
        Assert.Equal((false, true), await MarkOf(kin, play.Victim, "home_address"));
        Assert.Equal((false, false), await MarkOf(kin, play.Victim, "status"));
        Assert.Equal((false, false), await MarkOf(kin, BorderReturn.NewId(), "full_name"));
        Assert.Equal((false, false), await MarkOf(stranger, play.Victim, "full_name", "home_address"));
        Assert.Null((await LineOf(Officers.Post, play.Victim, "full_name")).Alike);

        using var inspector = house.Registry.Desk(Officers.Inspector);
        var queue = (await inspector.Send(new ListReviewQueueRequest { Context = BorderReturn.Why(Purpose.Audit, "RULE-INSPECTION"), PageSize = 200 }))
            .Expect<ListReviewQueueResponse>().Entries.Where(entry => entry.PersonId == play.Victim && entry.Rule.StartsWith("REVIEW_SAME", StringComparison.Ordinal)).ToList();
        Assert.Contains(queue, entry => entry.Rule == "REVIEW_SAME_SURNAME_AND_COMMUNE" && entry.Officer == kin.Name);
        Assert.All(queue, entry => Assert.Equal(kin.Name, entry.Officer));
    }

    [Fact]
    public async Task Name_and_home_of_who_acts_already_are_written_down_once_and_shown_to_who_approves()
    {
        await Enrolled("dbp-hongvan/plain", "", "");
        await Enrolled("dbp-hongvan/plain", Surname, "");

        var again = await house.Acts.Propose(Change("dbp-hongvan/plain", Surname, "xã Khác"));

        Assert.Equal("OFFICER_ALREADY_ENROLLED", again.Reason);
    }

    private async Task<(bool Surname, bool Commune)> MarkOf(Officer officer, string person, params string[] fields)
    {
        var line = await LineOf(officer, person, fields);
        Assert.Equal(4, line.Alike!.Length);
        var mark = AlikeMark.Of(line.Alike);
        return (mark.SurnamePerMille is not null, mark.Commune);
    }

    private async Task<AccessRecord> LineOf(Officer officer, string person, params string[] fields)
    {
        using var desk = house.Registry.Desk(officer);
        var answer = await desk.Send(BorderReturn.Look(person, Purpose.ReceiveReturnee, "QD22/2015-D7.1", fields));
        return (await Lines.Of(house.Registry, 0)).Single(line => line.Id.ToString() == answer.RecordId).Content;
    }

    private async Task<Officer> Enrolled(string name, string surname, string commune)
    {
        await house.Acts.Do(Change(name, surname, commune));
        return Officers.Post with { Name = name };
    }

    private static DirectoryChange Change(string name, string surname, string commune) =>
        new() { Agency = Agency, EnrolOfficer = new EnrolOfficer { Officer = name, Surname = surname, Commune = commune } };
}
