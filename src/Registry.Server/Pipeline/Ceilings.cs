using System.Collections.Concurrent;
using Registry.Domain.Access;

namespace Registry.Server.Pipeline;

/// <summary>
/// Counts by minute in memory; forgets a minute when it is over, so that memory stays bounded by the callers of one minute. An officer is a name of an
/// agency, whoever issued the token; what her agency may do bounds whoever can make names.
/// </summary>
internal sealed class Ceilings(CeilingOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(AgencyCode Home, string Officer), int> streams = new();
    private Minute current = new(0);

    /// <summary>Counts a call that cannot miss, such as a page of a stream; false when a ceiling is reached.</summary>
    public bool Count(Caller caller)
    {
        var miss = Admit(caller);
        miss?.GiveBack();
        return miss is not null;
    }

    /// <summary>
    /// Counts a call, and a miss until it turns out to be none: calls that are under way together would all pass a ceiling that counts answers alone. Null when
    /// a ceiling is reached.
    /// </summary>
    public Taken? Admit(Caller caller)
    {
        var minute = Now();
        return minute.Add("calls", caller, options.OfficerCalls, options.AgencyCalls) is null ? null : minute.Add("misses", caller, options.OfficerMisses, options.AgencyMisses);
    }

    /// <summary>Counts a wrong code until it turns out to be right; null when a ceiling is reached.</summary>
    public Taken? NameCode(Caller caller) => Now().Add("codes", caller, options.OfficerWrongCodes, options.AgencyWrongCodes);

    /// <summary>Takes a place for a stream until it is given back; null when the officer has no more.</summary>
    public Taken? Watch(Caller caller)
    {
        var officer = OfficerOf(caller);
        var open = streams.AddOrUpdate(officer, 1, (_, n) => n + 1);
        var place = new Taken(() =>
        {
            if (streams.AddOrUpdate(officer, 0, (_, n) => n - 1) == 0)
                streams.TryRemove(KeyValuePair.Create(officer, 0));
        });
        if (open <= options.OfficerStreams)
            return place;
        place.GiveBack();
        return null;
    }

    /// <summary>One human being of two issuers, or while seconded, has one ceiling.</summary>
    internal static (AgencyCode Home, string Officer) OfficerOf(Caller caller) => (caller.SecondedFrom ?? caller.Agency, caller.Officer.ToLowerInvariant());

    private Minute Now()
    {
        var number = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var seen = Volatile.Read(ref current);
        if (seen.Number == number)
            return seen;
        Interlocked.CompareExchange(ref current, new Minute(number), seen);
        return Volatile.Read(ref current);
    }

    /// <summary>One that was counted, and counts unless it is given back.</summary>
    internal sealed class Taken(Action back)
    {
        private Action? back = back;

        /// <summary>Counts no more; once.</summary>
        public void GiveBack() => Interlocked.Exchange(ref back, null)?.Invoke();
    }

    private sealed class Minute(long number)
    {
        private readonly ConcurrentDictionary<(string What, AgencyCode Agency, string Officer), int> counts = new();

        public long Number { get; } = number;

        /// <summary>Null when one of the two is full: beyond her own an officer must not use up her agency's.</summary>
        public Taken? Add(string what, Caller caller, int officers, int agencys)
        {
            var (home, name) = OfficerOf(caller);
            if (!Add((what, home, name), officers))
                return null;
            if (Add((what, caller.Agency, ""), agencys))
                return new Taken(() => _ = Less((what, home, name)) + Less((what, caller.Agency, "")));
            Less((what, home, name));
            return null;
        }

        private bool Add((string, AgencyCode, string) whose, int ceiling)
        {
            if (counts.AddOrUpdate(whose, 1, (_, n) => n + 1) <= ceiling)
                return true;
            Less(whose);
            return false;
        }

        private int Less((string, AgencyCode, string) whose) => counts.AddOrUpdate(whose, 0, (_, n) => n - 1);
    }
}
