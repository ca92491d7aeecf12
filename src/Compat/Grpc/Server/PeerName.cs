using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server;

/// <summary>The peer in gRPC's naming: <c>ipv4:127.0.0.1:5000</c>, <c>ipv6:[::1]:5000</c>, <c>unknown</c>.</summary>
internal static class PeerName
{
    public static string Of(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address => $"ipv4:{address}:{connection.RemotePort}",
        { AddressFamily: AddressFamily.InterNetworkV6 } address => $"ipv6:[{address}]:{connection.RemotePort}",
        var address => $"unknown:{address}:{connection.RemotePort}",
    };
}
