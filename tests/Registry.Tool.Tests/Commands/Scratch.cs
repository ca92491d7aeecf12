using System.Security.Cryptography;

namespace Registry.Tool.Tests.Commands;

/// <summary>A directory of a test's own that user postgres can reach; gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch()
    {
        Directory.CreateDirectory(Root);
        File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);
    }

    public string Root { get; } = Path.Combine("/var/tmp", $"registry-tool-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
