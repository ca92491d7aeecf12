using System.Text;
using System.Text.Json;
using Registry.Testing.Cases;
using Registry.Testing.Verification;

namespace Registry.Server.Tests;

/// <summary>The search that the other tests trust finds a personal string however it was written.</summary>
public sealed class CanarySearchTests
{
    private const string Apart = "Tra\u0302\u0300n Thi\u0323 Ngu\u031bo\u031b\u0303ng Va\u0302\u0303y";

    private static readonly Dictionary<string, byte[]> Written = new(StringComparer.Ordinal)
    {
        ["UTF-8"] = Encoding.UTF8.GetBytes(Canaries.VictimName),
        ["decomposed"] = Encoding.UTF8.GetBytes(Apart),
        ["UTF-16LE"] = Encoding.Unicode.GetBytes("x" + Canaries.VictimName),
        ["UTF-16BE"] = Encoding.BigEndianUnicode.GetBytes("x" + Canaries.VictimName),
        ["decomposed UTF-16LE"] = Encoding.Unicode.GetBytes(Apart),
        ["JSON"] = JsonSerializer.SerializeToUtf8Bytes(new { name = "Bà " + Canaries.VictimName }),
        ["lower-case JSON"] = Encoding.ASCII.GetBytes(JsonSerializer.Serialize(Canaries.VictimName).ToLowerInvariant().Replace("tr\\", "Tr\\", StringComparison.Ordinal)
            .Replace(" th", " Th", StringComparison.Ordinal).Replace(" ng", " Ng", StringComparison.Ordinal).Replace(" v\\", " V\\", StringComparison.Ordinal)),
        ["base64"] = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(Canaries.VictimName + "!"))),
        ["base64 after one byte"] = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("1" + Canaries.VictimName + "!"))),
        ["base64 after two bytes"] = Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes("12" + Canaries.VictimName + "!"))),
        ["hex"] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Canaries.VictimName))),
        ["percent"] = Encoding.ASCII.GetBytes(Uri.EscapeDataString(Canaries.VictimName)),
    };

    public static TheoryData<string> Ways => [.. Written.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Finds_a_name_written_as(string way)
    {
        var directory = Directory.CreateTempSubdirectory("registry-canary-").FullName;
        File.WriteAllBytes(Path.Combine(directory, "pages"), [.. new byte[4099], .. Written[way], 7, 7]);

        var found = CanaryCheck.Search(directory).ToList();
        Directory.Delete(directory, recursive: true);

        Assert.Contains(found, one => one.StartsWith($"pages: '{Canaries.VictimName}'", StringComparison.Ordinal));
    }

    [Fact]
    public void Finds_nothing_in_bytes_that_hold_nothing()
    {
        var directory = Directory.CreateTempSubdirectory("registry-canary-").FullName;
        File.WriteAllText(Path.Combine(directory, "pages"), string.Concat(Canaries.All.Select(canary => canary[..^1] + "\n")));

        var found = CanaryCheck.Search(directory).ToList();
        Directory.Delete(directory, recursive: true);

        Assert.Empty(found);
    }
}
