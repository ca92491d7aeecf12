using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Registry.V1;

namespace Registry.Contracts.Access;

/// <summary>
/// What the contract says about every method and every field, read from the options once at start. Anything undeclared stops the
/// start: <c>GetOptions()</c> is null where nothing was declared, and nothing declared means nobody decided.
/// </summary>
public sealed class AccessRules
{
    private readonly FrozenDictionary<string, MethodAccess> methods;
    private readonly FrozenDictionary<string, FieldClass> fields;

    private AccessRules(FrozenDictionary<string, MethodAccess> methods, FrozenDictionary<string, FieldClass> fields)
    {
        this.methods = methods;
        this.fields = fields;
    }

    /// <summary>Every door of the registry, by full gRPC name.</summary>
    public IReadOnlyDictionary<string, MethodAccess> Methods => methods;

    /// <summary>The rules of this build's contract.</summary>
    /// <exception cref="AccessRuleException">Lists every method and field without a rule.</exception>
    public static AccessRules Load() => From(
    [
        VictimServiceReflection.Descriptor, IdentityServiceReflection.Descriptor, ProtectionServiceReflection.Descriptor,
        AccessServiceReflection.Descriptor, AuditServiceReflection.Descriptor,
        AgencyServiceReflection.Descriptor, ReferenceServiceReflection.Descriptor,
        TaskServiceReflection.Descriptor,
        ReportServiceReflection.Descriptor,
    ]);

    /// <summary>Rules of the given files; used by <see cref="Load"/> and by the tests of the gaps.</summary>
    /// <exception cref="AccessRuleException">Lists every method and field without a rule.</exception>
    public static AccessRules From(IReadOnlyList<FileDescriptor> files)
    {
        var gaps = new List<string>();
        var methods = new Dictionary<string, MethodAccess>(StringComparer.Ordinal);
        var fields = new Dictionary<string, FieldClass>(StringComparer.Ordinal);

        foreach (var method in files.SelectMany(file => file.Services).SelectMany(service => service.Methods))
        {
            var declared = method.GetOptions()?.GetExtension(OptionsExtensions.Access);
            gaps.AddRange(MethodAccess.Gaps(method, declared));
            if (declared is not null)
                methods["/" + method.Service.FullName + "/" + method.Name] = MethodAccess.Of(method, declared);
            Walk(method.InputType, fields, gaps);
            Walk(method.OutputType, fields, gaps);
        }

        if (gaps.Count > 0)
            throw new AccessRuleException(gaps.Distinct(StringComparer.Ordinal).ToList());
        return new AccessRules(methods.ToFrozenDictionary(StringComparer.Ordinal), fields.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The rule of a method, or null for a method that is not of this contract (health, reflection).</summary>
    /// <param name="fullName">With the leading slash, as on the wire: <c>/registry.v1.IdentityService/GetIdentity</c>.</param>
    public MethodAccess? Find(string fullName) => methods.GetValueOrDefault(fullName);

    /// <summary>The class of a field of the contract.</summary>
    /// <exception cref="KeyNotFoundException">The field is not reachable from any method.</exception>
    public FieldClass ClassOf(FieldDescriptor field) => fields[field.FullName];

    private static void Walk(MessageDescriptor message, Dictionary<string, FieldClass> fields, List<string> gaps)
    {
        // Messages of other packages (field masks, dates, timestamps) are values: their class is that of the field that holds them.
        if (!message.File.Package.StartsWith("registry.", StringComparison.Ordinal))
            return;

        var whole = message.GetOptions()?.GetExtension(OptionsExtensions.Fields) ?? FieldClass.Unspecified;
        foreach (var field in message.Fields.InDeclarationOrder())
        {
            if (fields.ContainsKey(field.FullName))
                continue;
            var own = field.GetOptions()?.GetExtension(OptionsExtensions.FieldClass) ?? FieldClass.Unspecified;
            var declared = own == FieldClass.Unspecified ? whole : own;
            fields[field.FullName] = declared;
            if (declared == FieldClass.Unspecified)
                gaps.Add($"field {field.FullName} declares no (field_class), and its message no (fields)");
            if (field.FieldType == FieldType.Message)
                Walk(field.MessageType, fields, gaps);
        }
    }
}

/// <summary>The contract has methods or fields about which nobody decided; the server does not start.</summary>
public sealed class AccessRuleException(IReadOnlyList<string> gaps)
    : Exception("The contract has gaps, the server does not start:" + string.Concat(gaps.Select(gap => Environment.NewLine + "  - " + gap)))
{
    /// <summary>Every gap, in plain words.</summary>
    public IReadOnlyList<string> Gaps { get; } = gaps;
}
