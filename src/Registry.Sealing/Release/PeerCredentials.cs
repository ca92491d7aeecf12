using System.Globalization;
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

    /// <summary>The effective user that this process runs as.</summary>
    /// <exception cref="PlatformNotSupportedException">Not Linux.</exception>
    public static uint OwnUser()
    {
        // Uid: real, effective, saved, file system; parted by tabs.
        var line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/status").FirstOrDefault(one => one.StartsWith("Uid:", StringComparison.Ordinal)) : null;
        return line?.Split('\t', StringSplitOptions.RemoveEmptyEntries) is [_, _, var effective, ..]
            ? uint.Parse(effective, NumberStyles.None, CultureInfo.InvariantCulture)
            : throw new PlatformNotSupportedException("Which user this process runs as is known on Linux only.");
    }
}
