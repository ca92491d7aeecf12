using System.Collections.Immutable;
using Google.Protobuf.Reflection;
using Registry.V1;

namespace Registry.Contracts.Access;

/// <summary>The declared rule of one method.</summary>
/// <param name="Name">Service and method, e.g. <c>IdentityService/GetIdentity</c>: the form that access records carry.</param>
/// <param name="Scope">Scope that the token must carry.</param>
/// <param name="Purposes">Purposes that the method serves.</param>
/// <param name="Line">Whether it reads or acts.</param>
/// <param name="Gravity">How much hangs on it.</param>
/// <param name="Classes">Classes an act touches; empty for a read whose classes follow from its field mask.</param>
public sealed record MethodAccess(
    string Name, string Scope, ImmutableHashSet<Purpose> Purposes, LineKind Line, Gravity Gravity, ImmutableHashSet<FieldClass> Classes)
{
    internal static MethodAccess Of(MethodDescriptor method, AccessRule rule) => new(
        method.Service.Name + "/" + method.Name, rule.Scope, [.. rule.Purposes], rule.Line, rule.Gravity, [.. rule.Classes]);

    internal static IEnumerable<string> Gaps(MethodDescriptor method, AccessRule? rule)
    {
        if (rule is null)
        {
            yield return $"method {method.FullName} declares no (access)";
            yield break;
        }

        if (rule.Scope.Length == 0)
            yield return $"method {method.FullName} declares no scope";
        if (rule.Purposes.Count == 0 || rule.Purposes.Contains(Purpose.Unspecified))
            yield return $"method {method.FullName} declares no purpose";
        if (rule.Line == LineKind.Unspecified)
            yield return $"method {method.FullName} declares no line kind";
        if (rule.Gravity == Gravity.Unspecified)
            yield return $"method {method.FullName} declares no gravity";
        if (rule.Line == LineKind.Act && rule.Classes.Count == 0)
            yield return $"method {method.FullName} acts but declares no class that it touches";
        if (rule.Classes.Contains(FieldClass.Unspecified) || rule.Classes.Contains(FieldClass.Envelope))
            yield return $"method {method.FullName} declares a class that is none";
    }
}
