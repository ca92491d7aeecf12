using System.Security.Cryptography;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

/// <summary>The callers' half of a line: signed once a batch, proven from what the writer itself sent.</summary>
public sealed class LogReceiptTests : LogDatabaseTests
{
    private static readonly LogWriterOptions Patient = new() { AnswerWithin = TimeSpan.FromSeconds(30) };

    private readonly Ed25519Key key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));
    private readonly ReceiptSigner signer;
    private readonly LogPolicy policy;

    public LogReceiptTests()
    {
        signer = new ReceiptSigner("log.example/1", key);
        policy = LogPolicy.OfLog([signer.Key]);
    }

    [Fact]
    public async Task Every_line_of_two_writers_gets_a_receipt_of_the_tree_that_its_batch_made()
    {
        await using var one = new LogWriter(Database.AppConnection, Patient, signer: signer);
        await using var other = new LogWriter(Database.AppConnection, Patient, signer: signer);
        var lines = Enumerable.Range(0, 300).Select(i => Database.Line(grant: i % 2 == 0)).ToArray();

        var results = await Task.WhenAll(lines.Select((line, i) => Task.Run(() => (i % 3 == 0 ? one : other).Write(line, default))));

        var records = await Database.CheckLog();
        var edges = Roots(records);
        foreach (var (line, result) in lines.Zip(results))
        {
            var receipt = SignedOf(result)!;
            receipt.Verify(policy);
            Assert.Equal(line.RecordId, receipt.RecordId);
            Assert.Equal(records[(int)receipt.Index].Stored.Entry(), receipt.Entry.ToArray());
            Assert.Equal(edges[receipt.Head.Size], receipt.Head.Root);
        }
    }

    [Fact]
    public async Task The_lines_of_one_batch_share_one_signature()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient, signer: signer);

        var results = await log.WriteMany([.. Enumerable.Range(0, 200).Select(_ => Database.Line())], default);

        Assert.Single(results.Select(result => Convert.ToHexString(SignedOf(result)!.Signature.Span)).Distinct());
        Assert.All(results, result => SignedOf(result)!.Verify(policy));
    }

    [Fact]
    public async Task A_batch_whose_commit_was_not_answered_gets_the_receipts_of_the_tree_it_made()
    {
        var lost = false;
        var faults = new LogFaults
        {
            AfterCommit = async _ =>
            {
                if (lost)
                    return;
                lost = true;
                await using var other = new LogWriter(Database.AppConnection, Patient);
                await other.Write(Database.Line(), default);
                throw new IOException("the answer was lost");
            },
        };
        await using var log = new LogWriter(Database.AppConnection, Patient, null, faults, signer);

        var results = await log.WriteMany([Database.Line(), Database.Line()], default);

        Assert.All(results, result => SignedOf(result)!.Verify(policy));
        Assert.All(results, result => Assert.Equal(2, SignedOf(result)!.Head.Size));
        Assert.Equal(3, (await Database.CheckLog()).Count);
    }

    [Fact]
    public async Task A_line_that_stood_already_gets_its_place_and_no_second_receipt()
    {
        await using var log = new LogWriter(Database.AppConnection, Patient, signer: signer);
        var line = Database.Line();
        await log.Write(line, default);

        var again = Assert.IsType<LineResult.Granted>(await log.Write(line, default));

        Assert.Equal((0L, null), (again.Position.LeafIndex, again.Position.Signed));
    }

    [Theory]
    [InlineData("an edge of other leaves", "update access_log.tree_state set edge = array[sha256('another'), sha256('other')]")]
    [InlineData("an edge that does not fit the size", "update access_log.tree_state set edge = array[sha256('another')]")]
    [InlineData("a smaller tree", "delete from access_log.record where idx = 2; update access_log.tree_state set size = 2, edge = edge[1:1], root = edge[1]")]
    public async Task Nobody_is_answered_when_the_tree_does_not_continue_what_this_process_wrote(string what, string tampering)
    {
        await using var log = new LogWriter(Database.AppConnection, Patient, signer: signer);
        await log.WriteMany([Database.Line(), Database.Line(), Database.Line()], default);
        await Database.Execute($"""
            alter event trigger registry_freeze disable;
            alter table access_log.tree_state disable trigger user;
            alter table access_log.record disable trigger user;
            {tampering}
            """);

        var refused = await Record.ExceptionAsync(() => log.Write(Database.Line(), default));

        Assert.True(refused is LogUnavailableException, what);
        for (var i = 0; i < 5; i++)
            Assert.True(await Record.ExceptionAsync(() => log.Write(Database.Line(), default)) is LogUnavailableException, what);
    }

    [Fact]
    public async Task Nobody_is_answered_once_the_signer_knows_that_the_log_came_back_as_another_one()
    {
        string? known = null;
        await using var log = new LogWriter(Database.AppConnection, Patient with { Refused = () => known }, signer: signer);
        await log.Write(Database.Line(), default);

        known = "rolled back";

        Assert.Equal("rolled back", (await Assert.ThrowsAsync<LogUnavailableException>(() => log.Write(Database.Line(), default))).Message);
        Assert.Single(await Database.CheckLog());
    }

    public override async ValueTask DisposeAsync()
    {
        key.Dispose();
        await base.DisposeAsync();
    }

    private static SignedReceipt? SignedOf(LineResult result) => result switch
    {
        LineResult.Granted granted => granted.Position.Signed,
        LineResult.Noted noted => noted.Position.Signed,
        _ => throw new InvalidOperationException("stale"),
    };

    private static Dictionary<long, TreeHash> Roots(IReadOnlyList<LogRecord> records)
    {
        var edge = new RightEdge();
        var roots = new Dictionary<long, TreeHash>();
        foreach (var record in records)
        {
            edge.Append(record.LeafHash);
            roots[edge.Size] = edge.Root();
        }

        return roots;
    }
}
