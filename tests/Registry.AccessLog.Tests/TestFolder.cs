namespace Registry.AccessLog.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("access-log-").FullName;

    public IReadOnlyList<string> Files(string under) =>
        [.. Directory.EnumerateFiles(System.IO.Path.Combine(Path, under), "*", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    public byte[] Read(string file) => File.ReadAllBytes(Full(file));

    public void Write(string file, byte[] bytes) => File.WriteAllBytes(Full(file), bytes);

    public void Flip(string file, int at)
    {
        var bytes = Read(file);
        bytes[at] ^= 0x01;
        Write(file, bytes);
    }

    public void Delete(string file) => File.Delete(Full(file));

    public string Full(string file) => System.IO.Path.Combine(Path, file);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A clock that stands still.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
