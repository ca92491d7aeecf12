using Registry.Tool.Tests.Commands;

namespace Registry.Tool.Tests.Interop;

/// <summary>
/// The other of the two builds: the folder with its registryctl that REGISTRY_OTHER_BUILD names. Without one it is this build itself,
/// and the tests say that a registry can be stopped and continued.
/// </summary>
internal static class OtherBuild
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("REGISTRY_OTHER_BUILD") is { Length: > 0 } given ? given : AppContext.BaseDirectory;

    public static string Registryctl => File.Exists(Path.Combine(Folder, "registryctl.dll"))
        ? Path.Combine(Folder, "registryctl.dll")
        : throw new InvalidOperationException("REGISTRY_OTHER_BUILD: a folder with registryctl.dll is expected");

    public static Task<Ran> Run(params string[] arguments) => Ran.Program("dotnet", [Registryctl, .. arguments]);
}
