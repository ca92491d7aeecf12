using System.Security.Cryptography;
using Registry.AccessLog;
using Registry.Store.Log;

namespace Registry.Store.Tests.Log;

public sealed class LogExporterTests : LogDatabaseTests
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("registry-export-");
    private readonly Ed25519Key key = Ed25519Key.FromSeed(RandomNumberGenerator.GetBytes(32));
    private readonly Ed25519NoteSigner signer;
    private readonly LogPolicy policy;

    public LogExporterTests()
    {
        signer = new Ed25519NoteSigner("log.example/1", key);
        policy = LogPolicy.OfLog([signer.Key]);
    }

    private string Export => Path.Combine(directory.FullName, "export");

    [Fact]
    public async Task What_was_signed_is_exported_and_an_export_is_continued()
    {
        await using var checkpointer = await Open();
        var exporter = new LogExporter(Database.Reader, policy);
        var reported = new List<ExportProgress>();

        await WriteAndSign(checkpointer, 300);
        var first = await exporter.Export(Export, withRecords: true, new Recorder(reported), default);
        await WriteAndSign(checkpointer, 20);
        await WriteAndSign(checkpointer, 5);
        var second = await exporter.Export(Export, withRecords: true, null, default);

        Assert.Equal(300, first.Size);
        Assert.Equal(await Database.Head(), second);
        Assert.Equal(new ExportProgress(300, 300), reported[^1]);
        var note = SignedNote.Parse(await File.ReadAllBytesAsync(Path.Combine(Export, ExportLayout.Checkpoint)));
        Assert.Equal(second, policy.Verify(note).Head);
        Assert.Contains(Database.Epoch.ToString("d"), await File.ReadAllTextAsync(Path.Combine(Export, LogExporter.AuditEpochs)), StringComparison.Ordinal);
        Assert.Null((await new LogVerifier(Export, policy, []).RunAsync()).Finding);
    }

    [Fact]
    public async Task A_log_without_a_signature_exports_nothing()
    {
        Assert.Equal(TreeHead.Empty, await new LogExporter(Database.Reader, policy).Export(Export, withRecords: true, null, default));
        Assert.False(File.Exists(Path.Combine(Export, ExportLayout.Checkpoint)));
    }

    [Fact]
    public async Task A_mirror_without_records_gets_neither_records_nor_epochs()
    {
        await using var checkpointer = await Open();
        await WriteAndSign(checkpointer, 3);

        await new LogExporter(Database.Reader, policy).Export(Export, withRecords: false, null, default);

        Assert.False(Directory.Exists(Path.Combine(Export, ExportLayout.Records)));
        Assert.False(File.Exists(Path.Combine(Export, LogExporter.AuditEpochs)));
    }

    [Fact]
    public async Task A_record_that_was_changed_after_it_was_signed_stops_the_export()
    {
        await using var checkpointer = await Open();
        await WriteAndSign(checkpointer, 3);
        await Database.Execute("""
            alter event trigger registry_freeze disable;
            alter table access_log.record disable trigger user;
            update access_log.record set actor = 'x', leaf_hash = sha256('\x0001'::bytea || sha256(sha256('x'::bytea) || sha256(subject))) where idx = 1
            """);

        await Assert.ThrowsAsync<VerificationFailedException>(
            () => new LogExporter(Database.Reader, policy).Export(Export, withRecords: true, null, default));

        Assert.False(File.Exists(Path.Combine(Export, ExportLayout.Checkpoint)));
    }

    public override async ValueTask DisposeAsync()
    {
        key.Dispose();
        directory.Delete(recursive: true);
        await base.DisposeAsync();
    }

    private Task<Checkpointer> Open() => Checkpointer.Open(
        Database.Signer,
        Path.Combine(directory.FullName, "log.mark"),
        async (head, cancel) => (await new Checkpoint(policy.Origin, head).SignAsync([signer], cancel)).ToString(),
        null,
        default);

    private async Task WriteAndSign(Checkpointer checkpointer, int lines)
    {
        await using var log = new LogWriter(Database.AppConnection, new() { AnswerWithin = TimeSpan.FromSeconds(30) });
        await Task.WhenAll(Enumerable.Range(0, lines).Select(_ => log.Write(Database.Line(), default)));
        await checkpointer.SignOnce(default);
    }

    private sealed class Recorder(List<ExportProgress> reported) : IProgress<ExportProgress>
    {
        public void Report(ExportProgress value) => reported.Add(value);
    }
}
