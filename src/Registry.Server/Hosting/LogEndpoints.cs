using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Registry.AccessLog;
using Registry.Server.Audit;

namespace Registry.Server.Hosting;

/// <summary>
/// The published log over HTTP (c2sp.org/tlog-tiles): checkpoint, tiles and entries, read from files alone. Off unless
/// <see cref="ServerOptions.ServeLog"/>; then whoever reaches the HTTP port reads it, or who shows a certificate of <see cref="ServerOptions.LogReaders"/> where some are
/// named, and learns how many looks there were and when. To all others every path is 404, as if no log were served.
/// </summary>
/// <remarks>Records and audit epochs are not served: they go to the inspectorate by export.</remarks>
internal static class LogEndpoints
{
    private const string Prefix = "/log/";

    /// <summary>A tile never changes; only those who may read the log may keep it.</summary>
    private const string Immutable = "private, max-age=31536000, immutable";

    public static void MapPublishedLog(this WebApplication web) => web.MapMethods(Prefix + "{**path}", [HttpMethods.Get, HttpMethods.Head], Answer);

    private static async Task Answer(HttpContext http, PublishedLog log, LogReaders readers, TimeProvider clock)
    {
        var (type, caching) = ("application/octet-stream", Immutable);
        byte[]? content = null;
        // As it was sent: nothing decoded, no query, no second spelling of a path. The port of gRPC speaks HTTP/2 alone and serves no files.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var file = target.StartsWith(Prefix, StringComparison.Ordinal) ? target[Prefix.Length..] : "";
        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && readers.MayRead(http.Connection.ClientCertificate, clock.GetUtcNow()))
        {
            if (file == ExportLayout.Checkpoint)
                (type, caching, content) = ("text/plain; charset=utf-8", "no-cache", await log.Read(file, http.RequestAborted));
            else if (TilePath.TryParse(file, out var tile) && tile.Kind is TileKind.Hashes or TileKind.Entries)
                content = await log.Read(file, http.RequestAborted);
        }

        if (content is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.Headers[HeaderNames.CacheControl] = "no-store";
            return;
        }

        http.Response.ContentType = type;
        http.Response.ContentLength = content.Length;
        http.Response.Headers[HeaderNames.CacheControl] = caching;
        http.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        await http.Response.Body.WriteAsync(content, http.RequestAborted);
    }
}
