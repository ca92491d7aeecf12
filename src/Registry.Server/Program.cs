using Registry.Server.Hosting;

// The server by itself, for a host that brings its own clusters, issuer and keys. The embedded default is `registryctl up`.
var configuration = new ConfigurationBuilder().AddJsonFile("registry.json", optional: true).AddEnvironmentVariables("REGISTRY_").Build();
try
{
    await using var server = await RegistryServer.Start(Configured.Read(configuration), CancellationToken.None);
    await server.WaitForShutdown(CancellationToken.None);
    return 0;
}
catch (Exception refused) when (refused is StartRefusedException or Registry.Store.Schema.SchemaException or Registry.Store.Log.LogRolledBackException)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 78;
}
