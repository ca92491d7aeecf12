using System.Reflection;

namespace Registry.Server.Hosting;

/// <summary>Which build runs: version, and whether published packages or our subsets are in it.</summary>
public static class Build
{
    /// <summary>Version and source revision where the build knew it.</summary>
    public static string Version =>
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Packages that this build replaces by the subsets under src/Compat; empty in a FullFeed build.</summary>
    public static IReadOnlyList<string> Subsets =>
        [.. typeof(Build).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => name.StartsWith("Compat.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
