using System.Net;

namespace Registry.Tool.Tests.Commands;

/// <summary>A folder over HTTP on loopback.</summary>
internal sealed class TestFiles : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly string root;

    public TestFiles(string root)
    {
        this.root = root;
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        listener.Prefixes.Add(Url);
        listener.Start();
        _ = Task.Run(Serve);
    }

    public string Url { get; }

    public void Dispose() => listener.Close();

    private async Task Serve()
    {
        while (listener.IsListening)
        {
            try
            {
                var call = await listener.GetContextAsync();
                var path = Path.Combine(root, call.Request.Url!.AbsolutePath[1..]);
                call.Response.StatusCode = File.Exists(path) ? 200 : 404;
                if (File.Exists(path))
                    await call.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(path));
                call.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
