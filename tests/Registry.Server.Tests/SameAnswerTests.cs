using Google.Protobuf.Reflection;
using Grpc.Core;
using Registry.Server.Tests.House;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;

namespace Registry.Server.Tests;

/// <summary>Absent, not yours and hidden are one answer, to the byte: on every method that names a person, for every agency.</summary>
[Collection(nameof(PlayedCase))]
public sealed class SameAnswerTests(PlayedCase played) : IClassFixture<Verified<PlayedCase>>
{
    /// <summary>Agencies that have nothing to do with anybody in the case at any moment of it.</summary>
    private static readonly Officer[] Strangers = [Officers.District, Officers.Court, Officers.Population, Officers.Inspector];

    [Fact]
    public async Task Strangers_get_one_answer_for_her_for_her_sister_and_for_nobody_before_and_after_the_measures()
    {
        using var play = await new BorderReturn(played.Registry) { CertificateNumber = Canaries.CertificateNumber + "/2" }.Certified();
        var answers = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var asked = 0;

        async Task AskAll()
        {
            foreach (var officer in Strangers)
            {
                using var desk = played.Registry.Desk(officer.WithEveryScope());
                foreach (var (method, purpose) in Doors())
                {
                    var door = $"{officer.Agency} {method.Name} {purpose}";
                    answers.TryAdd(door, []);
                    foreach (var person in (string[])[play.Victim, play.Sister, play.Daughter, BorderReturn.NewId()])
                    {
                        var answer = await desk.Send(Samples.Of(method, purpose, person));
                        Assert.True(answer.Status == (Explains(method) ? StatusCode.OK : StatusCode.NotFound), $"{door}: {answer.Status} {answer.Reason} {string.Join(',', answer.Fields)}");
                        answers[door].Add(answer.Fingerprint);
                        asked++;
                    }
                }
            }
        }

        var before = await Lines.Count(played.Registry);
        await AskAll();
        Assert.Equal(asked, await Lines.Count(played.Registry) - before);
        await play.Referred();
        await AskAll();

        Assert.All(answers, door => Assert.True(door.Value.Count == 1, $"{door.Key} tells people apart"));
        Assert.Single(answers.Where(door => !door.Key.Contains(nameof(AccessService.AccessServiceBase.ExplainAccess), StringComparison.Ordinal)).SelectMany(door => door.Value).Distinct());
    }

    [Fact]
    public async Task A_relative_at_home_is_nobody_to_the_agencies_that_care_for_the_victim()
    {
        foreach (var officer in (Officer[])[Officers.Centre, Officers.Health, Officers.Investigation])
        {
            using var desk = played.Registry.Desk(officer.WithEveryScope());
            foreach (var (method, purpose) in Doors())
            {
                var sister = await desk.Send(Samples.Of(method, purpose, played.Case.Sister));
                var nobody = await desk.Send(Samples.Of(method, purpose, BorderReturn.NewId()));

                Assert.Equal(nobody.Fingerprint, sister.Fingerprint);
            }
        }
    }

    [Theory]
    [InlineData("CA-TTH", Purpose.Protect, "current_place")]
    [InlineData("DBP-HONGVAN", Purpose.ReceiveReturnee, "full_name")]
    [InlineData("BCHBP-TTH", Purpose.ReceiveReturnee, "full_name")]
    [InlineData("SYT-TTH", Purpose.Treatment, "exploitation_account")]
    [InlineData("CSDT-TTH", Purpose.Protect, "current_place")]
    public async Task A_hidden_field_asked_alone_is_the_answer_of_nobody(string agency, Purpose purpose, string field)
    {
        using var desk = played.Registry.Desk(Officers.All.Single(officer => officer.Agency == agency));

        var hidden = await desk.Send(BorderReturn.Look(played.Case.Victim, purpose, "QD22/2015-D6.3", field));
        var absent = await desk.Send(BorderReturn.Look(BorderReturn.NewId(), purpose, "QD22/2015-D6.3", field));

        Assert.Equal(StatusCode.NotFound, hidden.Status);
        Assert.Equal(absent.Fingerprint, hidden.Fingerprint);
    }

    [Theory]
    [InlineData("unknown person", "DBP-HONGVAN")]
    [InlineData("person handed over", "DBP-HONGVAN")]
    public async Task A_wrong_version_is_told_only_to_those_who_may_act(string who, string agency)
    {
        using var desk = played.Registry.Desk(Officers.All.Single(officer => officer.Agency == agency));
        var person = who == "unknown person" ? BorderReturn.NewId() : played.Case.Victim;

        var answer = await desk.Send(Samples.Of(Contract.Methods.Single(method => method.Name == "AddRelative"), Purpose.ReceiveReturnee, person));

        Assert.Equal("NOT_FOUND", answer.Reason);
    }

    /// <summary>The one door that answers about nobody, too: which rules refuse, the same of everybody.</summary>
    private static bool Explains(MethodDescriptor method) => method.Name == nameof(AccessService.AccessServiceBase.ExplainAccess);

    /// <summary>Every method that names a person, under every purpose that it serves; an inspector's own door stands open by law.</summary>
    private static IEnumerable<(MethodDescriptor Method, Purpose Purpose)> Doors() =>
        from method in Samples.OfPersons
        where method.Service.Name != "AuditService"
        from purpose in Samples.RuleOf(method).Purposes
        select (method, purpose);
}
