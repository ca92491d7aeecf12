using Registry.Keys.Vault;
using Registry.Sealing;

namespace Registry.Tool.Tests.Commands;

/// <summary>The key vault's own log, in the form in which Azure Monitor writes it, against the book of releases.</summary>
public sealed class VaultLogTests : IDisposable
{
    private const string Unwrap =
        """{"time":"2026-11-22T18:05:00.1234567Z","category":"AuditEvent","operationName":"KeyUnwrap","resultType":"Success","callerIpAddress":"10.0.0.4","identity":{"claim":{"appid":"0a1b"}},"properties":{"id":"https://registry.vault.azure.net/keys/kek-1/4387e9f3","httpStatusCode":200}}""";

    private static readonly DateTimeOffset At = new(2026, 11, 22, 18, 5, 0, TimeSpan.Zero);

    private readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void An_unwrap_is_read_with_its_epoch_time_and_caller()
    {
        var log = Read(Unwrap);

        var use = Assert.Single(log.Uses);
        Assert.Equal((1, 1, "KeyUnwrap", "0a1b"), (use.Line, use.Epoch, use.Operation, use.Caller));
        Assert.Equal(At, use.At, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_is_no_opening_with_an_epoch_key_counts_for_the_time_alone()
    {
        var log = Read(
            Unwrap.Replace("KeyUnwrap", "KeyWrap", StringComparison.Ordinal),
            Unwrap.Replace("\"Success\"", "\"Forbidden\"", StringComparison.Ordinal),
            Unwrap.Replace("kek-1", "another", StringComparison.Ordinal).Replace("18:05", "19:05", StringComparison.Ordinal),
            "");

        Assert.Empty(log.Uses);
        Assert.Equal(TimeSpan.FromHours(1), log.Until - log.From);
    }

    [Fact]
    public void To_decrypt_with_the_key_is_to_unwrap() =>
        Assert.Equal("KeyDecrypt", Assert.Single(Read(Unwrap.Replace("KeyUnwrap", "KeyDecrypt", StringComparison.Ordinal)).Uses).Operation);

    public static TheoryData<string, string> Wrong => new()
    {
        { "{", "the record" },
        { "[]", "the record" },
        { Unwrap.Replace("AuditEvent", "AzurePolicy", StringComparison.Ordinal), "category" },
        { Unwrap.Replace("2026-11-22T18:05:00.1234567Z", "yesterday", StringComparison.Ordinal), "time" },
        { Unwrap.Replace("operationName", "operation", StringComparison.Ordinal), "operationName" },
        { Unwrap.Replace("resultType", "result", StringComparison.Ordinal), "resultType" },
        { Unwrap.Replace("https://registry.vault.azure.net/keys/kek-1/4387e9f3", "kek-1", StringComparison.Ordinal), "properties.id" },
        { Unwrap.Replace("/keys/", "/secrets/", StringComparison.Ordinal), "properties.id" },
        { Unwrap.Replace("kek-1", "kek-one", StringComparison.Ordinal), "properties.id" },
        { Unwrap.Replace("\"properties\"", "\"property\"", StringComparison.Ordinal), "properties.id" },
        { Unwrap + new string(' ', 70_000) + "x", "the record" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_bad_line_refuses_the_whole_file_and_is_named_with_its_field(string line, string field)
    {
        var refused = Assert.Throws<FormatException>(() => Read(Unwrap, line, Unwrap));

        Assert.StartsWith($"line 2: {field}: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("is expected", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_an_end_is_read_no_further_than_a_line_can_be_long()
    {
        var file = scratch["vault.jsonl"];
        using (var sparse = File.Create(file))
            sparse.SetLength(1L << 34);

        Assert.StartsWith("line 1: the record: at most ", Assert.Throws<FormatException>(() => VaultLog.Read(file, "kek-")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_no_log() => Assert.Throws<FormatException>(() => Read(""));

    [Fact]
    public void Unwraps_of_both_logs_are_tied_by_epoch_and_time()
    {
        var verdict = VaultBooks.Compare(Read(Unwrap), [Entry(At.AddMinutes(4)), Entry(At.AddMinutes(4), epoch: 2)]);

        Assert.Equal(1, verdict.Matched);
        Assert.Empty(verdict.InVaultAlone);
    }

    [Fact]
    public void An_unwrap_that_the_book_does_not_know_is_somebody_elses()
    {
        var log = Read(Unwrap, Unwrap);

        Assert.Single(VaultBooks.Compare(log, [Entry(At)]).InVaultAlone);
        Assert.Equal(2, VaultBooks.Compare(log, [Entry(At.AddMinutes(6))]).InVaultAlone.Count);
        Assert.Equal(2, VaultBooks.Compare(log, [Entry(At) with { Kind = BookKind.Started }]).InVaultAlone.Count);
    }

    [Fact]
    public void An_unwrap_that_the_vault_does_not_know_shows_that_its_log_is_not_complete()
    {
        var log = Read(Unwrap, Unwrap.Replace("18:05", "20:05", StringComparison.Ordinal));

        var verdict = VaultBooks.Compare(log, [Entry(At), Entry(At.AddHours(1)), Entry(At.AddHours(2)), Entry(At.AddHours(5)), Entry(At.AddDays(-1))]);

        Assert.Equal(At.AddHours(1), Assert.Single(verdict.InBookAlone).At);
    }

    private static BookEntry Entry(DateTimeOffset at, int epoch = 1) => new(0, at, BookKind.EpochUnwrapped, KeyRefusal.None, 0, epoch, -1, new byte[32]);

    private VaultLog Read(params string[] lines)
    {
        var file = scratch["vault.jsonl"];
        File.WriteAllLines(file, lines);
        return VaultLog.Read(file, "kek-");
    }
}
