using System.Net;
using System.Runtime.InteropServices;

namespace Registry.AccessLog;

/// <summary>Where a log is published (C2SP tlog-tiles): files below a prefix.</summary>
/// <remarks>Nothing that comes from there is believed before a signature or a proof.</remarks>
public abstract class LogSite
{
    /// <summary>The signed checkpoint, unread.</summary>
    /// <exception cref="IOException">It cannot be had, or is too long.</exception>
    public async Task<byte[]> Checkpoint(CancellationToken cancel) =>
        await Read(ExportLayout.Checkpoint, SignedNote.MaxBytes, cancel) ?? throw new IOException("there is no checkpoint");

    /// <summary>The hashes of one tile; a partial tile that was dropped is cut from the full one.</summary>
    /// <exception cref="IOException">It cannot be had, or has the wrong length.</exception>
    public async ValueTask<TreeHash[]> Hashes(TilePath path, CancellationToken cancel)
    {
        var bytes = await Read(path.ToString(), TreeHash.Length * path.Width, cancel);
        var width = path.Width;
        if (bytes is null && path.IsPartial)
            (bytes, width) = (await Read(path.Full.ToString(), TreeHash.Length * TilePath.FullWidth, cancel), TilePath.FullWidth);
        if (bytes?.Length != TreeHash.Length * width)
            throw new IOException($"{path} is missing or has the wrong length");
        return MemoryMarshal.Cast<byte, TreeHash>(bytes)[..path.Width].ToArray();
    }

    /// <returns>Null if there is no such file.</returns>
    /// <exception cref="IOException">Longer than <paramref name="max"/>, or not to be had.</exception>
    protected abstract Task<byte[]?> Read(string path, int max, CancellationToken cancel);

    /// <summary>Reads to the end, and no further than a limit.</summary>
    protected static async Task<byte[]> Bounded(Stream stream, int max, CancellationToken cancel)
    {
        var bytes = new byte[max + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length <= max ? bytes[..length] : throw new IOException("a file of the log is too long");
    }
}

/// <summary>A log in a folder, as an export writes it.</summary>
public sealed class LogFolder(string root) : LogSite
{
    /// <inheritdoc/>
    protected override async Task<byte[]?> Read(string path, int max, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(Path.Combine(root, path));
            return await Bounded(file, max, cancel);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>A log over HTTP.</summary>
/// <param name="http">Without redirects. Not owned.</param>
/// <param name="prefix">Ends with a slash.</param>
/// <param name="within">How long one file may take.</param>
/// <param name="time">Clock of that limit; null for the system's.</param>
public sealed class LogUrl(HttpClient http, Uri prefix, TimeSpan within, TimeProvider? time = null) : LogSite
{
    /// <inheritdoc/>
    protected override async Task<byte[]?> Read(string path, int max, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(within, time ?? TimeProvider.System);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var answer = await http.GetAsync(new Uri(prefix, path), HttpCompletionOption.ResponseHeadersRead, limited.Token);
            if (answer.StatusCode == HttpStatusCode.NotFound)
                return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new IOException($"{path} was answered with status {(int)answer.StatusCode}");
            await using var body = await answer.Content.ReadAsStreamAsync(limited.Token);
            return await Bounded(body, max, limited.Token);
        }
        catch (HttpRequestException unreachable)
        {
            throw new IOException("the log cannot be reached", unreachable);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new IOException($"the log did not answer within {within.TotalSeconds:0} s");
        }
    }
}
