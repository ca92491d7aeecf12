using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Registry.Domain.History;
using Registry.Server.Records;

namespace Registry.Server.Erasing;

/// <summary>
/// The written policy under which lines may be shredded: who decided, on which ground, and how long each kind of line is kept. The file itself goes into
/// the line of each erasure, so that its words cannot be denied later.
/// </summary>
internal sealed record RetentionPolicy
{
    /// <summary>Longest file, in bytes: it has to fit into a line.</summary>
    public const int LongestFile = 4096;

    private static readonly TimeSpan Shortest = TimeSpan.FromDays(365);

    /// <summary>Id by which people speak of it.</summary>
    public required string Id { get; init; }

    /// <summary>Which law or order lets lines be shredded at all.</summary>
    public required string LegalGround { get; init; }

    /// <summary>How long lines of each kind are kept, as <c>P10Y</c> or <c>P3650D</c>. Every kind but the erasures, whose lines stay open for ever.</summary>
    public required ImmutableSortedDictionary<RecordKind, string> Retention { get; init; }

    /// <summary>The two persons or more who approved it.</summary>
    public required ImmutableArray<string> ApprovedBy { get; init; }

    /// <summary>When they did.</summary>
    public required DateOnly ApprovedOn { get; init; }

    /// <summary>The file as written.</summary>
    [JsonIgnore]
    public string Text { get; private init; } = "";

    /// <summary>SHA-256 of the file, hex.</summary>
    [JsonIgnore]
    public string Hash { get; private init; } = "";

    /// <summary>Kinds for which a policy says how long they are kept.</summary>
    public static IEnumerable<RecordKind> Kinds => Enum.GetValues<RecordKind>().Except([RecordKind.Unspecified, RecordKind.Erasure]);

    /// <param name="file">The file, UTF-8.</param>
    /// <param name="today">A policy of a day to come is none yet.</param>
    /// <exception cref="FormatException">Lists what is wrong.</exception>
    public static RetentionPolicy Parse(ReadOnlySpan<byte> file, DateOnly today)
    {
        if (file.Length > LongestFile)
            throw new FormatException($"the policy is longer than {LongestFile} bytes");
        RetentionPolicy policy;
        try
        {
            policy = JsonSerializer.Deserialize<RetentionPolicy>(file, DomainJson.Options) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new FormatException("the policy is no JSON object of id, legal_ground, retention, approved_by and approved_on, and nothing else");
        }

        var problems = policy.Problems(today).ToList();
        return problems.Count == 0
            ? policy with { Text = System.Text.Encoding.UTF8.GetString(file), Hash = Convert.ToHexStringLower(SHA256.HashData(file)) }
            : throw new FormatException(string.Join("; ", problems));
    }

    /// <summary>
    /// The latest end of an audit epoch that may be shredded. Who made a line, and so its kind, is sealed; an epoch therefore goes when the kind
    /// that is kept longest may go.
    /// </summary>
    public DateTimeOffset Due(DateTimeOffset now) => Retention.Values.Min(period => Back(now, period));

    private IEnumerable<string> Problems(DateOnly today)
    {
        if (Id.Length is 0 or > 100 || Id.Any(char.IsControl))
            yield return "id: 1 to 100 characters are expected";
        if (string.IsNullOrWhiteSpace(LegalGround))
            yield return "legal_ground: the law or order that lets lines be shredded is expected";
        foreach (var kind in Kinds.Where(kind => !Retention.ContainsKey(kind)))
            yield return $"retention: the kind {Name(kind)} is missing";
        foreach (var kind in Retention.Keys.Except(Kinds))
            yield return $"retention: lines of the kind {Name(kind)} are never shredded";
        foreach (var (kind, period) in Retention)
            if (Period(period) is not { } length || Back(DateTimeOffset.UnixEpoch, length) > DateTimeOffset.UnixEpoch - Shortest)
                yield return $"retention: {Name(kind)} must be a period as P10Y or P3650D, of a year at least and a hundred at most";
        var approvers = ApprovedBy.Select(name => name.Trim()).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (approvers < 2)
            yield return "approved_by: two different persons are expected";
        if (ApprovedOn > today)
            yield return "approved_on: a day that has come is expected";
    }

    private static string Name(RecordKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private static DateTimeOffset Back(DateTimeOffset from, string period) => Back(from, Period(period) ?? throw new FormatException("retention: no period"));

    private static DateTimeOffset Back(DateTimeOffset from, (int Years, int Days) length) => from.AddYears(-length.Years).AddDays(-length.Days);

    private static (int Years, int Days)? Period(string text)
    {
        if (text is not ['P', .. var digits, 'Y' or 'D'] || digits.StartsWith('0') || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[^1] == 'Y' ? (number <= 100 ? (number, 0) : null) : number <= 36_525 ? (0, number) : null;
    }
}
