using System.Diagnostics;
using Grpc.Core;
using Registry.Domain.Access;
using Registry.Domain.Secrecy;
using Registry.Keys;
using Registry.Sealing;
using Registry.Server.Hosting;
using Registry.Server.Tests.House;
using Registry.Store.Log;
using Registry.Testing.Cases;
using Registry.Testing.Running;
using Registry.Testing.Verification;
using Registry.V1;
using FieldClass = Registry.Domain.Access.FieldClass;
using Purpose = Registry.V1.Purpose;

namespace Registry.Server.Tests;

/// <summary>A registry whose keys are released by a second process of the operating system, and what a server that was taken over gets out of it.</summary>
[Collection(nameof(KeysApart))]
public sealed class KeysProcessTests(KeysApart apart) : IClassFixture<Verified<KeysApart>>
{
    private static readonly HashSet<FieldClass> Name = [FieldClass.IdentityMinimum];

    private RunningRegistry Registry => apart.Registry;

    [Fact]
    public async Task A_case_is_played_and_the_books_agree()
    {
        using var play = await new BorderReturn(Registry).Registered();

        var seen = (await Look(play)).Expect<GetIdentityResponse>();

        Assert.Equal(Canaries.VictimName, seen.Person.FullName);
        var (entries, lines) = (await Book(), await Lines.Of(Registry));
        var intents = lines.Where(line => line.Content.Kind == Records.RecordKind.Intent).ToDictionary(line => line.Index);
        Assert.All(entries.Where(entry => entry.Kind == BookKind.Released), entry => Assert.True(entry.IsAbout(intents[entry.Index].Id)));
        Assert.Contains(entries, entry => entry.Kind == BookKind.EpochUnwrapped);
    }

    [Fact]
    public void The_server_holds_neither_custodian_nor_key_table_nor_a_key_of_any_person()
    {
        var options = Registry.Service<ServerOptions>();

        Assert.Equal(("", ""), (options.Keys, options.CustodianDirectory));
        Assert.Null(Registry.Services.GetService(typeof(KeyRing)));
        Assert.Null(Registry.Services.GetService(typeof(IWrappedKeys)));
        Assert.IsType<RemoteKeys>(Registry.Service<ISubjectKeys>());
        Assert.NotEqual(Environment.ProcessId, Registry.KeysProcess.ProcessId);
    }

    [Fact]
    public async Task Killed_it_leaves_the_server_refusing_in_the_operators_words_and_started_again_it_is_found()
    {
        using var play = await new BorderReturn(Registry).Registered();
        var before = await Write(Guid.Parse(play.Victim), Name);
        await Registry.KeysProcess.Kill();

        var down = await Look(play);
        var health = await Healthy(false);
        Registry.KeysProcess.Restart();
        await Healthy(true);
        var up = await Look(play);

        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (down.Status, down.Reason));
        Assert.Contains("the process that releases keys does not answer", health, StringComparison.Ordinal);
        Assert.Contains("deploy/runbooks/keys-process.md", health, StringComparison.Ordinal);
        Assert.Equal(Canaries.VictimName, up.Expect<GetIdentityResponse>().Person.FullName);

        // A line of before the restart, never used, lets nothing out any more.
        await Assert.ThrowsAsync<KeysUnavailableException>(() => Registry.Service<ISubjectKeys>().Release(before, default));
    }

    [Fact]
    public async Task A_taken_over_server_gets_no_key_without_a_committed_line()
    {
        var person = await Person();
        var made = Registry.Service<IRecordSealer>().Seal(Guid.NewGuid(), [1], [], new LineScope(person, FieldClassMask.Of(Name), 1));
        var forged = new Receipt(Guid.NewGuid(), await Lines.Count(Registry), 1, person, Name, TimeProvider.System.GetUtcNow().AddSeconds(20), made.Opening);

        await Assert.ThrowsAsync<KeysUnavailableException>(() => Registry.Service<ISubjectKeys>().Release(forged, default));
    }

    [Fact]
    public async Task A_taken_over_server_gets_nothing_more_out_of_a_line_than_it_says()
    {
        var (person, other) = (await Person(), await Person());
        var line = await Write(person, Name);
        Receipt Told(Guid subject, params FieldClass[] classes) =>
            new(line.RecordId, line.LeafIndex, line.TreeSize, subject, classes.ToHashSet(), line.Expires, line.Opening);

        await Assert.ThrowsAsync<OpenFailedException>(() => Registry.Service<ISubjectKeys>().Release(Told(other, [.. Name]), default));
        await Assert.ThrowsAsync<OpenFailedException>(() => Registry.Service<ISubjectKeys>().Release(Told(person, FieldClass.CurrentPlace, FieldClass.IdentityMinimum), default));
        using (await Registry.Service<ISubjectKeys>().Release(line, default))
            await Assert.ThrowsAsync<OpenFailedException>(() => Registry.Service<ISubjectKeys>().Release(line, default));
    }

    [Fact]
    public async Task Another_user_is_not_heard_and_not_believed()
    {
        var own = PeerCredentials.OwnUser();
        var socket = Path.Combine(Registry.Directory.KeysRoom, "other");
        var notes = new StringWriter();
        await using var second = await KeysProcess.Start(
            new KeysOptions
            {
                Environment = "Development",
                Socket = socket,
                Users = [own + 1],
                LogReader = Registry.Clusters.LogReader,
                Keys = Registry.Clusters.Keys,
                CustodianDirectory = Registry.Directory.Custodian,
                BookDirectory = Path.Combine(Registry.Directory.KeysRoom, "other-releases"),
                SeenFile = Path.Combine(Registry.Directory.KeysRoom, "other-seen"),
            },
            notes, TimeProvider.System, default);

        await Assert.ThrowsAsync<KeysUnavailableException>(() => RemoteKeys.Open(socket, own, TimeProvider.System, TimeSpan.Zero, default));
        await Assert.ThrowsAsync<KeysUnavailableException>(() => RemoteKeys.Open(Registry.Directory.KeysSocket, own + 1, TimeProvider.System, TimeSpan.Zero, default));
        Assert.Contains($"user {own}", notes.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_that_wait_together_ask_the_log_once()
    {
        var person = await Person();
        var socket = Path.Combine(Registry.Directory.KeysRoom, "counted");
        await using var second = await KeysProcess.Start(
            Commands() with { Socket = socket, BookDirectory = Path.Combine(Registry.Directory.KeysRoom, "counted-releases"), SeenFile = Path.Combine(Registry.Directory.KeysRoom, "counted-seen") },
            TextWriter.Null, TimeProvider.System, default);
        await using var keys = await RemoteKeys.Open(socket, PeerCredentials.OwnUser(), TimeProvider.System, TimeSpan.Zero, default);
        var receipts = new List<Receipt>();
        for (var i = 0; i < 50; i++)
            receipts.Add(await Write(person, Name));
        var before = (second.Tail.Rounds, Clock: Stopwatch.GetTimestamp());

        var released = await Task.WhenAll(receipts.Select(receipt => keys.Release(receipt, default)));

        // One round for all of them, one that was under way, and one for each second that it took.
        var most = 3 + (int)Stopwatch.GetElapsedTime(before.Clock).TotalSeconds;
        Assert.InRange(second.Tail.Rounds - before.Rounds, 0, most);
        Assert.Equal(50, released.Length);
        foreach (var one in released)
            one.Dispose();
    }

    private KeysOptions Commands() => new()
    {
        Environment = "Development",
        Users = [PeerCredentials.OwnUser()],
        LogReader = Registry.Clusters.LogReader,
        Keys = Registry.Clusters.Keys,
        CustodianDirectory = Registry.Directory.Custodian,
    };

    private async Task<Guid> Person()
    {
        using var play = await new BorderReturn(Registry).Registered();
        return Guid.Parse(play.Victim);
    }

    /// <summary>A line of the server's own, as one that was taken over could write it: committed, and without any decision behind it.</summary>
    private async Task<Receipt> Write(Guid person, IReadOnlySet<FieldClass> classes)
    {
        var id = Guid.NewGuid();
        var content = new Records.AccessRecord { At = TimeProvider.System.GetUtcNow(), Kind = Records.RecordKind.Intent, Issuer = "i", Officer = "o" };
        var parts = Registry.Service<IRecordSealer>().Seal(id, content.ToBytes(), [], new LineScope(person, FieldClassMask.Of(classes), LineScope.TagOf("i", "o")));
        var result = await Registry.Service<LogWriter>().Write(new Line(id, parts, null, 0, person, classes, IsGrant: true), default);
        return Assert.IsType<LineResult.Granted>(result).Receipt;
    }

    private async Task<IReadOnlyList<BookEntry>> Book()
    {
        var (entries, remote) = (new List<BookEntry>(), (RemoteKeys)Registry.Service<ISubjectKeys>());
        while (await remote.Book(entries.Count, default) is { Count: > 0 } page)
            entries.AddRange(page);
        return entries;
    }

    private static Task<Answer> Look(BorderReturn play) =>
        play.At(Officers.Post).Send(BorderReturn.Look(play.Victim, Purpose.ReceiveReturnee, "QD22/2015-D7.1", "full_name"));

    private async Task<string> Healthy(bool wanted)
    {
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); ;)
        {
            using var answer = await http.GetAsync(new Uri(Registry.Http, "/healthz"));
            if (answer.IsSuccessStatusCode == wanted || waited.Elapsed > TimeSpan.FromMinutes(1))
                return await answer.Content.ReadAsStringAsync();
            await Task.Delay(100);
        }
    }
}

/// <summary>A registry whose keys are released by a process of its own, which only tests start again.</summary>
public sealed class KeysApart : IRuns, IAsyncLifetime
{
    public RunningRegistry Registry { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Registry = await RunningRegistry.Start(keysProcess: []);

    public async ValueTask DisposeAsync() => await (Registry?.DisposeAsync() ?? ValueTask.CompletedTask);
}

[CollectionDefinition(nameof(KeysApart))]
public sealed class KeysApartCollection : ICollectionFixture<KeysApart>;
