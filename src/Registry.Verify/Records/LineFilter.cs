using System.Text.Json;

namespace Registry.Verify.Records;

/// <summary>Which lines are asked for. What is null asks for nothing; everything that is given must hold.</summary>
internal sealed record LineFilter
{
    /// <summary>Ids of persons; empty for any.</summary>
    internal IReadOnlySet<Guid> Subjects { get; init; } = new HashSet<Guid>();

    /// <summary>Ids of records; empty for any.</summary>
    internal IReadOnlySet<Guid> Records { get; init; } = new HashSet<Guid>();

    internal string? Officer { get; init; }

    internal string? Agency { get; init; }

    internal string? Method { get; init; }

    /// <summary>Inclusive.</summary>
    internal DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    internal DateTimeOffset? To { get; init; }

    /// <summary>The person, when lines about her are asked for and every one of them.</summary>
    internal Guid? OnlySubject => Subjects.Count == 1 && Records.Count == 0 && (Officer ?? Agency ?? Method) is null && From is null && To is null ? Subjects.Single() : null;

    /// <summary>In words, for the finding; empty when every line is asked for.</summary>
    internal string Words => string.Join(", ", new[]
    {
        Subjects.Count == 0 ? null : Subjects.Count == 1 ? $"about person {Subjects.Single()}" : $"about any of {Subjects.Count} persons",
        Records.Count > 0 ? $"with the record ids {string.Join(" ", Records)}" : null,
        Officer is { } officer ? $"by officer {officer}" : null,
        Agency is { } agency ? $"of agency {agency}" : null,
        Method is { } method ? $"of method {method}" : null,
        From is { } from ? $"from {from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : null,
        To is { } to ? $"before {to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : null,
    }.OfType<string>());

    /// <summary>Whether id and subject alone settle that the line is not asked for: then nothing else of it is opened.</summary>
    internal bool Excludes(Guid record, Guid subject) => (Subjects.Count > 0 && !Subjects.Contains(subject)) || (Records.Count > 0 && !Records.Contains(record));

    /// <exception cref="FormatException">The line has no time, officer, agency or method of the expected form.</exception>
    internal bool Takes(JsonElement actor)
    {
        var time = Time(actor);
        return (Officer is null || Text(actor, "officer") == Officer)
            && (Agency is null || Text(actor, "agency") == Agency)
            && (Method is null || Text(actor, "method") == Method)
            && (From is null || time >= From) && (To is null || time < To);
    }

    internal static DateTimeOffset Time(JsonElement actor) =>
        DateTimeOffset.TryParse(Text(actor, "at"), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException("A line has no time.");

    internal static string Text(JsonElement actor, string name) =>
        actor.ValueKind == JsonValueKind.Object && actor.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"A line has no {name}.");
}
