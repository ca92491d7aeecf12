using System.Diagnostics;
using System.Globalization;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.V1;

namespace Registry.Load;

/// <summary>
/// Memory over a long run: server, driver and signer in this process, looks without pause, twelve samples. The log has more lines from the start than inspectors' lists
/// keep ready, and an inspector asks before each sample: what grows with the log has its full size.
/// </summary>
internal static class Steady
{
    private const int Samples = 12;

    /// <summary>More than <c>KeptLines</c> keeps.</summary>
    private const int Before = 1_050_000;

    public static async Task Run(TimeSpan length)
    {
        await using var registry = await RunningRegistry.Start(durable: true);
        await LogIndex.Fill(registry, Before);
        using var inspector = registry.Desk(Officers.Inspector);
        using var border = new BorderReturn(registry);
        await border.Registered();
        var post = border.At(Officers.Post);
        var look = BorderReturn.Look(border.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name", "birth_year", "id_number");
        Console.WriteLine("| after s | looks so far | live heap MB | working set MB | CPU s |");
        Console.WriteLine("|---|---|---|---|---|");
        var (watch, looks) = (Stopwatch.StartNew(), 0L);
        for (var sample = 0; sample <= Samples; sample++)
        {
            if (sample > 0)
            {
                // A token lives ten minutes; each part takes a new one.
                var until = length * sample / Samples;
                while (watch.Elapsed < until)
                {
                    var token = post.Options.Headers;
                    var part = TimeSpan.FromSeconds(Math.Min(60, (until - watch.Elapsed).TotalSeconds));
                    var figure = await Burst.Run(
                        async () => await post.Identity.GetIdentityAsync(look, token, TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(20)), 8, part);
                    looks += (long)(figure.PerSecond * part.TotalSeconds);
                }
            }

            await LogIndex.FirstList(inspector);
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            using var self = Process.GetCurrentProcess();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {watch.Elapsed.TotalSeconds:0} | {looks} | {heap / 1e6:0.0} | {self.WorkingSet64 / 1e6:0} | {self.TotalProcessorTime.TotalSeconds:0} |"));
        }
    }
}
