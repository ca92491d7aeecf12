using System.Reflection;
using System.Xml.Linq;
using Registry.AccessLog;
using Registry.Domain.Access;
using Registry.Sealing;

namespace Registry.Contracts.Tests.Architecture;

/// <summary>Who may know whom: see src/README.md. A project exists to forbid a dependency.</summary>
public sealed class ArrowTests
{
    private const string Grpc = "UsesGrpc";
    private const string Marten = "UsesMarten";

    /// <summary>Room to the rooms and feeds that its project file names.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Registry.Domain"] = [],
        ["Registry.AccessLog"] = [],
        ["Compat.Grpc"] = [],
        ["Compat.Marten"] = [],
        ["Registry.Sealing"] = ["Registry.Domain"],
        ["Registry.Contracts"] = [Grpc],
        ["Registry.Store"] = ["Registry.AccessLog", "Registry.Domain", Marten],
        ["Registry.Keys"] = ["Registry.Sealing", "Registry.Store"],
        ["Registry.Verify"] = ["Registry.AccessLog"],
        ["Registry.Server"] =
            ["Registry.AccessLog", "Registry.Contracts", "Registry.Domain", "Registry.Sealing", "Registry.Store", Grpc],
        ["Registry.Tool"] = ["Registry.Keys", "Registry.Server", Grpc],
    };

    private static readonly Dictionary<string, XDocument> Projects = Repository.Files("src", ".csproj")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file.Path), file => XDocument.Parse(file.Text), StringComparer.Ordinal);

    [Fact]
    public void Rooms_know_each_other_as_drawn_and_no_further()
    {
        var drawn = Arrows.Select(room => $"{room.Key}: {string.Join(", ", room.Value)}");
        var built = Projects.Select(project => $"{project.Key}: {string.Join(", ", ReferencesOf(project.Value))}");

        Assert.Equal(drawn.Order(StringComparer.Ordinal), built.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Registry.Domain")]
    [InlineData("Registry.Sealing")]
    [InlineData("Registry.AccessLog")]
    public void The_rooms_that_decide_seal_and_prove_take_no_package(string room) =>
        Assert.Empty(Projects[room].Descendants("PackageReference"));

    [Theory]
    [InlineData(typeof(NeedToKnow))]
    [InlineData(typeof(Opener))]
    [InlineData(typeof(LogVerifier))]
    public void Those_rooms_show_no_type_of_anybody_else(Type inRoom)
    {
        var known = inRoom.Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && name is not "Registry.Domain");

        Assert.Empty(known);
    }

    [Fact]
    public void Nobody_but_the_build_chooses_between_a_package_and_its_subset()
    {
        var chosen = Repository.Files("src", ".cs").Concat(Repository.Files("src", ".csproj")).Concat(Repository.Files("tests", ".csproj"))
            .Where(file => file.Code.Contains("FullFeed", StringComparison.Ordinal) || file.Code.Contains("Compat.Marten.csproj", StringComparison.Ordinal))
            .Select(file => file.Path);

        Assert.Empty(chosen);
    }

    [Fact]
    public void Receipts_can_be_made_by_the_store_and_by_tests_alone()
    {
        var friends = Projects["Registry.Domain"].Descendants("InternalsVisibleTo").Select(friend => friend.Attribute("Include")!.Value)
            .Where(friend => friend != "Registry.Testing" && !friend.EndsWith(".Tests", StringComparison.Ordinal));

        Assert.Equal(["Registry.Store"], friends);
        Assert.Empty(typeof(Receipt).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.True(typeof(Receipt) is { IsSealed: true, IsValueType: false });
    }

    [Fact]
    public void Nothing_that_ships_references_the_tests() => Assert.All(Projects, project =>
        Assert.DoesNotContain(project.Value.Descendants("ProjectReference"), one => one.Attribute("Include")!.Value.Contains("tests", StringComparison.Ordinal)));

    private static IEnumerable<string> ReferencesOf(XDocument project)
    {
        var rooms = project.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Include")!.Value));
        var feeds = new[] { Grpc, Marten }.Where(feed => project.Descendants(feed).Any(one => one.Value == "true"));
        return rooms.Order(StringComparer.Ordinal).Concat(feeds);
    }
}
