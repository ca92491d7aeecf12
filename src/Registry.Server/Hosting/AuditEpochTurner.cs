using Registry.Sealing;

namespace Registry.Server.Hosting;

/// <summary>Makes the next audit epoch key ahead of time and drops the one whose hour is over.</summary>
internal sealed class AuditEpochTurner(RecordSealer records, TimeProvider clock, ILogger<AuditEpochTurner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await minute.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await records.MakeAhead(stoppingToken);
            }
            catch (Exception late) when (late is not OperationCanceledException)
            {
                Log.EpochLate(logger, late.GetType().Name);
            }
        }
    }
}
