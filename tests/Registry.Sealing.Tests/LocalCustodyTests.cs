using System.Runtime.Versioning;
using Registry.Domain.Secrecy;

namespace Registry.Sealing.Tests;

[SupportedOSPlatform("linux")]
public sealed class LocalCustodyTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string root = Directory.CreateTempSubdirectory("sealing-").FullName;

    private string Keys => Path.Combine(root, "keys");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("development")]
    [InlineData("")]
    public void Refuses_every_environment_but_Development(string environment)
    {
        Assert.Throws<InvalidOperationException>(() => new LocalKeyCustodian(Keys, environment));
        Assert.Throws<InvalidOperationException>(() => new LocalAuditKey(Keys, environment));
        Assert.False(Directory.Exists(Keys));
    }

    [Fact]
    public async Task Makes_its_first_epoch_and_opens_it_again_in_the_next_process()
    {
        var table = new KeyTable();
        using (var ring = await KeyRing.Open(new LocalKeyCustodian(Keys, "Development"), table, default))
        {
            Assert.Equal(1, ring.CurrentEpoch);
            using var keys = new SubjectKeys(ring, table, new Clock());
            await keys.Create(House.Ana, default);
        }

        using var again = await KeyRing.Open(new LocalKeyCustodian(Keys, "Development"), table, default);
        using var key = await again.UnwrapSubject(House.Ana, table.Subjects[House.Ana], default);
        Assert.Equal(1, again.CurrentEpoch);
    }

    [Fact]
    public async Task Writes_files_that_only_their_owner_can_read()
    {
        await new LocalKeyCustodian(Keys, "Development").CreateEpoch(default);

        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(Keys));
        Assert.Equal(["kek-1", "unlock"], Directory.GetFiles(Keys).Select(Path.GetFileName).Order());
        Assert.All(Directory.GetFiles(Keys), file => Assert.Equal(OwnerFile, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("unlock", UnixFileMode.GroupRead)]
    [InlineData("unlock", UnixFileMode.OtherRead)]
    [InlineData("kek-1", UnixFileMode.GroupRead)]
    [InlineData("kek-1", UnixFileMode.OtherWrite)]
    public async Task Refuses_files_that_others_can_reach(string file, UnixFileMode opened)
    {
        var custodian = new LocalKeyCustodian(Keys, "Development");
        await custodian.CreateEpoch(default);
        var wrapped = await custodian.WrapEpochKey(1, new byte[32], default);

        File.SetUnixFileMode(Path.Combine(Keys, file), OwnerFile | opened);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => custodian.UnwrapEpochKey(1, wrapped, default));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_directory_that_others_can_enter()
    {
        Directory.CreateDirectory(Keys, OwnerFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);

        Assert.Throws<InvalidOperationException>(() => new LocalKeyCustodian(Keys, "Development"));
    }

    [Fact]
    public async Task Refuses_a_key_file_that_is_a_link()
    {
        var custodian = new LocalKeyCustodian(Keys, "Development");
        await custodian.CreateEpoch(default);
        File.Move(Path.Combine(Keys, "kek-1"), Path.Combine(root, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(Keys, "kek-1"), Path.Combine(root, "elsewhere"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => custodian.WrapEpochKey(1, new byte[32], default));
    }

    [Fact]
    public async Task A_key_file_is_of_no_use_without_its_unlock_secret()
    {
        var custodian = new LocalKeyCustodian(Keys, "Development");
        await custodian.CreateEpoch(default);
        var wrapped = await custodian.WrapEpochKey(1, new byte[32], default);

        await File.WriteAllBytesAsync(Path.Combine(Keys, "unlock"), new byte[32]);

        await Assert.ThrowsAsync<OpenFailedException>(() => custodian.UnwrapEpochKey(1, wrapped, default));
    }

    [Fact]
    public async Task Unwraps_only_what_it_wrapped_for_that_epoch()
    {
        var custodian = new LocalKeyCustodian(Keys, "Development");
        await custodian.CreateEpoch(default);
        await custodian.CreateEpoch(default);
        var wrapped = await custodian.WrapEpochKey(1, new byte[32], default);

        Assert.Equal(2, await custodian.CurrentEpoch(default));
        Assert.Equal(new byte[32], await custodian.UnwrapEpochKey(1, wrapped, default));
        await Assert.ThrowsAsync<OpenFailedException>(() => custodian.UnwrapEpochKey(2, wrapped, default));
        await Assert.ThrowsAsync<OpenFailedException>(() => custodian.UnwrapEpochKey(3, wrapped, default));
        await Assert.ThrowsAsync<OpenFailedException>(() => custodian.UnwrapEpochKey(1, new byte[384], default));
    }

    [Fact]
    public async Task The_public_half_seals_lines_that_only_the_inspectorate_reads()
    {
        var inspectorate = new LocalAuditKey(Keys, "Development");
        var table = new KeyTable();
        using var sealer = await RecordSealer.Start(inspectorate.PublicKey, table, new Clock(), default);
        var id = Guid.NewGuid();
        var record = sealer.Seal(id, [1, 2], [], LineScope.About(House.Ana));

        using var opener = new RecordOpener();
        opener.Add(record.AuditEpoch, new LocalAuditKey(Keys, "Development").Unwrap(table.AuditEpochs[record.AuditEpoch]));

        Assert.Equal([1, 2], opener.Open(id, record).Actor);
    }
}
