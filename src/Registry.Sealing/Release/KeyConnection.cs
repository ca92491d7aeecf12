using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Registry.Sealing;

/// <summary>One connection to the process that releases keys. Questions that wait together go out in one write; answers come in any order.</summary>
internal sealed class KeyConnection : IDisposable
{
    private readonly Socket socket;
    private readonly Channel<byte[]> outgoing = Channel.CreateBounded<byte[]>(4096);
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<(KeyRefusal, byte[])>> waiting = new();
    private ulong numbers;
    private int broken;

    private KeyConnection(Socket socket)
    {
        this.socket = socket;
        _ = Task.Run(Write);
        _ = Task.Run(Read);
    }

    internal bool Broken => Volatile.Read(ref broken) != 0;

    /// <exception cref="KeysUnavailableException">Nobody listens, or somebody else than the expected user.</exception>
    internal static async Task<KeyConnection> Open(string path, uint user, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel);
            if (PeerCredentials.Of(socket).User != user)
                throw new KeysUnavailableException("the process at the socket for keys runs as another user than configured");
            return new KeyConnection(socket);
        }
        catch (SocketException cause)
        {
            socket.Dispose();
            throw new KeysUnavailableException("the process that releases keys does not listen on its socket", cause);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Asks and waits. The caller zeroes the answer.</summary>
    /// <exception cref="KeysUnavailableException">The connection broke, or there was no answer in time.</exception>
    internal async Task<(KeyRefusal Refusal, byte[] Answer)> Ask(KeyQuestion question, ReadOnlyMemory<byte> body, TimeSpan within, CancellationToken cancel)
    {
        var number = Interlocked.Increment(ref numbers);
        var answer = new TaskCompletionSource<(KeyRefusal, byte[])>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[number] = answer;
        try
        {
            if (Broken || !outgoing.Writer.TryWrite(KeyWire.Frame(number, (byte)question, body.Span)))
                throw new KeysUnavailableException("the process that releases keys cannot be asked now");
            return await answer.Task.WaitAsync(within, cancel);
        }
        catch (TimeoutException)
        {
            throw new KeysUnavailableException("the process that releases keys did not answer in time");
        }
        finally
        {
            waiting.TryRemove(number, out _);
        }
    }

    public void Dispose() => Break();

    private async Task Write()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await outgoing.Reader.WaitToReadAsync())
            {
                var filled = 0;
                while (outgoing.Reader.TryPeek(out var next) && filled + next.Length <= buffer.Length && outgoing.Reader.TryRead(out next))
                {
                    next.CopyTo(buffer, filled);
                    filled += next.Length;
                }

                for (var sent = 0; sent < filled;)
                    sent += await socket.SendAsync(buffer.AsMemory(sent, filled - sent));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            Break();
        }
    }

    private async Task Read()
    {
        var buffer = new byte[2 * KeyWire.MaxFrame];
        var filled = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(filled)) is var received and > 0)
            {
                filled += received;
                var at = 0;
                while (KeyWire.Complete(buffer.AsSpan(at, filled - at)) is var length and > 0)
                {
                    Take(buffer.AsSpan(at + sizeof(uint), length - sizeof(uint)));
                    at += length;
                }

                buffer.AsSpan(at, filled - at).CopyTo(buffer);
                CryptographicOperations.ZeroMemory(buffer.AsSpan(filled - at, at));
                filled -= at;
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or FormatException)
        {
            // Told to whoever waits, below.
        }

        Break();
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        if (waiting.TryGetValue(BinaryPrimitives.ReadUInt64BigEndian(frame), out var answer))
            answer.TrySetResult(((KeyRefusal)frame[sizeof(ulong)], frame[KeyWire.Head..].ToArray()));
    }

    private void Break()
    {
        if (Interlocked.Exchange(ref broken, 1) != 0)
            return;
        outgoing.Writer.TryComplete();
        socket.Dispose();
        foreach (var answer in waiting.Values)
            answer.TrySetException(new KeysUnavailableException("the process that releases keys ended in the middle"));
    }
}
