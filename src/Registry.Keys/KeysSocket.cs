using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;
using Registry.Sealing;

namespace Registry.Keys;

/// <summary>Listens for servers, and hears only those whose user the kernel vouches for.</summary>
internal sealed class KeysSocket : IAsyncDisposable
{
    /// <summary>Servers of one registry, and room for those that start while others stop.</summary>
    private const int MostConnections = 16;

    private readonly Socket listening;
    private readonly KeyDesk desk;
    private readonly IReadOnlyList<uint> users;
    private readonly TextWriter notes;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> serving = [];
    private readonly Task accepting;

    private KeysSocket(Socket listening, KeyDesk desk, IReadOnlyList<uint> users, TextWriter notes)
    {
        (this.listening, this.desk, this.users, this.notes) = (listening, desk, users, notes);
        accepting = Task.Run(Accept);
    }

    /// <summary>Takes the place of a socket that a killed process left; refuses that of one that lives.</summary>
    /// <exception cref="KeysRefusedException">Another process listens there.</exception>
    public static async Task<KeysSocket> Listen(string path, bool forGroup, KeyDesk desk, IReadOnlyList<uint> users, TextWriter notes)
    {
        if (File.Exists(path))
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await probe.ConnectAsync(new UnixDomainSocketEndPoint(path));
                throw new KeysRefusedException([$"another process listens on {path}; stop it first"]);
            }
            catch (SocketException)
            {
                File.Delete(path);
            }
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        // Who may connect is decided by the mode, the folder's mode, and once more by the kernel's word at each connection.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, forGroup ? mode | UnixFileMode.GroupRead | UnixFileMode.GroupWrite : mode);
        socket.Listen(MostConnections);
        return new KeysSocket(socket, desk, users, notes);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listening.Dispose();
        await accepting;
        await Task.WhenAll(serving).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Accept()
    {
        while (!stopping.IsCancellationRequested)
        {
            Socket peer;
            try
            {
                peer = await listening.AcceptAsync(stopping.Token);
            }
            catch (Exception closed) when (closed is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                continue;
            }

            serving.RemoveAll(one => one.IsCompleted);
            var credentials = PeerCredentials.Of(peer);
            if (!users.Contains(credentials.User) || serving.Count >= MostConnections)
            {
                await notes.WriteLineAsync(users.Contains(credentials.User)
                    ? $"a connection was refused: there are {MostConnections} already"
                    : $"a connection of user {credentials.User}, process {credentials.Process}, was refused: it is not one that may ask for keys. See deploy/runbooks/keys-process.md");
                peer.Dispose();
                continue;
            }

            serving.Add(Task.Run(() => Serve(peer)));
        }
    }

    private async Task Serve(Socket peer)
    {
        using (peer)
        {
            // Bounded on both sides: a server that asks faster than it listens waits.
            var answers = Channel.CreateBounded<Task<byte[]>>(1024);
            var sending = Send(peer, answers.Reader);

            // An answer that fails in a way nobody foresaw ends this connection; the server makes another one.
            _ = sending.ContinueWith(_ => peer.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            try
            {
                await Receive(peer, answers.Writer);
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException or FormatException or ObjectDisposedException)
            {
                // The server ended, or spoke something else: it hears no more.
            }

            answers.Writer.TryComplete();
            await sending;
        }
    }

    private async Task Receive(Socket peer, ChannelWriter<Task<byte[]>> answers)
    {
        var buffer = new byte[2 * KeyWire.MaxFrame];
        var filled = 0;
        while (await peer.ReceiveAsync(buffer.AsMemory(filled), stopping.Token) is var received and > 0)
        {
            filled += received;
            var at = 0;
            while (KeyWire.Complete(buffer.AsSpan(at, filled - at)) is var length and > 0)
            {
                var frame = buffer[at..(at + length)];
                await answers.WriteAsync(Task.Run(() => desk.Answer(frame, stopping.Token)), stopping.Token);
                at += length;
            }

            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            filled -= at;
        }
    }

    private static async Task Send(Socket peer, ChannelReader<Task<byte[]>> answers)
    {
        try
        {
            await foreach (var one in answers.ReadAllAsync())
            {
                var answer = await one;
                for (var sent = 0; sent < answer.Length;)
                    sent += await peer.SendAsync(answer.AsMemory(sent));
                CryptographicOperations.ZeroMemory(answer);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            peer.Dispose();
            await foreach (var late in answers.ReadAllAsync())
                _ = late.Exception;
        }
    }
}
