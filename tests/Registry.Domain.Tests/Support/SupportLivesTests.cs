using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Registry.Domain.Access;
using Registry.Domain.History;
using Registry.Domain.Law;
using Registry.Domain.Support;
using Registry.Domain.Tests.Cases;

namespace Registry.Domain.Tests.Support;

/// <summary>What holds over random lives of support, whoever gives the commands.</summary>
public sealed class SupportLivesTests
{
    private static readonly Actor[] Actors = [Hue.Post, Hue.Police, Hue.Labour, Hue.Centre, SupportWorld.Aluoi, SupportWorld.Commune, Hue.Court];

    private static readonly Arbitrary<int[]> Lives = Gen.Choose(0, int.MaxValue - 1).ArrayOf(50).ToArbitrary();

    [Fact]
    public void No_life_exceeds_a_limit_gives_twice_what_is_given_once_or_loses_a_file()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Lives, steps =>
        {
            var world = SupportWorld.Victim(Hue.Day, steps[0] % 3 == 0 ? null : Hue.Day, Hue.Post, Hue.Labour, Hue.Centre, SupportWorld.Commune);
            foreach (var step in steps)
            {
                var before = world.Support.Files.Length;
                Step(world, step);
                Assert.True(world.Support.Files.Length >= before);
                Assert.True(world.Support.DaysUsed(SupportKind.Essentials) <= 60);
                Assert.True(world.Support.Files.Count(f => f.Kind == SupportKind.HardshipAllowance && f.Counts()) <= 1);
                Assert.All(world.Support.Files, file => Assert.True(IsOwed(file), $"{file.Status} waits for nobody"));
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
            foreach (var actor in Actors.Where(a => Hue.Reads(a, Facts.Of(world.State)).Contains("own Support")))
                Assert.Contains(world.Support.Files, f => f.Parties().Contains(actor.Agency));
        }));
    }

    /// <summary>An open file waits for an agency that stands and knows of it.</summary>
    private static bool IsOwed(SupportFile file) => file.Status switch
    {
        SupportStatus.Proposed => Waits(file.Appraiser ?? file.Approver),
        SupportStatus.Appraised => Waits(file.Approver),
        SupportStatus.Approved or SupportStatus.Delivering => file.Deliverer is not null,
        _ => true,
    };

    private static bool Waits(AgencyCode? agency) => agency is { } code && Hue.Law.Agencies.Find(code, Hue.Day) is not null;

    private static void Step(SupportWorld world, int step)
    {
        var by = Actors[step / 8 % Actors.Length];
        var other = Actors[step / 64 % Actors.Length];
        var kind = (SupportKind)(1 + (step / 512 % 11));
        var id = world.Support.Files.Length > 0 ? world.Support.Files[step / 8192 % world.Support.Files.Length].Id : SupportWorld.Id(0);
        var fresh = SupportWorld.Id(100 + world.Support.Files.Length);
        var days = kind == SupportKind.Essentials ? 1 + (step / 1024 % 40) : 0;
        var from = Hue.Day.AddDays(step / 4096 % 90);
        _ = (step % 8) switch
        {
            0 => world.AtOnce(fresh, by, kind, days, from, foreigner: step % 5 == 0),
            1 => world.Propose(fresh, by, kind, other),
            2 => world.Propose(fresh, by, kind, Hue.Labour, SupportWorld.Aluoi),
            3 => world.Appraise(id, by, step % 3 > 0),
            4 => world.Approve(id, by, step % 2 == 0 ? days : 0, step % 3 == 0, from: from),
            5 => world.Reject(id, by),
            6 => world.Stop(id, by),
            _ => world.Deliver(id, by, world.Support.Find(id)?.Kind ?? kind, world.Support.Find(id)?.Granted is null ? 0 : days + 1, from, step % 4 == 0),
        };
    }
}
