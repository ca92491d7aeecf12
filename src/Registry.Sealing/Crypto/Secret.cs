using System.Diagnostics;
using System.Security.Cryptography;

namespace Registry.Sealing;

/// <summary>
/// A 32-byte key in pinned memory (the collector leaves no copies behind), zeroed on dispose. Never a string; prints as <c>[sealed]</c>.
/// </summary>
/// <remarks>Read by copy, under a lock: a key that is disposed while another thread seals is refused, never used half zeroed.</remarks>
[DebuggerDisplay("[sealed]")]
internal sealed class Secret : IDisposable
{
    internal const int Size = 32;

    private readonly Lock gate = new();
    private readonly byte[] bytes = GC.AllocateArray<byte>(Size, pinned: true);
    private bool disposed;

    private Secret()
    {
    }

    internal static Secret Random(FillRandom random)
    {
        var secret = new Secret();
        random(secret.bytes);
        return secret;
    }

    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    internal static Secret CopyOf(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
            throw new ArgumentException("A key has 32 bytes.", nameof(key));
        var secret = new Secret();
        key.CopyTo(secret.bytes);
        return secret;
    }

    internal Secret Copy()
    {
        var copy = new Secret();
        CopyTo(copy.bytes);
        return copy;
    }

    internal void CopyTo(Span<byte> destination)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            bytes.CopyTo(destination);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public override string ToString() => "[sealed]";
}
