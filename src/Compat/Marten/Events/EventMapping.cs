using System.Text.RegularExpressions;
using JasperFx.Events;

namespace Marten.Events;

/// <summary>One registered event type: its alias, its .NET name as Marten writes it, and how its data is put into an envelope.</summary>
internal abstract partial class EventMapping(Type type)
{
    public Type Type { get; } = type;

    public string Alias { get; set; } = DefaultAlias(type);

    /// <summary>Full name and simple assembly name. The arguments of a closed generic type carry their assemblies' versions, as in Marten.</summary>
    public string DotNetTypeName { get; } = $"{type.FullName}, {type.Assembly.GetName().Name}";

    public static EventMapping For(Type type) => (EventMapping)Activator.CreateInstance(typeof(Of<>).MakeGenericType(type))!;

    /// <summary>Snake case of the class name; a generic type is named as in C#.</summary>
    public static string DefaultAlias(Type type) => type.IsGenericType ? NameInCode(type) : SnakeCase(type.Name);

    public abstract IEvent Wrap(object data);

    private static string NameInCode(Type type)
    {
        var own = type.Name.Split('`')[0];
        if (type.IsNested)
            own = $"{NameInCode(type.DeclaringType!)}.{own}";
        return type.IsGenericType ? $"{own}<{string.Join(", ", type.GetGenericArguments().Select(NameInCode))}>" : own;
    }

    private static string SnakeCase(string name) =>
        Words().Replace(Initials().Replace(name, "$1 $2"), "$1 $2").ToLowerInvariant().Replace(' ', '_');

    [GeneratedRegex(@"(\P{Ll})(\P{Ll}\p{Ll})")]
    private static partial Regex Initials();

    [GeneratedRegex(@"(\p{Ll})(\P{Ll})")]
    private static partial Regex Words();

    private sealed class Of<T>() : EventMapping(typeof(T)) where T : notnull
    {
        public override IEvent Wrap(object data) => new Event<T>((T)data) { EventTypeName = Alias, DotNetTypeName = DotNetTypeName };
    }
}
