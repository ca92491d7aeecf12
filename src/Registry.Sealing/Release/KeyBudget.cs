namespace Registry.Sealing;

/// <summary>How many persons' keys are released within an hour. Looking at one person again costs nothing: it is walks that end here.</summary>
public sealed record KeyBudgetOptions
{
    /// <summary>Different persons in an hour, all officers together. What a taken-over server can read at most before somebody must notice.</summary>
    public int PersonsPerHour { get; init; } = 2000;

    /// <summary>Different persons in an hour for one officer, by the tag in the line.</summary>
    public int PersonsPerActorHour { get; init; } = 300;
}

/// <summary>Counts persons by the hour, in memory: bounded by the budget itself. A restart of the process begins anew, and stands in the book.</summary>
public sealed class KeyBudget(KeyBudgetOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly HashSet<Guid> persons = [];
    private readonly HashSet<(uint Actor, Guid Person)> pairs = [];
    private readonly Dictionary<uint, int> byActor = [];
    private long hour;

    /// <summary>False when this person is one too many.</summary>
    /// <param name="person">The person.</param>
    /// <param name="actor">Tag of the officer; null where no line names one (a new person's key is made before her line).</param>
    public bool Admit(Guid person, uint? actor)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds() / 3600;
            if (now != hour)
                Turn(now);
            var isNew = !persons.Contains(person);
            if (actor is not { } tag)
                return !isNew || (persons.Count < options.PersonsPerHour && persons.Add(person));
            if (pairs.Contains((tag, person)))
                return true;
            var counted = byActor.GetValueOrDefault(tag);

            // Pairs have a bound of their own: many officers may look at few persons.
            if ((isNew && persons.Count >= options.PersonsPerHour) || counted >= options.PersonsPerActorHour || pairs.Count >= 16L * options.PersonsPerHour)
                return false;
            persons.Add(person);
            pairs.Add((tag, person));
            byActor[tag] = counted + 1;
            return true;
        }
    }

    private void Turn(long now)
    {
        hour = now;
        persons.Clear();
        pairs.Clear();
        byActor.Clear();
    }
}
