using Registry.Domain.Access;

namespace Registry.Server.Pipeline;

/// <summary>
/// How many emergency looks one officer and one agency may take in a day (UTC), so that whoever lies walks no list before an inspector has read the first. Counted by each process, in
/// memory, and with one officer's as <see cref="Ceilings"/> are: a name in its own agency, whoever issued the token. A request that is sent again counts once, one that the law or need to know refused not at all.
/// </summary>
internal sealed class GlassCeiling(CeilingOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Place> taken = [];
    private long day;

    /// <summary>Takes a place for an emergency look; false when officer or agency have none left today.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="glass">Which look; follows from the request.</param>
    public bool Take(Caller caller, Guid glass)
    {
        var place = Place.Of(caller);
        lock (gate)
        {
            var today = clock.GetUtcNow().ToUnixTimeSeconds() / 86_400;
            if (today != day)
            {
                day = today;
                taken.Clear();
            }

            return taken.ContainsKey(glass)
                || (taken.Values.Count(one => one.Who == place.Who) < options.OfficerGlass
                    && taken.Values.Count(one => one.Agency == place.Agency) < options.AgencyGlass
                    && taken.TryAdd(glass, place));
        }
    }

    /// <summary>The look was taken: its place stays taken, also when a twin of the request was refused meanwhile.</summary>
    public void Broke(Caller caller, Guid glass)
    {
        lock (gate)
            taken[glass] = Place.Of(caller) with { Broken = true };
    }

    /// <summary>Gives the place back: the look was refused and nothing was broken.</summary>
    public void GiveBack(Guid glass)
    {
        lock (gate)
        {
            if (taken.GetValueOrDefault(glass) is { Broken: false })
                taken.Remove(glass);
        }
    }

    private sealed record Place((AgencyCode Home, string Officer) Who, AgencyCode Agency, bool Broken)
    {
        public static Place Of(Caller caller) => new(Ceilings.OfficerOf(caller), caller.Agency, Broken: false);
    }
}
