using Grpc.Core;
using Registry.Server.Pipeline;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using static Registry.Server.Tests.House.Lookalikes;

namespace Registry.Server.Tests;

/// <summary>Particulars that somebody already has, confirmed one by one; everything else is quietly not confirmed.</summary>
[Collection(nameof(PlayedCase))]
public sealed class CheckIdentityTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    [Theory]
    [InlineData(Canaries.VictimName, 1987, 5, 19, Canaries.VictimIdNumber, true, true, true, "CONFIRMED")]
    [InlineData("tran thi nguong vay", 1987, 0, 0, "046 198 700 731", true, true, true, "CONFIRMED")]
    [InlineData(Canaries.VictimOtherName, 1987, 19, 5, Canaries.VictimIdNumber, true, false, true, "PARTLY_CONFIRMED")]
    [InlineData("Trần Thị Vẫy", 1986, 5, 19, Canaries.SisterIdNumber, false, false, false, "NOT_CONFIRMED")]
    public async Task Says_of_each_particular_whether_it_is_hers(
        string name, int year, int month, int day, string id, bool named, bool born, bool numbered, string outcome)
    {
        var certificate = outcome == "NOT_CONFIRMED" ? Canaries.MinutesNumber : Canaries.CertificateNumber;
        var birth = month > 12 ? Born(year, day, 12) : Born(year, month, day);
        var before = await Lines.Count(played.Registry);

        var answer = await Ask(Check(played.Case.Victim, Purpose.VerifyIdentity, name, birth, id, certificate));

        Assert.Equal((named, born, numbered), (answer.FullNameConfirmed, answer.BirthDateConfirmed, answer.IdNumberConfirmed));
        Assert.Equal(outcome != "NOT_CONFIRMED", answer.CertificateConfirmed);
        var lines = await Lines.Of(played.Registry, before);
        Assert.Equal(["OK", outcome], lines.Select(line => line.Content.Outcome));
        Assert.All(lines, line => Assert.Equal(played.Case.Victim, line.Subject.ToString()));
    }

    [Fact]
    public async Task What_is_not_permitted_is_not_confirmed_as_if_it_were_another_value()
    {
        var right = await played.Case.At(Officers.Health).Send(Treatment(played.Case.Victim, Canaries.VictimName, Canaries.VictimIdNumber));
        var wrong = await played.Case.At(Officers.Health).Send(Treatment(played.Case.Victim, Canaries.VictimName, Canaries.SisterIdNumber));

        Assert.Equal((true, false), (right.Expect<CheckIdentityResponse>().FullNameConfirmed, right.Expect<CheckIdentityResponse>().IdNumberConfirmed));
        Assert.Equal(wrong.Fingerprint, right.Fingerprint);
    }

    [Fact]
    public async Task Asked_alone_what_is_not_permitted_is_the_answer_of_nobody()
    {
        var hers = await played.Case.At(Officers.Health).Send(Treatment(played.Case.Victim, "", Canaries.VictimIdNumber));
        var nobodys = await played.Case.At(Officers.Health).Send(Treatment(BorderReturn.NewId(), "", Canaries.VictimIdNumber));

        Assert.Equal(StatusCode.NotFound, hers.Status);
        Assert.Equal(nobodys.Fingerprint, hers.Fingerprint);
    }

    [Fact]
    public async Task A_year_on_record_confirms_no_date_and_a_date_confirms_its_year()
    {
        async Task<bool> IsDaughters(Date birth) =>
            (await Ask(Check(played.Case.Daughter, Purpose.VerifyIdentity, Canaries.DaughterName, birth))).BirthDateConfirmed;

        Assert.True(await IsDaughters(Born(2011)));
        Assert.False(await IsDaughters(Born(2011, 1, 1)));
        Assert.False(await IsDaughters(Born(2011, 1)));
    }

    [Fact]
    public async Task Nothing_asked_is_refused_by_field_name()
    {
        var answer = await played.Case.At(Officers.Police).Send(Check(played.Case.Victim, Purpose.VerifyIdentity));
        var impossible = await played.Case.At(Officers.Police).Send(Check(played.Case.Victim, Purpose.VerifyIdentity, born: Born(1987, 13, 1)));

        Assert.Equal((StatusCode.InvalidArgument, "particulars"), (answer.Status, answer.Fields[0]));
        Assert.Equal((StatusCode.InvalidArgument, "particulars.birth_date"), (impossible.Status, impossible.Fields[0]));
    }

    [Fact]
    public async Task Guessing_ends_at_the_ceiling()
    {
        await using var registry = await RunningRegistry.Start(new CeilingOptions { OfficerMisses = 3 });
        using var play = await new BorderReturn(registry).Received();
        var reasons = new List<string>();
        for (var day = 1; day <= 5; day++)
            reasons.Add((await play.At(Officers.Police).Send(Check(play.Victim, Purpose.VerifyIdentity, born: Born(1987, 4, day)))).Reason);

        Assert.Contains("CEILING_REACHED", reasons);
        Assert.True(reasons.Count(reason => reason.Length == 0) >= 3);
        await registry.VerifyEverything();
    }

    private static CheckIdentityRequest Treatment(string person, string name, string id)
    {
        var request = Check(person, Purpose.Treatment, name, id: id);
        request.Context.LegalBasis = "QD22/2015-D9";
        return request;
    }

    private async Task<CheckIdentityResponse> Ask(CheckIdentityRequest request) =>
        (await played.Case.At(Officers.Police).Send(request)).Expect<CheckIdentityResponse>();
}
