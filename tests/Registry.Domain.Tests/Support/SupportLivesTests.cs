using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tasks;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Support;

/// <summary>What holds over random lives of support, whoever gives the commands.</summary>
public sealed class SupportLivesTests
{
    private static readonly string[] Codes =
        ["DBP-HONGVAN", "CA-TTH", "SLDTBXH-TTH", "TTCTXH-TTH", "UBND-ALUOI", "UBND-HONGVAN", "TAND-TTH", "SYT-TTH", "UBND-ALUOI1", "PLDTBXH-ALUOI"];

    /// <summary>A day from which fifty steps lead past the end of the labour department and that of the districts and their law.</summary>
    private static readonly DateOnly BeforeTheChange = new(2025, 1, 20);

    private static readonly Arbitrary<int[]> Lives = Gen.Choose(0, int.MaxValue - 1).ArrayOf(50).ToArbitrary();

    [Fact]
    public void No_life_exceeds_a_limit_gives_twice_what_is_given_once_or_loses_a_file()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Lives, steps =>
        {
            var world = Begin(steps[0]);
            foreach (var step in steps)
            {
                if (step / 7 % 5 == 0) world.Today = world.Today.AddDays(step / 35 % 40);
                var before = world.Support.Files.Length;
                Step(world, step);
                Assert.True(world.Support.Files.Length >= before);
                Assert.True(world.Support.DaysUsed(SupportKind.Essentials) <= (world.Support.ConfirmedOn is null && world.Today >= Hue.DistrictsEnd ? 120 : 60));
                Assert.True(world.Support.Files.Count(f => f.Kind == SupportKind.HardshipAllowance && f.Counts()) <= 1);
                Assert.All(world.Support.Files, file => Assert.True(IsOwed(world, file), $"{file.Kind} is {file.Status} on {world.Today} and waits for nobody"));
                var json = JsonSerializer.Serialize(world.State, DomainJson.Options);
                Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<SubjectState>(json, DomainJson.Options), DomainJson.Options));
            }
        }));
    }

    [Fact]
    public void Whoever_reads_own_entries_has_a_part_in_one()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Lives, steps =>
        {
            var world = SupportWorld.Victim(Hue.Day, Hue.Day, Hue.Post, Hue.Labour, Hue.Centre, SupportWorld.Commune);
            foreach (var step in steps) Step(world, step);
            foreach (var actor in On(Hue.Day).Where(a => Hue.Reads(a, Facts.Of(world.State)).Contains("own Support")))
                Assert.Contains(world.Support.Files, f => f.Parties().Contains(actor.Agency));
        }));
    }

    [Fact]
    public void Every_state_of_a_file_is_reached()
    {
        var (statuses, random) = (new HashSet<SupportStatus>(), new Random(20150610));
        for (var life = 0; life < 400; life++)
        {
            var world = Begin(life);
            for (var step = 0; step < 80; step++)
            {
                Step(world, random.Next());
                statuses.UnionWith(world.Support.Files.Select(f => f.Status));
            }
        }

        Assert.Equal(Enum.GetValues<SupportStatus>().Where(s => s != SupportStatus.Unspecified), statuses.Order());
    }

    private static SupportWorld Begin(int choice)
    {
        var day = choice % 2 == 0 ? Hue.Day : BeforeTheChange;
        return SupportWorld.Victim(day, choice % 3 == 0 ? null : day, Hue.Post, Hue.Labour, Hue.Centre, SupportWorld.Commune);
    }

    /// <summary>
    /// An open file waits for an agency that knows of it, has it as its task, and can take the step: whatever else was dated, on the day of the last step
    /// or today.
    /// </summary>
    private static bool IsOwed(SupportWorld world, SupportFile file)
    {
        var today = world.Today > file.ChangedOn ? world.Today : file.ChangedOn;
        return file.IsOver() || On(today).Any(by => Takes(world.State, file, by, today) && Hue.Reads(by, Facts.Of(world.State), today).Any(c => c is "Support" or "own Support")
            && (file.Counts() || OpenTasks.Of(Hue.Law, world.State, by.Agency, today).Any(t => !t.Key.Told && t.Key.Source == file.Id && t.Key.Duty == Next(world.State, file, by, today))));
    }

    private static DutyKind Next(SubjectState state, SupportFile file, Actor by, DateOnly on) =>
        Decides(state, file, by, on) ? DutyKind.ApproveSupport : DutyKind.AppraiseSupport;

    private static bool Takes(SubjectState state, SupportFile file, Actor by, DateOnly on) => file.Counts()
        ? !SupportStopping.Stop(Hue.Law, state, new(by, on, file.Id)).IsRefused
        : Decides(state, file, by, on) || !SupportFiles.Appraise(Hue.Law, state, new(by, "another", on, on, file.Id, Favourable: true)).IsRefused;

    private static bool Decides(SubjectState state, SupportFile file, Actor by, DateOnly on) =>
        !SupportFiles.Reject(Hue.Law, state, new(by, "another", on, on, file.Id)).IsRefused;

    private static Actor[] On(DateOnly day) => [.. Codes.Where(c => Hue.Law.Agencies.Find(new AgencyCode(c), day) is not null).Select(c => Hue.Of(c, day))];

    private static void Step(SupportWorld world, int step)
    {
        var stand = On(world.Today);
        var by = stand[step / 8 % stand.Length];
        var other = stand[step / 64 % stand.Length];
        var decides = Hue.Of(Hue.Law.Agencies.SuccessorOf(Hue.Labour.Agency, world.Today)!.Value.Value, world.Today);
        var kind = (SupportKind)(1 + (step / 512 % 11));
        var id = world.Support.Files.Length > 0 ? world.Support.Files[step / 8192 % world.Support.Files.Length].Id : SupportWorld.Id(0);
        var fresh = SupportWorld.Id(100 + world.Support.Files.Length);
        var days = kind == SupportKind.Essentials ? 1 + (step / 1024 % 40) : 0;
        var from = world.Today.AddDays(step / 4096 % 90);
        _ = (step % 8) switch
        {
            0 => world.AtOnce(fresh, by, kind, days, from, foreigner: step % 5 == 0),
            1 => world.Propose(fresh, by, kind, other),
            2 => world.Propose(fresh, by, kind, decides, SupportWorld.Aluoi),
            3 => world.Appraise(id, by, step % 3 > 0),
            4 => world.Approve(id, by, step % 2 == 0 ? days : 0, step % 3 == 0, from: from),
            5 => world.Reject(id, by),
            6 => world.Stop(id, by),
            _ => world.Deliver(id, by, world.Support.Find(id)?.Kind ?? kind, world.Support.Find(id)?.Granted is null ? 0 : days + 1, from, step % 4 == 0),
        };
    }
}
