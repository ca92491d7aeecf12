using System.Reflection;
using Registry.Store.Streams;

namespace Registry.Server.Hosting;

/// <summary>Which build runs: version, and whether published packages or our subsets are in it.</summary>
public static class Build
{
    /// <summary>Version and source revision where the build knew it.</summary>
    public static string Version =>
        typeof(Build).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Packages that this build replaces by the subsets under src/Compat; empty in a FullFeed build.</summary>
    public static IReadOnlyList<string> Subsets =>
        [.. new[] { typeof(Build), typeof(Journal) }.SelectMany(type => type.Assembly.GetReferencedAssemblies()).Select(name => name.Name!).Distinct().Where(name => name.StartsWith("Compat.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
