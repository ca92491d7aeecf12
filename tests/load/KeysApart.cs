using System.Globalization;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Load;

/// <summary>What a process of its own for keys costs: the same looks with and without it, in turn, in one run, with fsync on.</summary>
internal static class KeysApart
{
    private const int Rounds = 3;

    /// <summary>Budgets that no load reaches.</summary>
    private static readonly string[] NoBudget = ["--persons-per-hour", "10000000", "--persons-per-officer-hour", "10000000"];

    public static async Task Run(TimeSpan length)
    {
        await using var together = await RunningRegistry.Start(durable: true);
        await using var apart = await RunningRegistry.Start(durable: true, keysProcess: NoBudget);
        using var one = new BorderReturn(together);
        using var other = new BorderReturn(apart);
        var (here, there) = (await Look(one), await Look(other));
        Console.WriteLine("| callers | keys here, looks/s | keys apart, looks/s | apart / here | here p50 ms | apart p50 ms | here p99 ms | apart p99 ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var callers in (int[])[1, 8, 32])
        {
            List<Burst> hereFigures = [], thereFigures = [];
            for (var round = 0; round < Rounds; round++)
            {
                hereFigures.Add(await Burst.Run(here, callers, length));
                thereFigures.Add(await Burst.Run(there, callers, length));
            }

            double Of(List<Burst> figures, Func<Burst, double> take) => figures.Select(take).Order().ElementAt(Rounds / 2);
            var (a, b) = (Of(hereFigures, figure => figure.PerSecond), Of(thereFigures, figure => figure.PerSecond));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {callers} | {a:0} | {b:0} | {b / a:0.00} | {Of(hereFigures, f => f.At(0.5)):0.0} | {Of(thereFigures, f => f.At(0.5)):0.0} | {Of(hereFigures, f => f.At(0.99)):0.0} | {Of(thereFigures, f => f.At(0.99)):0.0} |"));
        }
    }

    private static async Task<Func<Task>> Look(BorderReturn border)
    {
        await border.Registered();
        var post = border.At(Officers.Post);
        var token = post.Options.Headers;
        var look = BorderReturn.Look(border.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name", "birth_year", "id_number");
        async Task Call() => await post.Identity.GetIdentityAsync(look, token, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20));
        await Burst.Run(Call, 4, TimeSpan.FromSeconds(1));
        return Call;
    }
}
