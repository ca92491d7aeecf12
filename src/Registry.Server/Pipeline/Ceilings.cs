using System.Collections.Concurrent;

namespace Registry.Server.Pipeline;

/// <summary>How often one officer and one agency may call within a minute. Beyond it: refused, and a line.</summary>
internal sealed record CeilingOptions
{
    /// <summary>Calls of one officer in a minute.</summary>
    public int OfficerCalls { get; init; } = 600;

    /// <summary>Calls of one agency in a minute, all officers and systems together.</summary>
    public int AgencyCalls { get; init; } = 6000;

    /// <summary>Streams of one officer that are open at a time.</summary>
    public int OfficerStreams { get; init; } = 10;

    /// <summary>Not-found answers of one officer in a minute, whatever their cause: walking through ids ends here.</summary>
    public int OfficerMisses { get; init; } = 120;

    /// <summary>Wrong codes of one officer in a minute, for hand-overs of dossiers.</summary>
    public int OfficerWrongCodes { get; init; } = 20;

    /// <summary>Emergency looks of one officer in a day (<see cref="GlassCeiling"/>).</summary>
    public int OfficerGlass { get; init; } = 10;

    /// <summary>Emergency looks of one agency in a day, all officers together.</summary>
    public int AgencyGlass { get; init; } = 40;
}

/// <summary>Counts by minute in memory; forgets a minute when it is over, so that memory stays bounded by the callers of one minute.</summary>
internal sealed class Ceilings(CeilingOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Issuer, string Officer), int> streams = new();
    private Minute current = new(0);

    /// <summary>Counts a call; false when a ceiling is reached.</summary>
    public bool Admit(string issuer, string officer, string agency)
    {
        var minute = Now();

        // The officer first: beyond her own ceiling she must not use up her agency's.
        return minute.Add("calls", issuer, officer) <= options.OfficerCalls
            && minute.Add("calls", agency, "") <= options.AgencyCalls
            && minute.Count("misses", issuer, officer) < options.OfficerMisses;
    }

    /// <summary>Takes a place for a stream until it is disposed; null when the officer has no more.</summary>
    public IDisposable? Watch(string issuer, string officer)
    {
        var open = streams.AddOrUpdate((issuer, officer), 1, (_, n) => n + 1);
        var place = new Place(() =>
        {
            if (streams.AddOrUpdate((issuer, officer), 0, (_, n) => n - 1) == 0)
                streams.TryRemove(KeyValuePair.Create((issuer, officer), 0));
        });
        if (open <= options.OfficerStreams)
            return place;
        place.Dispose();
        return null;
    }

    /// <summary>Counts a not-found answer.</summary>
    public void Missed(string issuer, string officer) => Now().Add("misses", issuer, officer);

    /// <summary>False when the officer named too many wrong codes.</summary>
    public bool MayNameCode(string issuer, string officer) => Now().Count("codes", issuer, officer) < options.OfficerWrongCodes;

    /// <summary>Counts a wrong code.</summary>
    public void WrongCode(string issuer, string officer) => Now().Add("codes", issuer, officer);

    private Minute Now()
    {
        var number = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var seen = Volatile.Read(ref current);
        if (seen.Number == number)
            return seen;
        Interlocked.CompareExchange(ref current, new Minute(number), seen);
        return Volatile.Read(ref current);
    }

    private sealed class Place(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }

    private sealed class Minute(long number)
    {
        private readonly ConcurrentDictionary<(string, string, string), int> counts = new();

        public long Number { get; } = number;

        public int Add(string what, string first, string second) => counts.AddOrUpdate((what, first, second), 1, (_, n) => n + 1);

        public int Count(string what, string first, string second) => counts.GetValueOrDefault((what, first, second));
    }
}
