using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Registry.Server.Hosting;
using Registry.Server.Pipeline;
using Registry.Testing.Cases;
using Registry.Testing.Running;

namespace Registry.Load;

/// <summary>
/// Whether time tells who is registered: a stranger asks every method about a person under protection and about nobody, in turn and in random order,
/// and the two samples are compared (Mann-Whitney). Commits are volatile here, so that no disk covers a difference.
/// </summary>
internal static class SameTime
{
    /// <summary>What all doors together may say by chance: one in a hundred.</summary>
    private const double ByChance = 0.01;

    /// <summary>One-sided normal quantile for an attacker who wants to be right in 95 of 100.</summary>
    private const double Sure = 1.645;

    /// <param name="rounds">Answers a sample, for each method.</param>
    /// <param name="seed">Of the order of the questions.</param>
    /// <param name="tick">Null for the registry's own; a short one shows what it hides.</param>
    public static async Task Run(int rounds, int seed, TimeSpan? tick = null)
    {
        var ceilings = new CeilingOptions { OfficerCalls = int.MaxValue, AgencyCalls = int.MaxValue, OfficerMisses = int.MaxValue, AgencyMisses = int.MaxValue, OfficerWrongCodes = int.MaxValue, AgencyWrongCodes = int.MaxValue, OfficerGlass = int.MaxValue, AgencyGlass = int.MaxValue };
        await using var registry = await RunningRegistry.Start(ceilings, tick: tick ?? new ServerOptions().AnswerTick);
        using var play = await new BorderReturn(registry).Referred();
        var (token, since) = ("", 0L);
        string Token()
        {
            // Signing one for each question would be noise.
            if (since == 0 || Stopwatch.GetElapsedTime(since) > TimeSpan.FromMinutes(5))
                (token, since) = (registry.Token(Officers.District.WithEveryScope()), Stopwatch.GetTimestamp());
            return token;
        }

        using var desk = new Desk(registry.Grpc, Token);
        var random = new Random(seed);
        var nobody = BorderReturn.NewId();
        var doors = Samples.OfPersons.Where(method => method.Service.Name != "AuditService").ToList();
        var loudest = Quantile(ByChance / 2 / doors.Count);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{doors.Count} methods, {rounds} answers each about her and about nobody, seed {seed}; a method is loud beyond |z| = {loudest:0.00}"));
        Console.WriteLine("| method | her p50 µs | nobody p50 µs | difference | P(her slower) | z | looks to be 95 % sure | loud |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        var loud = 0;
        foreach (var method in doors)
        {
            var purpose = Samples.RuleOf(method).Purposes.Order().First();
            List<double> hers = [], nobodys = [];
            for (var round = -10; round < rounds; round++)
            {
                var first = random.Next(2) == 0;
                foreach (var aboutHer in (bool[])[first, !first])
                {
                    var request = Samples.Of(method, purpose, aboutHer ? play.Victim : nobody);
                    var start = Stopwatch.GetTimestamp();
                    var answer = await desk.Send(request);
                    var took = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                    if (answer.Status != StatusCode.NotFound)
                        throw new InvalidOperationException($"{Contract.NameOf(method)}: {answer.Status} {answer.Reason} {string.Join(',', answer.Fields)}");
                    if (round >= 0)
                        (aboutHer ? hers : nobodys).Add(took);
                }
            }

            var chance = Slower(hers, nobodys);
            // Standard error of the chance under "no difference"; ties are too rare to correct for.
            var z = (chance - 0.5) / Math.Sqrt((2.0 * rounds + 1) / (12.0 * rounds * rounds));
            var isLoud = Math.Abs(z) > loudest;
            loud += isLoud ? 1 : 0;
            var (a, b) = (Median(hers), Median(nobodys));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Contract.NameOf(method)} | {a:0} | {b:0} | {a - b:+0;-0;0} | {chance:0.000} | {z:+0.0;-0.0;0.0} | {Sure * Sure / 6 / Math.Pow(chance - 0.5, 2):0} | {(isLoud ? "loud" : "")} |"));
        }

        Console.WriteLine($"{loud} of {doors.Count} methods are loud.");
    }

    /// <summary>The chance that one of the first is larger than one of the second, a tie counting half.</summary>
    private static double Slower(List<double> first, List<double> second)
    {
        var sorted = second.Order().ToArray();
        return first.Sum(value =>
        {
            var below = Array.BinarySearch(sorted, value) is var at && at >= 0 ? at + 0.5 : ~at;
            return below / sorted.Length;
        }) / first.Count;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The normal quantile whose upper tail is so large, by halving.</summary>
    private static double Quantile(double tail)
    {
        var (low, high) = (0.0, 10.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = UpperTail(middle) > tail ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Abramowitz and Stegun 26.2.17: to seven digits.</summary>
    private static double UpperTail(double z)
    {
        var t = 1 / (1 + 0.2316419 * z);
        var polynomial = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * polynomial;
    }
}
