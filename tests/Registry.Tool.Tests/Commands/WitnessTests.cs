using System.Net;
using System.Net.Sockets;
using Registry.AccessLog;
using Registry.Tool.Witnesses;

namespace Registry.Tool.Tests.Commands;

/// <summary>The witness as a process: its statuses over HTTP, its memory across kills, what refuses its start.</summary>
public sealed class WitnessTests : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly Scratch scratch = new();
    private readonly SmallLog log = new();

    public WitnessTests() => File.WriteAllText(scratch["logs"], $"# followed\n{log.Key}\n");

    [Fact]
    public async Task Over_HTTP_every_status_of_the_specification_is_answered()
    {
        await using var witness = await WitnessProcess.Start(scratch, "w", scratch["logs"]);

        Assert.Equal((404, ""), await Get(witness));
        Assert.Equal(200, (await Ask(witness, await log.Request(0, 7))).Status);
        Assert.Equal((409, "7\n"), await Ask(witness, await log.Request(0, 7)));
        Assert.Equal(422, (await Ask(witness, await log.Request(7, 9, forkAt: 2))).Status);
        Assert.Equal(400, (await Ask(witness, (await log.Request(5, 5)) with { OldSize = 9 })).Status);
        var note = await log.Sign(9);
        Assert.Equal(403, (await Ask(witness, new AddCheckpoint(7, [], note with { Signatures = [note.Signatures[0] with { KeyId = 1 }] }))).Status);
        Assert.Equal(404, (await Ask(witness, new AddCheckpoint(7, [], note with { Text = note.Text.Replace("small", "other", StringComparison.Ordinal) }))).Status);
        Assert.Equal(200, (await Ask(witness, await log.Request(7, 300))).Status);
        Assert.StartsWith("log.test/small\n300\n", (await Get(witness)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_before_it_is_read()
    {
        await using var witness = await WitnessProcess.Start(scratch, "w", scratch["logs"]);

        Assert.Equal(413, (await Post(witness, new byte[AddCheckpoint.MaxBytes + 1])).Status);
        Assert.Equal(400, (await Post(witness, new byte[AddCheckpoint.MaxBytes])).Status);
    }

    [Fact]
    public async Task Lines_and_headers_that_no_log_sends_are_refused_before_the_rest_is_read()
    {
        await using var witness = await WitnessProcess.Start(scratch, "w", scratch["logs"]);

        Assert.Equal("414", await Said(witness, $"GET /{new string('a', 1100)} HTTP/1.1\r\n"));
        Assert.Equal("431", await Said(witness, $"POST /add-checkpoint HTTP/1.1\r\nhost: w\r\nx: {new string('a', 9000)}\r\n"));
        Assert.Equal("431", await Said(witness, $"POST /add-checkpoint HTTP/1.1\r\nhost: w\r\n{string.Concat(Enumerable.Repeat("x: a\r\n", 40))}\r\n"));
        using var streams = new HttpRequestMessage(HttpMethod.Get, witness.Url) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await Assert.ThrowsAsync<HttpRequestException>(() => Http.SendAsync(streams));
        Assert.Equal(200, (await Ask(witness, await log.Request(0, 7))).Status);
    }

    [Fact]
    public async Task Whoever_sends_nothing_of_a_body_is_let_go()
    {
        await using var witness = await WitnessProcess.Start(scratch, "w", scratch["logs"]);

        Assert.Equal("408", await Said(witness, "POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: 500\r\n\r\nold 0\n"));
    }

    [Fact]
    public async Task Beyond_so_many_connections_nobody_gets_one_until_another_leaves()
    {
        await using var witness = await WitnessProcess.Start(scratch, "w", scratch["logs"]);
        var held = new List<Socket>();
        try
        {
            // One more than there is room for: the last is closed without an answer.
            for (var n = 0; n <= WitnessServer.MaxConnections; n++)
                held.Add(await Connected(witness));
            Assert.Equal(0, await held[^1].ReceiveAsync(new byte[1]).WaitAsync(Ran.Patience));
        }
        finally
        {
            held.ForEach(one => one.Dispose());
        }

        int status;
        do
            status = await Ask(witness, await log.Request(0, 7)).ContinueWith(asked => asked.IsCompletedSuccessfully ? asked.Result.Status : 0, TaskScheduler.Default);
        while (status == 0);
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Killed_at_any_moment_it_remembers_every_checkpoint_that_it_answered_with_a_cosignature()
    {
        var size = 0;
        for (var life = 0; life < 4; life++)
        {
            await using var witness = await WitnessProcess.Start(scratch, "w", scratch["logs"]);
            var remembered = await Asked(witness);
            Assert.True(remembered >= size, $"it cosigned {size} and remembers {remembered}");
            if (remembered > 4)
                Assert.Equal(422, (await Ask(witness, await log.Request(remembered, remembered + 1, forkAt: remembered / 2))).Status);
            size = remembered;

            var kill = Task.Delay(150 + 100 * life).ContinueWith(_ => witness.End("KILL"), TaskScheduler.Default).Unwrap();
            try
            {
                while (true)
                {
                    Assert.Equal(200, (await Ask(witness, await log.Request(size, size + 1))).Status);
                    size++;
                }
            }
            catch (HttpRequestException)
            {
                // Killed.
            }

            await kill;
        }

        Assert.True(size > 4);

        async Task<int> Asked(WitnessProcess witness) => (await Get(witness)) is (200, var body) ? int.Parse(body.Split('\n')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    [Fact]
    public async Task Keeps_its_key_to_itself_and_refuses_one_that_others_may_read()
    {
        await using (await WitnessProcess.Start(scratch, "w", scratch["logs"]))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scratch["w.key"]));

        File.SetUnixFileMode(scratch["w.key"], (UnixFileMode)0b110_100_100);

        await Refuses("others may read", "--key", scratch["w.key"], "--state", scratch["w"], "--logs", scratch["logs"]);
    }

    [Fact]
    public async Task Refuses_to_start_without_its_memory_or_its_key_and_says_what_to_bring_back()
    {
        await using (await WitnessProcess.Start(scratch, "w", scratch["logs"]))
        {
        }

        await Refuses("is empty, but the key", "--key", scratch["w.key"], "--state", scratch["empty"], "--logs", scratch["logs"]);
        await Refuses("is the memory of a witness", "--key", scratch["none"], "--state", scratch["w"], "--logs", scratch["logs"]);
        await Refuses("--name", "--key", scratch["none"], "--state", scratch["empty"], "--logs", scratch["logs"]);
        await Refuses("--listen", "--key", scratch["w.key"], "--state", scratch["w"], "--logs", scratch["logs"], "--listen", "here");
        File.WriteAllText(scratch["bad"], "no key\n");
        await Refuses("logs line 1", "--key", scratch["w.key"], "--state", scratch["w"], "--logs", scratch["bad"]);
        File.WriteAllText(scratch["w.key"], "PRIVATE+KEY+x\n");
        await Refuses("is not the key of a witness", "--key", scratch["w.key"], "--state", scratch["w"], "--logs", scratch["logs"]);
    }

    public void Dispose()
    {
        log.Dispose();
        scratch.Dispose();
    }

    private static async Task Refuses(string because, params string[] arguments)
    {
        var ran = await Ran.Registryctl(["witness", .. arguments]);

        Assert.Equal(1, ran.Code);
        Assert.Contains(because, ran.Error, StringComparison.Ordinal);
    }

    private static async Task<Socket> Connected(WitnessProcess witness)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(witness.Url.Host, witness.Url.Port);
        return socket;
    }

    /// <summary>Status of what comes back for a request that is written as it stands.</summary>
    private static async Task<string> Said(WitnessProcess witness, string request)
    {
        using var socket = await Connected(witness);
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(request));
        var (answer, said) = (new byte[64], 0);
        while (said < 12 && await socket.ReceiveAsync(answer.AsMemory(said)).AsTask().WaitAsync(Ran.Patience) is > 0 and var more)
            said += more;
        return said < 12 ? "closed" : System.Text.Encoding.ASCII.GetString(answer, 9, 3);
    }

    private static Task<(int Status, string Body)> Ask(WitnessProcess witness, AddCheckpoint asked) => Post(witness, asked.ToBytes());

    private static async Task<(int Status, string Body)> Post(WitnessProcess witness, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var answer = await Http.PostAsync(new Uri(witness.Url, "add-checkpoint"), content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<(int Status, string Body)> Get(WitnessProcess witness)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(SmallLog.Origin)));
        using var answer = await Http.GetAsync(new Uri(witness.Url, $"{hash}/checkpoint"));
        return (answer.StatusCode == HttpStatusCode.NotFound ? 404 : (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
