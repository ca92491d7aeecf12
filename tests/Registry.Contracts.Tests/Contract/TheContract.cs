using System.Reflection;
using Google.Protobuf.Reflection;
using Registry.Contracts.Access;
using Registry.V1;

namespace Registry.Contracts.Tests.Contract;

/// <summary>The contract as generated: every file of the assembly, so that a new one is covered before anybody thinks of it.</summary>
internal static class TheContract
{
    public static AccessRules Rules { get; } = AccessRules.Load();

    public static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(AccessRules).Assembly.GetExportedTypes()
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .Where(file => file.Package.StartsWith("registry.", StringComparison.Ordinal)),
    ];

    public static IReadOnlyList<MethodDescriptor> Methods { get; } = [.. Files.SelectMany(file => file.Services).SelectMany(service => service.Methods)];

    public static IReadOnlyList<MessageDescriptor> Messages { get; } = [.. Files.SelectMany(file => file.MessageTypes)];

    public static MethodAccess RuleOf(MethodDescriptor method) =>
        Rules.Find("/" + method.Service.FullName + "/" + method.Name) ?? throw new InvalidOperationException(method.FullName);

    /// <summary>Methods that change something.</summary>
    public static IEnumerable<MethodDescriptor> Acts => Methods.Where(method => RuleOf(method).Line == LineKind.Act);
}
