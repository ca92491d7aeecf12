using Google.Protobuf;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Tool.Tests.Commands;
using Registry.V1;

namespace Registry.Tool.Tests.Interop;

/// <summary>
/// One database and one wire for both builds: a case that one begins, the other continues and the first ends, and answers that do not
/// tell which of the two gave them.
/// </summary>
public sealed class TwoBuildsTests
{
    [Fact]
    public async Task A_case_begun_by_one_build_is_continued_by_the_other_and_ended_by_the_first()
    {
        await using var registry = await Testing.Running.RunningRegistry.Start();
        using var played = new BorderReturn(registry);
        await played.Received();

        await Elsewhere(registry, async () => await played.Protected());
        await played.Referred();

        await registry.VerifyEverything();
    }

    [Fact]
    public async Task Both_builds_give_the_same_answer_to_the_same_request()
    {
        await using var registry = await Testing.Running.RunningRegistry.Start();
        using var played = await new BorderReturn(registry).Protected();
        var asked = Requests(played).ToList();
        var kept = new List<string>();
        foreach (var (officer, request) in asked)
            kept.Add((await played.At(officer).Send(request)).Fingerprint);
        Assert.Equal(["0", "10", "3", "5", "6", "9"], kept.Select(fingerprint => fingerprint.Split('\n')[0]).Distinct().Order(StringComparer.Ordinal));

        await Elsewhere(registry, async () =>
        {
            foreach (var ((officer, request), fingerprint) in asked.Zip(kept))
                Assert.Equal(fingerprint, (await played.At(officer).Send(request)).Fingerprint);
        });
    }

    [Fact]
    public async Task A_directory_made_by_one_build_is_served_by_the_other()
    {
        using var scratch = new Scratch();
        var data = scratch["data"];

        await using (var made = await Up.StartOther(data))
            Assert.Equal(0, (await made.End()).Code);
        await using (var served = await Up.Start(data))
            Assert.Equal(0, (await served.End()).Code);
        var migrated = await OtherBuild.Run("migrate", "--data", data);

        Assert.Equal((0, "schema and roles stand"), (migrated.Code, migrated.Output.Trim()));
    }

    /// <summary>Acts that repeat, conflict or are refused, and looks of every outcome; none of them changes anything.</summary>
    private static IEnumerable<(Officer Officer, IMessage Request)> Requests(BorderReturn played)
    {
        var registration = new RegisterVictimRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D7.1"),
            RequestId = BorderReturn.NewId(),
            AnnouncementId = played.Announcement,
            Person = People.Sister(),
        };
        yield return (Officers.Post, registration);
        yield return (Officers.Post, registration);
        var reused = registration.Clone();
        reused.Person.FullName = Canaries.StrangerName;
        yield return (Officers.Post, reused);
        var stale = played.Measure(played.Victim, MeasureClause.Shelter);
        stale.ExpectedVersion = 1;
        yield return (Officers.Labour, stale);
        yield return (Officers.Labour, played.Measure(played.Victim, MeasureClause.Guard));
        yield return (Officers.Police, BorderReturn.Look(played.Victim, Purpose.VerifyIdentity, "QD22/2015-D6.2", "full_name", "birth"));
        yield return (Officers.Centre, BorderReturn.Look(played.Victim, Purpose.Care, "QD22/2015-D7.3", "full_name", "health"));
        yield return (Officers.Health, BorderReturn.Look(played.Victim, Purpose.Treatment, "QD22/2015-D9", "full_name"));
        yield return (Officers.Health, BorderReturn.Look(Guid.NewGuid().ToString(), Purpose.Treatment, "QD22/2015-D9", "full_name"));
        yield return (Officers.Health, BorderReturn.Look("not an id", Purpose.Treatment, "QD22/2015-D9", "full_name"));
        yield return (Officers.Police, new GetIdentityRequest());
    }

    private static async Task Elsewhere(Testing.Running.RunningRegistry registry, Func<Task> act)
    {
        await registry.StopServer();
        await using (var other = await Up.StartOther(registry.Root, "--law-date", "2016-03-01"))
        {
            registry.ServedBy(new Uri($"http://{other.Grpc}"));
            await act();
            registry.ServedBy(null);
            Assert.Equal(0, (await other.End()).Code);
        }

        await registry.StartServer();
    }
}
