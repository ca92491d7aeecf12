using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Registry.Keys.Vault;

/// <summary>One time that the vault opened something with the key of an epoch.</summary>
/// <param name="Line">Line of the file, counted from 1.</param>
/// <param name="At">UTC.</param>
/// <param name="Epoch">From the key's name.</param>
/// <param name="Operation">As the vault names it.</param>
/// <param name="Caller">Application or object id of the caller, or its address.</param>
internal sealed record VaultUse(int Line, DateTimeOffset At, int Epoch, string Operation, string Caller);

/// <summary>
/// The vault's own log: records of the category AuditEvent, one JSON object a line, as Azure Monitor writes them to a storage account. What is read
/// of each stands in README.md. All of it or nothing: one bad line refuses the file.
/// </summary>
/// <param name="From">Time of the earliest record, of whatever operation.</param>
/// <param name="Until">Time of the latest.</param>
/// <param name="Uses">Openings with epoch keys, by time.</param>
internal sealed record VaultLog(DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<VaultUse> Uses)
{
    /// <summary>Longest line that is read.</summary>
    private const int MaxLine = 64 * 1024;

    /// <summary>With an RSA key to decrypt is to unwrap under another name.</summary>
    private static readonly HashSet<string> Opening = new(StringComparer.Ordinal) { "KeyUnwrap", "KeyDecrypt" };

    /// <exception cref="FormatException">Names the line, the field and what is expected, never the value.</exception>
    public static VaultLog Read(string file, string keyPrefix)
    {
        if (!File.Exists(file))
            throw new FormatException($"{file}: no such file");
        var uses = new List<VaultUse>();
        var (from, until, number) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue, 0);
        foreach (var line in Lines(file))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var (at, use) = Parse(line, number, keyPrefix);
            (from, until) = (at < from ? at : from, at > until ? at : until);
            if (use is not null)
                uses.Add(use);
        }

        return from <= until
            ? new VaultLog(from, until, [.. uses.OrderBy(use => use.At)])
            : throw new FormatException("the file has no record: one JSON object of the category AuditEvent a line is expected");
    }

    /// <summary>A line that is too long is cut where that shows: whoever parses it refuses it, and nothing more of it is read.</summary>
    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(file);
        var line = new StringBuilder();
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            if (next != '\n' && line.Append((char)next).Length <= MaxLine)
                continue;
            yield return line.ToString();
            line.Clear();
        }

        yield return line.ToString();
    }

    private static (DateTimeOffset At, VaultUse? Use) Parse(string line, int number, string keyPrefix)
    {
        FormatException Wrong(string field, string expected) => new($"line {number}: {field}: {expected} is expected");
        if (line.Length > MaxLine)
            throw Wrong("the record", $"at most {MaxLine} characters");
        try
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement;
            if (record.ValueKind != JsonValueKind.Object)
                throw Wrong("the record", "a JSON object");
            if (Text(record, "category") != "AuditEvent")
                throw Wrong("category", "AuditEvent");
            if (!DateTimeOffset.TryParse(Text(record, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
                throw Wrong("time", "a time as 2026-11-22T18:05:00.1234567Z");
            var operation = Text(record, "operationName") ?? throw Wrong("operationName", "the name of an operation, e.g. KeyUnwrap");
            var result = Text(record, "resultType") ?? throw Wrong("resultType", "Success or another result");
            if (!Opening.Contains(operation) || result != "Success")
                return (at, null);
            if (!record.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object || Text(properties, "id") is not { } id)
                throw Wrong("properties.id", "the address of a key");
            if (!Uri.TryCreate(id, UriKind.Absolute, out var address) || address.Segments is not ["/", "keys/", var name, ..])
                throw Wrong("properties.id", "an address as https://VAULT/keys/NAME/VERSION");
            name = name.TrimEnd('/');
            if (!name.StartsWith(keyPrefix, StringComparison.OrdinalIgnoreCase))
                return (at, null);
            return int.TryParse(name.AsSpan(keyPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
                ? (at, new VaultUse(number, at, epoch, operation, Caller(record)))
                : throw Wrong("properties.id", $"a key named {keyPrefix} and a number");
        }
        catch (JsonException)
        {
            throw Wrong("the record", "one JSON object");
        }
    }

    /// <summary>Who asked, as far as the vault knows; printable characters alone, because an operator reads it.</summary>
    private static string Caller(JsonElement record)
    {
        var claim = record.TryGetProperty("identity", out var identity) && identity.ValueKind == JsonValueKind.Object && identity.TryGetProperty("claim", out var claims) ? claims : default;
        var caller = claim.ValueKind == JsonValueKind.Object
            ? Text(claim, "appid") ?? Text(claim, "oid") ?? Text(claim, "http://schemas.microsoft.com/identity/claims/objectidentifier")
            : null;
        return string.Concat((caller ?? Text(record, "callerIpAddress") ?? "somebody").Where(letter => letter is > ' ' and < (char)127).Take(100));
    }

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
