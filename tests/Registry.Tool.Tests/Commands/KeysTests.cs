using System.Globalization;
using System.Text.Json;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Tool.Embedded;
using Registry.V1;

namespace Registry.Tool.Tests.Commands;

/// <summary>`up --keys-process` and `keys reconcile` as an operator runs them: two processes, and a third one that compares.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task Keys_come_from_a_process_of_its_own_and_the_books_agree_also_with_the_vaults()
    {
        using var scratch = new Scratch();
        var data = scratch["data"];
        await using (var up = await Up.Start(data, "--law-date", "2016-03-01", "--keys-process"))
        {
            using var http = new HttpClient();
            var health = await http.GetStringAsync(new Uri($"http://{up.Http}/healthz"), TestContext.Current.CancellationToken);
            Assert.Contains("books of keys and lines", health, StringComparison.Ordinal);
            Assert.True((await Announce(up)).Response is AnnounceReturnResponse);
        }

        var agree = await Ran.Registryctl("keys", "reconcile", "--data", data);
        Assert.True(agree.Code == 0, agree.Output + agree.Error);
        Assert.Contains("the books of keys and lines agree", agree.Output, StringComparison.Ordinal);

        var vault = scratch["vault.jsonl"];
        await File.WriteAllTextAsync(vault, Unwrap(DateTimeOffset.UnixEpoch) + "\n", TestContext.Current.CancellationToken);
        var foreign = await Ran.Registryctl("keys", "reconcile", "--data", data, "--vault-log", vault);
        Assert.Equal(3, foreign.Code);
        Assert.Contains("the book knows nothing of it (line 1)", foreign.Output, StringComparison.Ordinal);

        await File.AppendAllTextAsync(vault, "half a line\n", TestContext.Current.CancellationToken);
        var damaged = await Ran.Registryctl("keys", "reconcile", "--data", data, "--vault-log", vault);
        Assert.Equal(1, damaged.Code);
        Assert.Contains("--vault-log: line 2: the record: one JSON object is expected", damaged.Error, StringComparison.Ordinal);
        Assert.Empty(damaged.Output);
    }

    [Fact]
    public async Task The_name_of_a_directory_that_is_too_long_for_a_socket_is_refused_in_words()
    {
        using var scratch = new Scratch();

        var ran = await Ran.Registryctl("up", "--data", scratch[new string('d', 110)], "--keys-process");

        Assert.Equal(1, ran.Code);
        Assert.Contains("use a directory with a shorter name", ran.Error, StringComparison.Ordinal);
    }

    private static string Unwrap(DateTimeOffset at) => JsonSerializer.Serialize(new
    {
        time = at.ToString("o", CultureInfo.InvariantCulture),
        category = "AuditEvent",
        operationName = "KeyUnwrap",
        resultType = "Success",
        properties = new { id = "https://registry.vault.azure.net/keys/kek-1/1" },
    });

    private static async Task<Answer> Announce(Up up)
    {
        var officer = Officers.Police;
        var token = TokenIssuer.Issue(
            DataDirectory.Open(up.Data), new TokenRequest(officer.Agency, officer.Name, officer.Scope, null, TimeSpan.FromMinutes(5)), TimeProvider.System);
        using var desk = new Desk(new Uri("http://" + up.Grpc), () => token);
        return await desk.Send(new AnnounceReturnRequest
        {
            Context = BorderReturn.Why(Purpose.ReceiveReturnee, "QD22/2015-D6.3"),
            RequestId = BorderReturn.NewId(),
            EntryPoint = Canaries.Gate,
            Channel = ReturnChannel.BilateralAgreement,
            ExpectedOn = BorderReturn.Day,
            Persons = 1,
            Addressees = { Officers.Labour.Agency, Officers.Command.Agency },
        });
    }
}
