using Google.Protobuf.Reflection;
using Registry.V1;
using DomainPurpose = Registry.Domain.Access.Purpose;

namespace Registry.Server.Pipeline;

/// <summary>Purposes by the names of the contract without their prefix: <c>TREATMENT</c>, <c>RECEIVE_RETURNEE</c>.</summary>
internal static class PurposeNames
{
    private const string Prefix = "PURPOSE_";

    private static readonly EnumDescriptor Descriptor = OptionsReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(Purpose));

    /// <summary>Every name, for help texts.</summary>
    public static IEnumerable<string> All =>
        Descriptor.Values.Where(value => value.Number != 0).Select(value => value.Name[Prefix.Length..]);

    public static bool TryParse(string? name, out DomainPurpose purpose)
    {
        var value = Descriptor.Values.FirstOrDefault(candidate => candidate.Number != 0 && candidate.Name == Prefix + name);
        purpose = (DomainPurpose)(value?.Number ?? 0);
        return value is not null;
    }
}
