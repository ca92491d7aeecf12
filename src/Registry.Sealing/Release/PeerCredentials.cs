using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Registry.Sealing;

/// <summary>Who is at the other end of a Unix-domain socket, as the kernel says: process and user at the time of connecting (SO_PEERCRED).</summary>
/// <param name="Process">Id of the process.</param>
/// <param name="User">Effective user id.</param>
/// <param name="Group">Effective group id.</param>
public readonly record struct PeerCredentials(int Process, uint User, uint Group)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The peer of a connected socket.</summary>
    /// <exception cref="PlatformNotSupportedException">Not Linux.</exception>
    public static PeerCredentials Of(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException("Who is at the other end of the socket is known on Linux only.");
        Span<int> credentials = stackalloc int[3];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, MemoryMarshal.AsBytes(credentials));
        return new PeerCredentials(credentials[0], (uint)credentials[1], (uint)credentials[2]);
    }

    /// <summary>The user that this process runs as.</summary>
    public static uint OwnUser()
    {
        // Two ends of a pair of our own: the kernel answers without an interop of ours.
        var path = Path.Combine(Path.GetTempPath(), $"registry-{Guid.NewGuid():N}.sock");
        using var listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listening.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            listening.Listen(1);
            using var connecting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            connecting.Connect(new UnixDomainSocketEndPoint(path));
            using var accepted = listening.Accept();
            return Of(accepted).User;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
